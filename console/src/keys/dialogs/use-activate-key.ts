import { useTranslation } from 'react-i18next';
import type { Refusal } from '../../api/outcome';
import { useMutate } from '../../api/use-mutate';
import { ActivateApiKeyDocument } from '../../gql/graphql';
import { notifyDone } from '../../parts/notify';

/** It asks nothing, since it breaks nothing. Whoever called shows the refusal. */
export function useActivateKey(): {
  readonly activate: (keyId: string) => Promise<Refusal | null>;
  readonly busy: boolean;
} {
  const { t } = useTranslation('keys');
  const { run, busy } = useMutate(ActivateApiKeyDocument);

  async function activate(keyId: string): Promise<Refusal | null> {
    const { success, refusal } = await run({ input: { keyId } });
    if (!refusal) notifyDone(t('dialog.activate.done', { name: success.apiKey?.name ?? t('dialog.key') }));
    return refusal;
  }
  return { activate, busy };
}
