import { Anchor, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { places } from '../app/places';
import { useViewer } from '../app/viewer';
import { HeldGrid } from './permission-grid';

/** For each account on which one was given something: all that one holds there and below. */
export function OwnPermissions(): ReactNode {
  const { t } = useTranslation('people');
  const { permissions } = useViewer();
  if (permissions.length === 0) return <Text size="sm">{t('youHoldNothing')}</Text>;
  return (
    <Stack gap="xl">
      {permissions.map(({ account, permissions: held }) => (
        <Stack key={account.id ?? account.name} gap={4}>
          <Title order={3} size="h5">
            {account.id && held.includes('ViewAccount') ? (
              <Anchor component={Link} href={places.account(account.id)} inherit>
                {account.name}
              </Anchor>
            ) : (
              account.name
            )}
          </Title>
          <Text size="sm" c="dimmed">
            {t('holdsBelowToo')}
          </Text>
          <HeldGrid label={t('heldOn', { account: account.name })} held={held} />
        </Stack>
      ))}
    </Stack>
  );
}
