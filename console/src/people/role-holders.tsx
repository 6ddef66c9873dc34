import { Anchor, Group, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useAccount } from '../accounts/account-context';
import { places } from '../app/places';
import { Disabled } from './disabled';
import { useReasons } from './reasons';
import { RevokeButton } from './revoke-button';
import { RevokeDialog } from './revoke-dialog';
import type { GrantHere, RoleHere } from './role-here';

/** Who was given the role on this very account. */
export function RoleHolders({
  role,
  grants,
}: {
  readonly role: RoleHere;
  readonly grants: readonly GrantHere[];
}): ReactNode {
  const { t } = useTranslation('people');
  const reasons = useReasons();
  const { name: accountName, viewerPermissions: held } = useAccount();
  const [revoked, setRevoked] = useState<GrantHere | null>(null);
  return (
    <Stack gap="xs" flex="1 1 260px" miw={0}>
      <Title order={4} size="h5">
        {t('whoHasIt', { account: accountName })}
      </Title>
      {grants.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('nobodyHasIt')}
        </Text>
      )}
      {grants.map((grant) => (
        <Group key={grant.id} justify="space-between" wrap="nowrap">
          <Holder user={grant.user} />
          <RevokeButton
            label={t('revokeFrom', { role: role.name, user: grant.user?.name ?? t('hiddenUser') })}
            reason={reasons.takes('ModifyRole', held) ?? reasons.givesMore(role.permissions, held)}
            onClick={() => setRevoked(grant)}
          />
        </Group>
      ))}
      {revoked && (
        <RevokeDialog
          grant={revoked}
          userName={revoked.user?.name ?? t('hiddenUser')}
          onClose={() => setRevoked(null)}
        />
      )}
    </Stack>
  );
}

function Holder({ user }: { readonly user: GrantHere['user'] }): ReactNode {
  const { t } = useTranslation('people');
  if (!user) {
    return (
      <Text size="sm" c="dimmed">
        {t('hiddenUser')}
      </Text>
    );
  }
  const { id, name, displayName, disabled, account } = user;
  return (
    <Group gap="xs">
      {account ? (
        <Anchor component={Link} href={places.user(account.id, id)} size="sm" fw={500} className="breaks">
          {name}
        </Anchor>
      ) : (
        <Text size="sm" fw={500} className="breaks">
          {name}
        </Text>
      )}
      <Text size="sm" c="dimmed" className="breaks">
        {[displayName, account && t('of', { account: account.name })].filter(Boolean).join(' · ')}
      </Text>
      {disabled && <Disabled />}
    </Group>
  );
}
