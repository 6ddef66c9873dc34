import { Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { faultsByField, type Refusal } from '../api/outcome';
import { useMutate } from '../api/use-mutate';
import { CreateUserDocument } from '../gql/graphql';
import { DialogModal } from '../parts/dialog-modal';
import { FormButtons } from '../parts/form-buttons';
import { notifyDone } from '../parts/notify';
import { Problem } from '../parts/problem';
import { useShownOnce } from '../parts/shown-once';
import { useFocusBack } from '../parts/use-focus-back';
import { PasswordField } from './password-field';
import { USER_FIELDS, UserFields, type UserForm } from './user-fields';

/** A password that was generated is shown once more when the user is there: nobody has it yet. */
export function CreateUserDialog({
  account,
  onClose,
  onCreated,
}: {
  readonly account: { readonly id: string; readonly name: string };
  readonly onClose: () => void;
  readonly onCreated: (userId: string) => void;
}): ReactNode {
  useFocusBack();
  const { t } = useTranslation('people');
  const { run, busy } = useMutate(CreateUserDocument);
  const form = useForm<UserForm>({ initialValues: { name: '', displayName: '', email: '' } });
  const [password, setPassword] = useState({ value: '', generated: false });
  const [passwordFault, setPasswordFault] = useState<string | undefined>();
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const { isShowing, show } = useShownOnce();

  function end(id: string | undefined): void {
    onClose();
    if (id !== undefined) onCreated(id);
  }

  const submit = form.onSubmit(async ({ name, displayName, email }) => {
    setRefusal(null);
    setPasswordFault(undefined);
    const optional = { displayName: displayName.trim() || null, email: email.trim() || null };
    const input = { accountId: account.id, name: name.trim(), ...optional, password: password.value };
    const outcome = await run({ input });
    if (outcome.refusal) {
      const { atFields, rest } = faultsByField(outcome.refusal, [...USER_FIELDS, 'password']);
      form.setErrors(atFields);
      setPasswordFault(atFields.password);
      setRefusal(rest);
      return;
    }
    notifyDone(t('userCreated', { name: input.name }));
    const id = outcome.success.user?.id;
    if (!password.generated) {
      end(id);
      return;
    }
    const secrets = [{ name: input.name, value: password.value }];
    show({ title: t('passwordOf', { name: input.name }), secrets, onStored: () => end(id) });
  });

  if (isShowing) return null;
  return (
    <DialogModal title={t('createUserOn', { account: account.name })} holdsInput onClose={onClose}>
      <form onSubmit={submit}>
        <Stack>
          {refusal && <Problem refusal={refusal} />}
          <UserFields form={form} />
          <PasswordField
            label={t('password')}
            value={password.value}
            error={passwordFault}
            onChange={(value, generated) => setPassword({ value, generated })}
          />
          <Text size="sm" c="dimmed">
            {t('newUserHelp')}
          </Text>
          <FormButtons verb={t('createUser')} busy={busy} onClose={onClose} />
        </Stack>
      </form>
    </DialogModal>
  );
}
