import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Refusal } from '../../api/outcome';
import { useMutate } from '../../api/use-mutate';
import {
  DeleteGatewayDocument,
  type GatewayRowFragment,
  ReplaceGatewayCredentialDocument,
  UpdateGatewayDocument,
} from '../../gql/graphql';
import { ConfirmDialog } from '../../parts/confirm-dialog';
import { notifyDone } from '../../parts/notify';

export type Question = 'replace' | 'disable' | 'delete';

interface GatewayQuestionProps {
  readonly kind: Question;
  readonly gateway: GatewayRowFragment;
  readonly onSecret: (name: string, credential: string) => void;
  readonly onClose: () => void;
}

/** Before what stops a gateway from asking. */
export function GatewayQuestion({ kind, gateway, onSecret, onClose }: GatewayQuestionProps): ReactNode {
  const { t } = useTranslation('accounts');
  const update = useMutate(UpdateGatewayDocument);
  const replace = useMutate(ReplaceGatewayCredentialDocument);
  const remove = useMutate(DeleteGatewayDocument);
  const { id, version, name } = gateway;
  const input = { gatewayId: id, version };

  const does: Record<Question, () => Promise<Refusal | null>> = {
    async replace() {
      const { success, refusal } = await replace.run({ input });
      if (success) onSecret(name, success.credential);
      return refusal;
    },
    disable: async () => (await update.run({ input: { ...input, enabled: false } })).refusal,
    async delete() {
      const { refusal } = await remove.run({ input });
      if (!refusal) notifyDone(t('gateway.deleted', { name }));
      return refusal;
    },
  };

  return (
    <ConfirmDialog
      opened
      danger
      title={t(`gateway.${kind}Title`, { name })}
      verb={t(`gateway.${kind}`)}
      onConfirm={does[kind]}
      onClose={onClose}
    >
      <Text size="sm">{t(`gateway.${kind}Help`)}</Text>
    </ConfirmDialog>
  );
}
