import { Anchor, Badge, Group, Stack, Text } from '@mantine/core';
import { DataTable } from 'mantine-datatable';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearch } from 'wouter';
import { useAccount } from '../accounts/account-context';
import { useBelow } from '../accounts/below';
import { places } from '../app/places';
import { When } from '../parts/when';
import { DecidedBy } from './deciders';
import type { Endpoint } from './endpoint';
import { EndpointState } from './endpoint-state';

/** On a telephone the details are a touch away. */
const ON_WIDE = '(min-width: 62em)';
const ON_WIDEST = '(min-width: 85em)';

export function EndpointsTable({
  rows,
  loading,
  selected,
  onSelect,
  noneText,
}: {
  readonly rows: readonly Endpoint[];
  readonly loading: boolean;
  readonly selected: readonly Endpoint[];
  readonly onSelect: (selected: Endpoint[]) => void;
  readonly noneText: string;
}): ReactNode {
  const { t } = useTranslation('endpoints');
  const account = useAccount();
  const { below } = useBelow();
  const search = useSearch();
  return (
    <DataTable<Endpoint>
      records={[...rows]}
      fetching={loading && rows.length === 0}
      minHeight={120}
      noRecordsText={noneText}
      verticalSpacing="xs"
      verticalAlign="top"
      selectedRecords={[...selected]}
      onSelectedRecordsChange={onSelect}
      isRecordSelectable={({ viewerCanUpdate, viewerCanDelete }) => viewerCanUpdate || viewerCanDelete}
      getRecordSelectionCheckboxProps={({ name }) => ({ 'aria-label': t('select', { name }) })}
      allRecordsSelectionCheckboxProps={{ 'aria-label': t('selectAll') }}
      columns={[
        {
          accessor: 'name',
          title: t('name'),
          render: ({ id, name, clientId, waitingRegistrations: waiting }) => (
            <Stack gap={0} miw={140}>
              <Group gap={6}>
                <Anchor
                  component={Link}
                  href={places.endpoint(account.id, id) + (search && `?${search}`)}
                  size="sm"
                  fw={600}
                  className="breaks"
                >
                  {name}
                </Anchor>
                {waiting.length > 1 && (
                  <Badge size="sm" variant="default" tt="none">
                    {t('severalWait', { count: waiting.length })}
                  </Badge>
                )}
              </Group>
              <Text size="xs" c="dimmed" className="mono breaks">
                {clientId}
              </Text>
            </Stack>
          ),
        },
        {
          accessor: 'clientType',
          title: t('type'),
          visibleMediaQuery: ON_WIDE,
          render: ({ clientType }) => t(`typeOf.${clientType}`),
        },
        { accessor: 'status', title: t('status'), render: (endpoint) => <EndpointState endpoint={endpoint} /> },
        {
          accessor: 'account',
          title: t('account'),
          hidden: !below,
          visibleMediaQuery: ON_WIDE,
          render: ({ account: its }) =>
            its && (
              <Anchor component={Link} href={places.account(its.id, 'endpoints')} size="sm">
                {its.name}
              </Anchor>
            ),
        },
        {
          accessor: 'apiKey',
          title: t('key'),
          visibleMediaQuery: ON_WIDE,
          render: ({ apiKey }) => apiKey?.name ?? '–',
        },
        {
          accessor: 'registeredAt',
          title: t('registered'),
          visibleMediaQuery: ON_WIDEST,
          render: ({ registeredAt, registeredIp }) => <AtFrom at={registeredAt} ip={registeredIp} />,
        },
        {
          accessor: 'lastSeenAt',
          title: t('lastSeen'),
          visibleMediaQuery: ON_WIDE,
          render: ({ lastSeenAt, lastSeenIp }) => <AtFrom at={lastSeenAt} ip={lastSeenIp} />,
        },
        {
          accessor: 'decidedBy',
          title: t('decidedBy'),
          visibleMediaQuery: ON_WIDE,
          render: (endpoint) => <DecidedBy endpoint={endpoint} />,
        },
      ]}
    />
  );
}

function AtFrom({ at, ip }: { readonly at: string | null; readonly ip: string | null }): ReactNode {
  return (
    <Stack gap={0}>
      <Text size="sm" style={{ whiteSpace: 'nowrap' }}>
        <When at={at} />
      </Text>
      {ip !== null && (
        <Text size="xs" c="dimmed" className="mono">
          {ip}
        </Text>
      )}
    </Stack>
  );
}
