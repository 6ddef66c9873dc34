import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLastDefined } from './use-last-defined';
import { ConfirmDialog } from '../parts/confirm-dialog';
import { notifyDone } from '../parts/notify';
import type { Action, Endpoint } from './endpoint';
import { EndpointState } from './endpoint-state';
import { useDecide } from './use-decide';

/** Asks before a device is rejected, revoked or deleted, and says what that means for it as it stands. */
export function DecideDialog({
  endpoint,
  action,
  onClose,
  onGone,
}: {
  readonly endpoint: Endpoint;
  /** Null: closed. */
  readonly action: Exclude<Action, 'confirm'> | null;
  readonly onClose: () => void;
  readonly onGone: () => void;
}): ReactNode {
  const { t } = useTranslation('endpoints');
  const decide = useDecide();
  const shown = useLastDefined(action) ?? 'reject';
  const { name, status } = endpoint;
  const help = shown === 'reject' && status !== 'PENDING' ? t('rejectKnownHelp') : t(`${shown}Help`);
  return (
    <ConfirmDialog
      opened={action !== null}
      title={t(`${shown}Title`, { name })}
      verb={t(`verb.${shown}`)}
      danger={shown !== 'reject'}
      {...(shown === 'delete' && { typed: name })}
      onClose={onClose}
      onConfirm={async () => {
        const refusal = await decide(shown, endpoint);
        if (refusal) return refusal;
        notifyDone(t(`${shown}Done`, { name }));
        if (shown === 'delete') onGone();
        return null;
      }}
    >
      <Text size="sm">{help}</Text>
      <EndpointState endpoint={endpoint} />
    </ConfirmDialog>
  );
}
