import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconAlertCircle } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../api/api-provider';
import { SessionRefused } from '../api/session';

const ACCOUNT_ID = /^acc_[0-9a-f]{32}$/;
const DOMAIN = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i;
/** For an external id that looks like a host name; no operator's id begins so. */
const EXTERNAL = 'external:';

/** As people write it: an id of this service's, a host name, else the operator's own id. */
function locatorOf(account: string): { id: string } | { domain: string } | { externalId: string } {
  if (ACCOUNT_ID.test(account)) return { id: account };
  if (account.startsWith(EXTERNAL)) return { externalId: account.slice(EXTERNAL.length) };
  return DOMAIN.test(account) ? { domain: account } : { externalId: account };
}

export interface KnownPerson {
  readonly accountId: string;
  readonly name: string;
}

/** @param known who was signed in and has to be it again: only the password is asked for */
export function SignInForm({ known }: { readonly known?: KnownPerson }): ReactNode {
  const { t } = useTranslation('session');
  const { session } = useSession();
  const [refused, setRefused] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useForm({ initialValues: { account: '', name: known?.name ?? '', password: '' } });

  const signIn = form.onSubmit(async ({ account, name, password }) => {
    setBusy(true);
    setRefused(null);
    try {
      const locator = known ? { id: known.accountId } : account.trim() && locatorOf(account.trim());
      await session.signIn({ ...(locator && { account: locator }), name, password });
    } catch (error) {
      setRefused(error instanceof SessionRefused ? error.message : t('away'));
    } finally {
      setBusy(false);
    }
  });

  return (
    <form onSubmit={signIn}>
      <Stack>
        {refused !== null && (
          <Alert color="red" icon={<IconAlertCircle />} role="alert">
            {refused}
          </Alert>
        )}
        {!known && (
          <TextInput
            label={t('account')}
            description={t('accountHelp')}
            autoComplete="organization"
            {...form.getInputProps('account')}
          />
        )}
        <TextInput
          label={t('name')}
          required
          readOnly={known !== undefined}
          autoFocus={!known}
          autoComplete="username"
          {...form.getInputProps('name')}
        />
        <PasswordInput
          label={t('password')}
          required
          data-autofocus={known ? true : undefined}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': t('showPassword'), tabIndex: 0 }}
          {...form.getInputProps('password')}
        />
        <Button type="submit" loading={busy}>
          {t('signIn')}
        </Button>
      </Stack>
    </form>
  );
}
