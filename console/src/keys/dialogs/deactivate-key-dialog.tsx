import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Refusal } from '../../api/outcome';
import { useMutate } from '../../api/use-mutate';
import { DeactivateApiKeyDocument } from '../../gql/graphql';
import { ConfirmForm } from '../../parts/confirm-dialog';
import { notifyDone } from '../../parts/notify';
import { useFocusBack } from '../../parts/use-focus-back';
import { ImpactSummary } from './impact-summary';
import { KeyModal } from './key-modal';
import { WhereItWorks } from './where-it-works';

export function DeactivateKeyDialog({
  keyId,
  onClose,
}: {
  readonly keyId: string;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation('keys');
  const { run } = useMutate(DeactivateApiKeyDocument);
  useFocusBack();

  async function deactivate(name: string): Promise<Refusal | null> {
    // Whatever else was changed meanwhile does not matter to who stops a key: no version.
    const { refusal } = await run({ input: { keyId } });
    if (!refusal) notifyDone(t('dialog.deactivate.done', { name }));
    return refusal;
  }

  return (
    <KeyModal keyId={keyId} titleOf={(name) => t('dialog.deactivate.title', { name })} onClose={onClose}>
      {(key) => (
        <ConfirmForm verb={t('dialog.deactivate.verb')} danger onConfirm={() => deactivate(key.name)} onClose={onClose}>
          <Text size="sm">{t('dialog.deactivate.help')}</Text>
          <WhereItWorks definedOn={key.definedOn} />
          <ImpactSummary impact={key.impact} />
        </ConfirmForm>
      )}
    </KeyModal>
  );
}
