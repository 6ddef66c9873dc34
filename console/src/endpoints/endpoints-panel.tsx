import { Badge, Button, Center, Group, Stack, Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type ReactNode, useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useSearch } from 'wouter';
import { useAccount } from '../accounts/account-context';
import type { PanelProps } from '../accounts/panel-props';
import { useBelow } from '../accounts/below';
import { type Pages, usePages } from '../api/use-pages';
import { places } from '../app/places';
import { EndpointsDocument } from '../gql/graphql';
import { Problem } from '../parts/problem';
import { BulkBar } from './bulk-bar';
import { Deciders } from './deciders';
import type { Endpoint } from './endpoint';
import { EndpointDrawer } from './endpoint-drawer';
import { EndpointFilters } from './endpoint-filters';
import { EndpointsTable } from './endpoints-table';
import { filterOf, type Filters, isFiltered, useFilters } from './use-filters';
import { usePendingCount } from './use-pending-count';

function useEndpoints(filters: Filters, waiting: boolean): Pages<Endpoint> {
  const account = useAccount();
  const { below } = useBelow();
  const [search] = useDebouncedValue(filters.search, 250);
  const filter = { ...filterOf({ ...filters, search }), includeSubAccounts: below, waiting };
  return usePages(EndpointsDocument, { id: account.id, filter }, ({ account: found }) =>
    found?.endpoints ? { ...found.endpoints, rows: found.endpoints.nodes } : null,
  );
}

/** Devices: first what waits for a decision, then all others. What is open in the drawer is named by the address. */
export default function EndpointsPanel({ item }: PanelProps): ReactNode {
  const { t } = useTranslation('endpoints');
  const account = useAccount();
  const [, go] = useLocation();
  const search = useSearch();
  const inUse = useFilters();
  const { below } = useBelow();
  const count = usePendingCount(below);
  const waiting = useEndpoints(inUse.filters, true);
  const others = useEndpoints(inUse.filters, false);
  const reloadWaiting = useEffectEvent(() => waiting.totalCount !== undefined && waiting.reload());
  // One that came, or that somebody else decided about.
  useEffect(() => void reloadWaiting(), [count]);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const shown = [...waiting.rows, ...others.rows];
  const selected = shown.filter(({ id }) => chosen.has(id));

  /** Of one of the tables; what is chosen in the other one stays. */
  function choose(rows: readonly Endpoint[], nowChosen: readonly Endpoint[]): void {
    const kept = selected.filter((one) => !rows.includes(one));
    setChosen(new Set([...kept, ...nowChosen].map(({ id }) => id)));
  }

  const section = (pages: Pages<Endpoint>, noneText: string): ReactNode => (
    <>
      {pages.refusal ? (
        <Problem refusal={pages.refusal} onRetry={pages.reload} />
      ) : (
        <EndpointsTable
          rows={pages.rows}
          loading={pages.loading}
          selected={selected.filter((one) => pages.rows.includes(one))}
          onSelect={(nowChosen) => choose(pages.rows, nowChosen)}
          noneText={noneText}
        />
      )}
      {pages.hasMore && (
        <Center>
          <Button variant="default" loading={pages.loading} onClick={pages.more}>
            {t('more', { shown: pages.rows.length, total: pages.totalCount })}
          </Button>
        </Center>
      )}
    </>
  );

  return (
    <Deciders of={shown}>
      <Stack gap="lg">
        <EndpointFilters {...inUse} />
        <Stack component="section" gap="xs" aria-labelledby="devices-waiting">
          <Group gap="xs">
            <Title order={2} size="h4" id="devices-waiting">
              {t('waiting')}
            </Title>
            {count !== null && <Badge color={count > 0 ? 'orange' : 'gray'}>{count}</Badge>}
          </Group>
          <Text size="sm" c="dimmed" maw={720}>
            {t('waitingHelp')}
          </Text>
          {section(waiting, isFiltered(inUse.filters) && count ? t('noneFits') : t('noneWaits'))}
        </Stack>
        <Stack component="section" gap="xs" aria-labelledby="devices-known">
          <Title order={2} size="h4" id="devices-known">
            {t('others')}
          </Title>
          {section(others, isFiltered(inUse.filters) ? t('noneFits') : t('none'))}
        </Stack>
        <BulkBar selected={selected} onClear={() => setChosen(new Set())} />
      </Stack>
      <EndpointDrawer
        id={item}
        onClose={() => go(places.account(account.id, 'endpoints') + (search && `?${search}`))}
      />
    </Deciders>
  );
}
