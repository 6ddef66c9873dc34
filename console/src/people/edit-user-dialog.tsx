import { Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { faultsByField, type Refusal } from '../api/outcome';
import { useMutate } from '../api/use-mutate';
import { UpdateUserDocument, UserDetailsDocument, type UserPartsFragment } from '../gql/graphql';
import { DialogModal } from '../parts/dialog-modal';
import { FormButtons } from '../parts/form-buttons';
import { notifyDone } from '../parts/notify';
import { Problem } from '../parts/problem';
import { useFocusBack } from '../parts/use-focus-back';
import { ConflictNotice } from './conflict-notice';
import { type Read, useEdit } from './use-edit';
import { USER_FIELDS, UserFields, type UserForm } from './user-fields';

function readOf({ version, name, displayName, email }: UserPartsFragment): Read<UserForm> {
  return { version, values: { name, displayName: displayName ?? '', email: email ?? '' } };
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
  const { t: common } = useTranslation();
  const client = useClient();
  const { run, busy } = useMutate(UpdateUserDocument);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const form = useForm<UserForm>({ initialValues: readOf(user).values });
  const edit = useEdit({
    read: readOf(user),
    send: ({ name, displayName, email }, version) =>
      run({
        input: {
          userId: user.id,
          version,
          ...(name !== undefined && { name: name.trim() }),
          ...(displayName !== undefined && { displayName: displayName.trim() || null }),
          ...(email !== undefined && { email: email.trim() || null }),
        },
      }),
    readAnew: async () => {
      const { data } = await client
        .query(UserDetailsDocument, { id: user.id }, { requestPolicy: 'network-only' })
        .toPromise();
      return data?.user ? readOf(data.user) : null;
    },
  });

  async function attempt(how: typeof edit.save): Promise<void> {
    setRefusal(null);
    const result = await how(form.getValues());
    if (result === 'collides') return;
    if (result === 'done') {
      notifyDone(t('userChanged', { name: form.getValues().name }));
      onClose();
      return;
    }
    const { atFields, rest } = faultsByField(result, USER_FIELDS);
    form.setErrors(atFields);
    setRefusal(rest);
  }

  return (
    <DialogModal title={t('editUser', { name: user.name })} holdsInput onClose={onClose}>
      <form onSubmit={form.onSubmit(() => void attempt(edit.save))}>
        <Stack>
          {refusal && <Problem refusal={refusal} />}
          {edit.theirs && (
            <ConflictNotice
              busy={busy}
              differences={edit.colliding(form.getValues()).map((field) => ({
                field: t(field),
                now: edit.theirs?.values[field] ?? '',
                mine: form.getValues()[field],
              }))}
              onTake={() => form.setValues(edit.take())}
              onApply={() => void attempt(edit.apply)}
            />
          )}
          <UserFields form={form} />
          <FormButtons verb={common('save')} busy={busy} disabled={edit.theirs !== null} onClose={onClose} />
        </Stack>
      </form>
    </DialogModal>
  );
}
