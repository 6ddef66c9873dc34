import { Anchor, Badge, Group, Stack, Text } from '@mantine/core';
import { IconArrowDownRight, IconHome } from '@tabler/icons-react';
import { useMediaQuery } from '@mantine/hooks';
import { DataTable } from 'mantine-datatable';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useAccount } from '../accounts/account-context';
import { places } from '../app/places';
import { KeyState } from '../parts/key-state';
import { useFocusNextRow } from '../parts/use-focus-next-row';
import { NOT_NARROW, useIsNarrow } from '../parts/use-is-narrow';
import { Expiry, When } from '../parts/when';
import { AllowedIps } from './allowed-ips';
import { type EffectiveKey, FLAGS } from './effective-key';
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

/** Which columns there is room for beside the tree, the lesser ones going first. */
const WIDEST = '(min-width: 85em)';
const WIDE = '(min-width: 80em)';
/** On less, what the columns say stands below the name. */
const MIDDLE = '(min-width: 72em)';

/** All but the name are of fixed width, wider where there is room: in pixels. */
const ROOMY = '(min-width: 95em)';
const WIDTHS = { state: 128, definedOn: 150, flags: 164, expiresAt: 100, allowedIps: 130, lastUsedAt: 108 };
const ROOMY_WIDTHS = { state: 150, definedOn: 190, flags: 168, expiresAt: 130, allowedIps: 150, lastUsedAt: 130 };

export function KeysTable({ rows, isFiltered, loading, view, selected, ...on }: KeysTableProps): ReactNode {
  const { t } = useTranslation('keys');
  const table = useFocusNextRow();
  const isNarrow = useIsNarrow();
  const widths = useMediaQuery(ROOMY, true, { getInitialValueInEffect: false }) ? ROOMY_WIDTHS : WIDTHS;
  const hasFlagsColumn = useMediaQuery(MIDDLE, true, { getInitialValueInEffect: false });
  return (
    <DataTable
      tableRef={table}
      idAccessor="node.id"
      records={[...rows]}
      fetching={loading && rows.length === 0}
      minHeight={160}
      noRecordsText={isFiltered ? t('noneShown') : t('none')}
      verticalSpacing="xs"
      horizontalSpacing="xs"
      classNames={{ table: classes.table }}
      pinLastColumn
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
          render: (edge) => (
            <Stack gap={4}>
              <Name edge={edge} />
              {isNarrow && <Facts edge={edge} />}
              {!hasFlagsColumn && FLAGS.some((flag) => edge.node[flag]) && <KeyFlags apiKey={edge.node} />}
            </Stack>
          ),
        },
        {
          accessor: 'state',
          title: t('state'),
          sortable: true,
          width: widths.state,
          visibleMediaQuery: NOT_NARROW,
          render: (edge) => <StateCell edge={edge} />,
        },
        {
          accessor: 'definedOn',
          title: t('definedOn'),
          sortable: true,
          width: widths.definedOn,
          visibleMediaQuery: NOT_NARROW,
          render: (edge) => <DefinedOn edge={edge} />,
        },
        {
          accessor: 'flags',
          title: t('flags'),
          width: widths.flags,
          visibleMediaQuery: MIDDLE,
          render: ({ node }) => <KeyFlags apiKey={node} />,
        },
        {
          accessor: 'expiresAt',
          title: t('expires'),
          sortable: true,
          width: widths.expiresAt,
          visibleMediaQuery: NOT_NARROW,
          render: ({ node }) => <Expiry at={node.expiresAt} />,
        },
        {
          accessor: 'allowedIps',
          title: t('allowedIps'),
          width: widths.allowedIps,
          visibleMediaQuery: WIDE,
          render: ({ node }) => <AllowedIps ranges={node.allowedIps} />,
        },
        {
          accessor: 'lastUsedAt',
          title: t('lastUsed'),
          sortable: true,
          width: widths.lastUsedAt,
          visibleMediaQuery: WIDEST,
          render: ({ node }) => <When at={node.lastUsedAt} />,
        },
        {
          accessor: 'actions',
          title: <span className="visually-hidden">{t('actions')}</span>,
          width: 48,
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
    </Stack>
  );
}

/** On a phone. */
function Facts({ edge }: { readonly edge: EffectiveKey }): ReactNode {
  const { t } = useTranslation('keys');
  return (
    <Group gap="xs" align="flex-start">
      <StateCell edge={edge} />
      <DefinedOn edge={edge} />
      {edge.node.expiresAt && edge.state !== 'EXPIRED' && (
        <Text size="sm">
          {t('expires')} <Expiry at={edge.node.expiresAt} />
        </Text>
      )}
    </Group>
  );
}

function StateCell({ edge }: { readonly edge: EffectiveKey }): ReactNode {
  const isSuspended = useAccount().effectiveStatus === 'SUSPENDED';
  return (
    <Stack gap={2} align="flex-start">
      <KeyState state={edge.state} idle={isSuspended} />
      <StateReason edge={edge} />
    </Stack>
  );
}

function DefinedOn({ edge: { inherited, definedOn } }: { readonly edge: EffectiveKey }): ReactNode {
  const { t } = useTranslation('keys');
  const Icon = inherited ? IconArrowDownRight : IconHome;
  return (
    <Stack gap={2}>
      <Group gap={6} wrap="nowrap" align="flex-start">
        <Icon size={16} className={classes.icon} aria-hidden />
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
