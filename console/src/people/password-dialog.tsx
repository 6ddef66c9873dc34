import { Stack, Text } from '@mantine/core';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { faultsByField, type Refusal } from '../api/outcome';
import { useMutate } from '../api/use-mutate';
import { SetUserPasswordDocument } from '../gql/graphql';
import { DialogModal } from '../parts/dialog-modal';
import { FormButtons } from '../parts/form-buttons';
import { notifyDone } from '../parts/notify';
import { Problem } from '../parts/problem';
import { useShownOnce } from '../parts/shown-once';
import { useFocusBack } from '../parts/use-focus-back';
import { PasswordField } from './password-field';

/** Sets somebody else's password, which ends their sessions. One that was generated is shown to be passed on. */
export function PasswordDialog({
  user,
  onClose,
}: {
  readonly user: { readonly id: string; readonly name: string };
  readonly onClose: () => void;
}): ReactNode {
  useFocusBack();
  const { t } = useTranslation('people');
  const { run, busy } = useMutate(SetUserPasswordDocument);
  const [password, setPassword] = useState({ value: '', generated: false });
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const { isShowing, show } = useShownOnce();
  const { atFields, rest } = refusal ? faultsByField(refusal, ['password']) : { atFields: {}, rest: null };

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const outcome = await run({ input: { userId: user.id, password: password.value } });
    setRefusal(outcome.refusal);
    if (!outcome.success) return;
    notifyDone(t('passwordSet', { name: user.name, count: outcome.success.sessionsEnded }));
    if (!password.generated) {
      onClose();
      return;
    }
    const secrets = [{ name: user.name, value: password.value }];
    show({ title: t('passwordOf', { name: user.name }), secrets, onStored: onClose });
  }

  if (isShowing) return null;
  return (
    <DialogModal title={t('setPasswordOf', { name: user.name })} holdsInput onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <Text size="sm">{t('setPasswordHelp', { name: user.name })}</Text>
          {rest && <Problem refusal={rest} />}
          <PasswordField
            label={t('newPassword')}
            value={password.value}
            error={atFields.password}
            onChange={(value, generated) => setPassword({ value, generated })}
          />
          <FormButtons verb={t('setPassword')} busy={busy} onClose={onClose} />
        </Stack>
      </form>
    </DialogModal>
  );
}
