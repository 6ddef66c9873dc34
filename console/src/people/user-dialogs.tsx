import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutate } from '../api/use-mutate';
import { DeleteUserDocument, EndAllSessionsDocument, UpdateUserDocument, type UserPartsFragment } from '../gql/graphql';
import { ConfirmDialog } from '../parts/confirm-dialog';
import { notifyDone } from '../parts/notify';
import { useFocusBack } from '../parts/use-focus-back';
import { EditUserDialog } from './edit-user-dialog';
import { GrantToUserDialog } from './grant-to-user-dialog';
import { PasswordDialog } from './password-dialog';

export type UserDialog = 'edit' | 'password' | 'able' | 'sessions' | 'delete' | 'grant';

interface UserDialogsProps {
  readonly user: UserPartsFragment;
  readonly dialog: UserDialog | null;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}

/** What can be done with a user, each in a dialog over their page. */
export function UserDialogs({ dialog, ...props }: UserDialogsProps): ReactNode {
  const { user, onClose } = props;
  if (dialog === 'edit') return <EditUserDialog user={user} onClose={onClose} />;
  if (dialog === 'password') return <PasswordDialog user={user} onClose={onClose} />;
  if (dialog === 'grant') return <GrantToUserDialog user={user} onClose={onClose} />;
  if (dialog === null) return null;
  return <UserQuestion {...props} dialog={dialog} />;
}

function UserQuestion({
  user,
  dialog,
  onClose,
  onDeleted,
}: UserDialogsProps & { readonly dialog: 'able' | 'sessions' | 'delete' }): ReactNode {
  useFocusBack();
  const { t } = useTranslation('people');
  const update = useMutate(UpdateUserDocument);
  const end = useMutate(EndAllSessionsDocument);
  const remove = useMutate(DeleteUserDocument);
  const { id, name, disabled, version } = user;

  if (dialog === 'able') {
    return (
      <ConfirmDialog
        opened
        onClose={onClose}
        title={t(disabled ? 'enableUser' : 'disableUser', { name })}
        verb={t(disabled ? 'enable' : 'disable')}
        onConfirm={async () => {
          const { refusal } = await update.run({ input: { userId: id, version, disabled: !disabled } });
          if (!refusal) notifyDone(t(disabled ? 'userEnabled' : 'userDisabled', { name }));
          return refusal;
        }}
      >
        <Text size="sm">{t(disabled ? 'enableHelp' : 'disableHelp', { name })}</Text>
      </ConfirmDialog>
    );
  }
  if (dialog === 'sessions') {
    return (
      <ConfirmDialog
        opened
        onClose={onClose}
        title={t('endSessionsOf', { name })}
        verb={t('endSessions')}
        onConfirm={async () => {
          const { success, refusal } = await end.run({ input: { userId: id } });
          if (success) notifyDone(t('sessionsEnded', { count: success.sessionsEnded }));
          return refusal;
        }}
      >
        <Text size="sm">{t('endSessionsHelp', { name })}</Text>
      </ConfirmDialog>
    );
  }
  return (
    <ConfirmDialog
      opened
      danger
      onClose={onClose}
      title={t('deleteUser', { name })}
      verb={t('delete')}
      typed={name}
      onConfirm={async () => {
        const { success, refusal } = await remove.run({ input: { userId: id } });
        if (success) {
          notifyDone(t('userDeleted', { name }));
          onDeleted();
        }
        return refusal;
      }}
    >
      <Text size="sm">{t('deleteUserHelp', { name })}</Text>
    </ConfirmDialog>
  );
}
