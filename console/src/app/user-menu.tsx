import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconCode, IconLogout, IconUser } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useSession } from '../api/api-provider';
import { notifyFailed } from '../parts/notify';
import { places } from './places';
import { useViewer } from './viewer';

export function UserMenu(): ReactNode {
  const { t } = useTranslation();
  const { session } = useSession();
  const { user, home } = useViewer();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="subtle" color="gray" rightSection={<IconChevronDown size={16} aria-hidden />}>
          {user?.displayName ?? user?.name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('userOf', { name: user?.name, account: home.name })}</Menu.Label>
        <Menu.Item component={Link} href={places.profile()} leftSection={<IconUser size={16} />}>
          {t('profile')}
        </Menu.Item>
        <Menu.Item component="a" href="/graphiql" leftSection={<IconCode size={16} />}>
          GraphiQL
        </Menu.Item>
        <Menu.Item
          leftSection={<IconLogout size={16} />}
          onClick={() => void session.signOut().catch(() => notifyFailed(t('notSignedOut')))}
        >
          {t('signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
