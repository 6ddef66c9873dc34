import { Button, Group, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutate } from '../api/use-mutate';
import { UpdateUserDocument, type UserPartsFragment } from '../gql/graphql';
import { ChangedMeanwhile } from '../parts/changed-meanwhile';
import { DialogModal } from '../parts/dialog-modal';
import { notifyDone } from '../parts/notify';
import { Problem } from '../parts/problem';
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
  const { t: common } = useTranslation();
  const { run, busy } = useMutate(UpdateUserDocument);
  const { form, changes, version, meanwhile, refusal, refuse } = useEdited(user, valuesOf);

  async function save(): Promise<void> {
    const changed = changes();
    if (Object.keys(changed).length > 0) {
      const { refusal: refused } = await run({ input: { userId: user.id, version, ...inputOf(changed) } });
      refuse(refused);
      if (refused) return;
      notifyDone(t('userChanged', { name: form.getValues().name }));
    }
    onClose();
  }

  return (
    <DialogModal title={t('editUser', { name: user.name })} holdsInput onClose={onClose}>
      <form onSubmit={form.onSubmit(() => void save())}>
        <Stack>
          {refusal && <Problem refusal={refusal} />}
          {meanwhile && !busy && (
            <ChangedMeanwhile
              meanwhile={meanwhile}
              labels={{ name: t('name'), displayName: t('displayName'), email: t('email') }}
            />
          )}
          <UserFields form={form} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {common('cancel')}
            </Button>
            <Button type="submit" loading={busy} disabled={meanwhile !== null}>
              {common('save')}
            </Button>
          </Group>
        </Stack>
      </form>
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
