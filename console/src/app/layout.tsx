import { Anchor, AppShell, Burger, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { useViewAs } from '../api/view-as';
import { ExpiredDialog } from '../session/expired-dialog';
import { TreePanel } from '../tree/tree-panel';
import mark from './keytree.svg';
import { Preferences } from './preferences';
import { PreviewBanner } from './preview-banner';
import { UserMenu } from './user-menu';
import { useViewer } from './viewer';

const HEADER = 56;

export function Layout({ children }: { readonly children: ReactNode }): ReactNode {
  const { t } = useTranslation();
  const viewer = useViewer();
  const { viewed } = useViewAs();
  const [opened, { toggle, close }] = useDisclosure();
  const [place] = useLocation();
  // On a phone the tree lies over the page: who has chosen wants to see it.
  useEffect(close, [place, close]);
  return (
    <AppShell
      header={{ height: HEADER }}
      navbar={{ width: 320, breakpoint: 'md', collapsed: { mobile: !opened } }}
      padding="md"
    >
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="xs" wrap="nowrap">
            <Burger opened={opened} onClick={toggle} hiddenFrom="md" size="sm" aria-label={t('toggleTree')} />
            <Anchor component={Link} href="/" underline="never" c="inherit">
              <Group gap="xs" wrap="nowrap">
                <img src={mark} alt="" width={26} height={26} />
                <Text fw={700}>Keytree</Text>
              </Group>
            </Anchor>
          </Group>
          <Group gap="xs" wrap="nowrap">
            <Preferences />
            <UserMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar aria-label={t('accounts')}>
        <TreePanel />
      </AppShell.Navbar>
      <AppShell.Main>
        <PreviewBanner />
        {children}
      </AppShell.Main>
      <ExpiredDialog known={viewed?.viewer ?? { accountId: viewer.home.id ?? '', name: viewer.user?.name ?? '' }} />
    </AppShell>
  );
}
