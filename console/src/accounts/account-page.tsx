import { Anchor, Breadcrumbs, Group, Stack, Tabs, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { type ComponentType, type ReactNode, lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { Link, Redirect, useLocation } from 'wouter';
import { refusalOf } from '../api/outcome';
import { type AccountPlace, isTab, places, type Tab, TABS } from '../app/places';
import { PendingBadge } from '../endpoints/pending-badge';
import { AccountDocument } from '../gql/graphql';
import { PageBoundary } from '../parts/broken-page';
import { Loading } from '../parts/loading';
import { NotFound } from '../parts/not-found';
import { Problem } from '../parts/problem';
import { AccountIcon } from '../tree/account-icon';
import { AccountState } from '../tree/account-state';
import { AccountContext, type AccountOfPage } from './account-context';
import { AccountActions } from './account-actions';
import type { PanelProps } from './panel-props';

const PANELS = {
  keys: lazy(() => import('../keys/keys-panel')),
  findings: lazy(() => import('../findings/findings-panel')),
  why: lazy(() => import('../why/why-panel')),
  usage: lazy(() => import('../usage/usage-panel')),
  endpoints: lazy(() => import('../endpoints/endpoints-panel')),
  users: lazy(() => import('../people/users-panel')),
  roles: lazy(() => import('../people/roles-panel')),
  audit: lazy(() => import('../audit/audit-panel')),
  settings: lazy(() => import('./settings-panel')),
} satisfies Record<Tab, ComponentType<PanelProps>>;

export default function AccountPage({ id, tab, item }: AccountPlace): ReactNode {
  const [{ data, error, fetching }, ask] = useQuery({ query: AccountDocument, variables: { id } });
  const account = data?.account;
  if (!account && fetching) return <Loading />;
  if (!account) {
    const refusal = error && refusalOf(error);
    // What is no id at all is nothing that could be found, either.
    if (!refusal || refusal.code === 'BAD_USER_INPUT') return <NotFound />;
    return <Problem refusal={refusal} onRetry={() => ask({ requestPolicy: 'network-only' })} />;
  }
  return (
    <AccountContext value={account}>
      <Found account={account} tab={tab} item={item} />
    </AccountContext>
  );
}

function Found({
  account,
  tab,
  item,
}: { readonly account: AccountOfPage } & Pick<AccountPlace, 'tab' | 'item'>): ReactNode {
  const { t } = useTranslation();
  const [here, go] = useLocation();
  useDocumentTitle([isTab(tab) && t(`tab.${tab}`), account.name, 'Keytree'].filter(Boolean).join(' · '));
  const allowed = (Object.keys(PANELS) as Tab[]).filter((one) => account.viewerPermissions.includes(TABS[one]));
  const [first] = allowed;
  if (!isTab(tab) || !allowed.includes(tab)) {
    // What one may not see is not offered: an address that names it leads to what is.
    if (first === undefined) return <Problem refusal={{ code: 'FORBIDDEN', message: '', faults: [] }} />;
    return <Redirect to={places.account(account.id, first)} replace />;
  }
  const Panel: ComponentType<PanelProps> = PANELS[tab];
  return (
    <Stack gap="md">
      <Line account={account} />
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        {/* Names and ids of others are as long as they please: they break rather than push a phone's page aside. */}
        <Stack gap={2} miw={0}>
          <Group gap="xs">
            <AccountIcon kind={account.kind} size={26} />
            <Title order={1} size="h2" miw={0} className="breaks">
              {account.name}
            </Title>
            <AccountState account={account} />
          </Group>
          <Text size="sm" c="dimmed" className="mono breaks">
            {[account.externalId, ...account.domains].filter(Boolean).join(' · ')}
          </Text>
        </Stack>
        <AccountActions account={account} />
      </Group>
      <Tabs value={tab} onChange={(next) => isTab(next ?? undefined) && go(places.account(account.id, next as Tab))}>
        <Tabs.List>
          {allowed.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(`tab.${one}`)}
              {one === 'endpoints' && <PendingBadge />}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab} pt="md">
          <PageBoundary place={here}>
            <Suspense fallback={<Loading />}>
              <Panel item={item} />
            </Suspense>
          </PageBoundary>
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}

/** From the highest account that the viewer may see down to this one. */
function Line({ account }: { readonly account: AccountOfPage }): ReactNode {
  const { t } = useTranslation();
  return (
    <nav aria-label={t('line')}>
      <Breadcrumbs separator="›">
        {account.line.map(({ id, name }) =>
          id && id !== account.id ? (
            <Anchor key={id} component={Link} href={places.account(id)} size="sm">
              {name}
            </Anchor>
          ) : (
            <Text key={name} size="sm" c="dimmed" {...(id && { 'aria-current': 'page' as const })}>
              {name}
            </Text>
          ),
        )}
      </Breadcrumbs>
    </nav>
  );
}
