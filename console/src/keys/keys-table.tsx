import { Anchor, Badge, Group, Stack, Text } from '@mantine/core';
import { IconArrowDownRight, IconHome } from '@tabler/icons-react';
import { DataTable } from 'mantine-datatable';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useAccount } from '../accounts/account-context';
import { places } from '../app/places';
import { KeyState } from '../parts/key-state';
import { NOT_NARROW, useIsNarrow } from '../parts/use-is-narrow';
import { Expiry, When } from '../parts/when';
import { AllowedIps } from './allowed-ips';
import type { EffectiveKey } from './effective-key';
import type { KeyAction } from './key-actions';
import { KeyFlags } from './key-flags';
import { KeyMenu } from './key-menu';
import { isSortColumn, type KeyView } from './key-view';
import classes from './keys-table.module.css';
import { Place, StateReason } from './state-reason';

interface KeysTableProps {
  readonly rows: readonly EffectiveKey[];
  /** There are keys, though none may be shown. */
  readonly isFiltered: boolean;
  readonly loading: boolean;
  readonly view: KeyView;
  readonly onViewChange: (change: Partial<KeyView>) => void;
  readonly selected: readonly string[];
  readonly onSelect: (keyIds: string[]) => void;
  readonly onAct: (keyId: string, action: KeyAction) => void;
}

/** Which columns there is room for. */
const WIDEST = '(min-width: 100em)';
const WIDE = '(min-width: 85em)';
const MIDDLE = '(min-width: 62em)';

export function KeysTable({ rows, isFiltered, loading, view, selected, ...on }: KeysTableProps): ReactNode {
  const { t } = useTranslation('keys');
  return (
    <DataTable
      idAccessor="node.id"
      records={[...rows]}
      fetching={loading && rows.length === 0}
      minHeight={160}
      noRecordsText={isFiltered ? t('noneShown') : t('none')}
      verticalSpacing="xs"
      highlightOnHover
      withTableBorder
      borderRadius="md"
      verticalAlign="top"
      rowClassName={({ inherited }) => (inherited ? classes.inherited : classes.own)}
      sortStatus={{ columnAccessor: view.sort, direction: view.descending ? 'desc' : 'asc' }}
      onSortStatusChange={({ columnAccessor, direction }) => {
        const sort = String(columnAccessor);
        if (isSortColumn(sort)) on.onViewChange({ sort, descending: direction === 'desc' });
      }}
      selectedRecords={rows.filter(({ node }) => selected.includes(node.id))}
      onSelectedRecordsChange={(records) => on.onSelect(records.map(({ node }) => node.id))}
      allRecordsSelectionCheckboxProps={{ 'aria-label': t('selectAll') }}
      getRecordSelectionCheckboxProps={({ node }) => ({ 'aria-label': t('select', { name: node.name }) })}
      columns={[
        {
          accessor: 'name',
          title: t('name'),
          sortable: true,
          cellsClassName: classes.name,
          render: (edge) => <Name edge={edge} />,
        },
        {
          accessor: 'state',
          title: t('state'),
          sortable: true,
          width: 140,
          visibleMediaQuery: NOT_NARROW,
          render: (edge) => <StateCell edge={edge} />,
        },
        {
          accessor: 'definedOn',
          title: t('definedOn'),
          sortable: true,
          width: 170,
          visibleMediaQuery: NOT_NARROW,
          render: (edge) => <DefinedOn edge={edge} />,
        },
        {
          accessor: 'flags',
          title: t('flags'),
          width: 150,
          visibleMediaQuery: MIDDLE,
          render: ({ node }) => <KeyFlags apiKey={node} />,
        },
        {
          accessor: 'expiresAt',
          title: t('expires'),
          sortable: true,
          visibleMediaQuery: MIDDLE,
          noWrap: true,
          render: ({ node }) => <Expiry at={node.expiresAt} />,
        },
        {
          accessor: 'allowedIps',
          title: t('allowedIps'),
          visibleMediaQuery: WIDEST,
          render: ({ node }) => <AllowedIps ranges={node.allowedIps} />,
        },
        {
          accessor: 'lastUsedAt',
          title: t('lastUsed'),
          sortable: true,
          visibleMediaQuery: WIDE,
          noWrap: true,
          render: ({ node }) => <When at={node.lastUsedAt} />,
        },
        {
          accessor: 'actions',
          title: <span className="visually-hidden">{t('actions')}</span>,
          width: 52,
          render: (edge) => <KeyMenu edge={edge} onAct={(action) => on.onAct(edge.node.id, action)} />,
        },
      ]}
    />
  );
}

function Name({ edge }: { readonly edge: EffectiveKey }): ReactNode {
  const { t } = useTranslation('keys');
  const account = useAccount();
  const { node } = edge;
  const isNarrow = useIsNarrow();
  return (
    <Stack gap={2}>
      <Anchor component={Link} href={places.key(account.id, node.id)} size="sm" fw={600}>
        {node.name}
      </Anchor>
      <Group gap={6}>
        <Text size="xs" c="dimmed" className="mono">
          {node.hint}
        </Text>
        {node.predefined && (
          <Badge size="xs" variant="default" tt="none">
            {t('predefined')}
          </Badge>
        )}
      </Group>
      {isNarrow && (
        <Group gap="xs" align="flex-start">
          <StateCell edge={edge} />
          <DefinedOn edge={edge} />
        </Group>
      )}
    </Stack>
  );
}

function StateCell({ edge }: { readonly edge: EffectiveKey }): ReactNode {
  return (
    <Stack gap={2} align="flex-start">
      <KeyState state={edge.state} />
      <StateReason edge={edge} />
    </Stack>
  );
}

function DefinedOn({ edge: { inherited, definedOn } }: { readonly edge: EffectiveKey }): ReactNode {
  const { t } = useTranslation('keys');
  return (
    <Stack gap={2}>
      <Group gap={6} wrap="nowrap">
        {inherited ? <IconArrowDownRight size={16} aria-hidden /> : <IconHome size={16} aria-hidden />}
        <Text size="sm" fw={inherited ? 400 : 600}>
          <Place of={definedOn} />
        </Text>
      </Group>
      {inherited && (
        <Text size="xs" c="dimmed">
          {t('inherited')}
        </Text>
      )}
    </Stack>
  );
}
