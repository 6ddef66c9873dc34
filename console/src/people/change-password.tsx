import { Alert, Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../api/api-provider';
import { faultsByField, type Refusal } from '../api/outcome';
import { useMutate } from '../api/use-mutate';
import { useViewer } from '../app/viewer';
import { ChangePasswordDocument } from '../gql/graphql';
import { notifyDone } from '../parts/notify';
import { Problem } from '../parts/problem';
import { useShownOnce } from '../parts/shown-once';
import { PasswordField } from './password-field';

const EMPTY = { value: '', generated: false };

/** A new password ends all one's sessions: this window signs in again with it at once, and nothing on it is lost. */
export function ChangePassword(): ReactNode {
  const { t } = useTranslation('people');
  const { session } = useSession();
  const { user, home } = useViewer();
  const { run, busy } = useMutate(ChangePasswordDocument);
  const [current, setCurrent] = useState('');
  const [wanted, setWanted] = useState(EMPTY);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [isSignedOut, setIsSignedOut] = useState(false);
  const { show } = useShownOnce();
  const { atFields, rest } = refusal
    ? faultsByField(refusal, ['currentPassword', 'newPassword'])
    : { atFields: {}, rest: null };
  const name = user?.name ?? '';

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const outcome = await run({ input: { currentPassword: current, newPassword: wanted.value } });
    setRefusal(outcome.refusal);
    if (outcome.refusal) return;
    setCurrent('');
    setWanted(EMPTY);
    if (wanted.generated) show({ title: t('yourNewPassword'), secrets: [{ name, value: wanted.value }] });
    try {
      await session.signIn({ ...(home.id && { account: { id: home.id } }), name, password: wanted.value });
      notifyDone(t('passwordChanged'));
    } catch {
      setIsSignedOut(true);
    }
  }

  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack>
        <Text size="sm">{t('changePasswordHelp')}</Text>
        {rest && <Problem refusal={rest} />}
        {isSignedOut && (
          <Alert color="yellow" icon={<IconAlertCircle />} role="alert">
            {t('changedSignIn')}
          </Alert>
        )}
        {/* For the browser's password manager: whose password it is. */}
        <input type="text" value={name} readOnly hidden autoComplete="username" />
        <PasswordInput
          label={t('currentPassword')}
          required
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
          value={current}
          error={atFields.currentPassword}
          onChange={(event) => setCurrent(event.currentTarget.value)}
        />
        <PasswordField
          label={t('newPassword')}
          value={wanted.value}
          error={atFields.newPassword}
          onChange={(value, generated) => setWanted({ value, generated })}
        />
        <Group>
          <Button type="submit" loading={busy}>
            {t('changePassword')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
