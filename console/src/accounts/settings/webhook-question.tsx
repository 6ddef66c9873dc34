import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Refusal } from '../../api/outcome';
import { useMutate } from '../../api/use-mutate';
import { DeleteWebhookDocument, RotateWebhookSecretDocument, type WebhookRowFragment } from '../../gql/graphql';
import { ConfirmDialog } from '../../parts/confirm-dialog';
import { notifyDone } from '../../parts/notify';

type WebhookQuestionKind = 'rotate' | 'delete';

interface WebhookQuestionProps {
  readonly kind: WebhookQuestionKind;
  readonly webhook: WebhookRowFragment;
  readonly onSecret: (name: string, secret: string) => void;
  readonly onClose: () => void;
}

export function WebhookQuestion({ kind, webhook, onSecret, onClose }: WebhookQuestionProps): ReactNode {
  const { t } = useTranslation('accounts');
  const rotate = useMutate(RotateWebhookSecretDocument);
  const remove = useMutate(DeleteWebhookDocument);
  const { id, version, name } = webhook;
  const input = { webhookId: id, version };

  const does: Record<WebhookQuestionKind, () => Promise<Refusal | null>> = {
    async rotate() {
      const { success, refusal } = await rotate.run({ input });
      if (success) onSecret(name, success.secret);
      return refusal;
    },
    async delete() {
      const { refusal } = await remove.run({ input });
      if (!refusal) notifyDone(t('webhook.deleted', { name }));
      return refusal;
    },
  };

  return (
    <ConfirmDialog
      opened
      danger={kind === 'delete'}
      title={t(`webhook.${kind}Title`, { name })}
      verb={t(`webhook.${kind}`)}
      onConfirm={does[kind]}
      onClose={onClose}
    >
      <Text size="sm">{t(`webhook.${kind}Help`)}</Text>
    </ConfirmDialog>
  );
}
