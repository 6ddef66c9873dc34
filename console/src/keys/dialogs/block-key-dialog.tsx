import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import type { Refusal } from '../../api/outcome';
import { useMutate } from '../../api/use-mutate';
import { AccountDocument, BlockApiKeyDocument, UnblockApiKeyDocument } from '../../gql/graphql';
import { ConfirmForm } from '../../parts/confirm-dialog';
import { notifyDone } from '../../parts/notify';
import { useFocusBack } from '../../parts/use-focus-back';
import { ImpactBelow } from './impact-below';
import { KeyModal } from './key-modal';

/** Blocks an inherited key on an account and all below it, or lifts that account's block. */
export function BlockKeyDialog({
  accountId,
  keyId,
  blocked,
  onClose,
}: {
  readonly accountId: string;
  readonly keyId: string;
  /** Whether this very account blocks it now: then the block is lifted. */
  readonly blocked: boolean;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation('keys');
  const [{ data }] = useQuery({
    query: AccountDocument,
    variables: { id: accountId },
    requestPolicy: 'cache-first',
  });
  const account = data?.account?.name ?? '';
  const block = useMutate(BlockApiKeyDocument);
  const unblock = useMutate(UnblockApiKeyDocument);
  const part = blocked ? 'unblock' : 'block';
  useFocusBack();

  async function change(name: string): Promise<Refusal | null> {
    const input = { accountId, keyId };
    const { success, refusal } = await (blocked ? unblock : block).run({ input });
    if (refusal) return refusal;
    const other = success.effectiveApiKey?.blockedBy;
    if (other && blocked) notifyDone(t('dialog.unblock.stillBlocked', { name, account, other: other.name }));
    else notifyDone(t(`dialog.${part}.done`, { name, account }));
    return null;
  }

  return (
    <KeyModal keyId={keyId} titleOf={(name) => t(`dialog.${part}.title`, { name })} onClose={onClose}>
      {(key) => (
        <ConfirmForm
          verb={t(`dialog.${part}.verb`)}
          danger={!blocked}
          onConfirm={() => change(key.name)}
          onClose={onClose}
        >
          <Text size="sm">{t(`dialog.${part}.help`, { account, definedOn: key.definedOn.name })}</Text>
          <Text size="sm">{t(`dialog.${part}.then`)}</Text>
          {!blocked && <ImpactBelow accountId={accountId} impact={key.impact} />}
        </ConfirmForm>
      )}
    </KeyModal>
  );
}
