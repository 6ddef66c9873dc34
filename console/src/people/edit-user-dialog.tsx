import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutate } from '../api/use-mutate';
import { UpdateUserDocument, type UserPartsFragment } from '../gql/graphql';
import { EditedForm } from '../parts/edited-form';
import { DialogModal } from '../parts/dialog-modal';
import { notifyDone } from '../parts/notify';
import { useEdited } from '../parts/use-edited';
import { useFocusBack } from '../parts/use-focus-back';
import { UserFields, type UserForm } from './user-fields';

function valuesOf({ name, displayName, email }: UserPartsFragment): UserForm {
  return { name, displayName: displayName ?? '', email: email ?? '' };
}

export function EditUserDialog({
  user,
  onClose,
}: {
  readonly user: UserPartsFragment;
  readonly onClose: () => void;
}): ReactNode {
  useFocusBack();
  const { t } = useTranslation('people');
  const { run, busy } = useMutate(UpdateUserDocument);
  const edited = useEdited(user, valuesOf);
  return (
    <DialogModal title={t('editUser', { name: user.name })} holdsInput onClose={onClose}>
      <EditedForm
        edited={edited}
        labels={{ name: t('name'), displayName: t('displayName'), email: t('email') }}
        busy={busy}
        onSend={(changed, version) => run({ input: { userId: user.id, version, ...inputOf(changed) } })}
        onDone={({ name }) => notifyDone(t('userChanged', { name }))}
        onClose={onClose}
      >
        <UserFields form={edited.form} />
      </EditedForm>
    </DialogModal>
  );
}

function inputOf({ name, displayName, email }: Partial<UserForm>): object {
  return {
    ...(name !== undefined && { name: name.trim() }),
    ...(displayName !== undefined && { displayName: displayName.trim() || null }),
    ...(email !== undefined && { email: email.trim() || null }),
  };
}
