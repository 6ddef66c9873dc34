import { Anchor, Stack, Text } from '@mantine/core';
import { DataTable } from 'mantine-datatable';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useAccount } from '../accounts/account-context';
import { places } from '../app/places';
import { inFull } from '../parts/time';
import { NOT_NARROW, useIsNarrow } from '../parts/use-is-narrow';
import { When } from '../parts/when';
import { type DeniedEdge, whyOf } from './denied';

interface DeniedTableProps {
  readonly rows: readonly DeniedEdge[];
  readonly loading: boolean;
  readonly showAccount: boolean;
  readonly noneText: string;
}

export function DeniedTable({ rows, loading, showAccount, noneText }: DeniedTableProps): ReactNode {
  const { t } = useTranslation('usage');
  const isNarrow = useIsNarrow();
  return (
    <DataTable<DeniedEdge>
      idAccessor="cursor"
      records={[...rows]}
      fetching={loading && rows.length === 0}
      minHeight={120}
      noRecordsText={noneText}
      verticalSpacing="xs"
      verticalAlign="top"
      columns={[
        {
          accessor: 'at',
          title: t('at'),
          render: ({ node }) => (
            <Stack gap={0}>
              <Text size="sm" style={{ whiteSpace: 'nowrap' }}>
                <When at={node.at} />
              </Text>
              <Text size="xs" c="dimmed">
                {inFull(new Date(node.at))}
              </Text>
            </Stack>
          ),
        },
        {
          accessor: 'code',
          title: t('reason'),
          render: (edge) => (
            <Stack gap={0} align="flex-start">
              <Reason edge={edge} />
              {isNarrow && (
                <Text size="sm" component="div">
                  <KeyOf edge={edge} />
                  {showAccount && (
                    <div>
                      <AccountOf edge={edge} />
                    </div>
                  )}
                  <div>{t(`operation.${edge.node.operation}`)}</div>
                  <IpOf edge={edge} />
                </Text>
              )}
            </Stack>
          ),
        },
        {
          accessor: 'key',
          title: t('key'),
          visibleMediaQuery: NOT_NARROW,
          render: (edge) => <KeyOf edge={edge} />,
        },
        {
          accessor: 'account',
          title: t('account'),
          hidden: !showAccount,
          visibleMediaQuery: NOT_NARROW,
          render: (edge) => <AccountOf edge={edge} />,
        },
        {
          accessor: 'ip',
          title: t('ip'),
          visibleMediaQuery: NOT_NARROW,
          render: (edge) => <IpOf edge={edge} />,
        },
        {
          accessor: 'operation',
          title: t('class'),
          noWrap: true,
          visibleMediaQuery: NOT_NARROW,
          render: ({ node }) => t(`operation.${node.operation}`),
        },
      ]}
    />
  );
}

interface CellProps {
  readonly edge: DeniedEdge;
}

function Reason({ edge: { node } }: CellProps): ReactNode {
  const { t } = useTranslation('usage');
  const account = useAccount();
  return (
    <>
      <Text size="sm" fw={600}>
        {t(`outcome.${node.code}`)}
      </Text>
      <Anchor component={Link} href={whyOf(node, account.id)} size="sm">
        {t('why')}
        <span className="visually-hidden"> {t('whyOfAt', { at: inFull(new Date(node.at)) })}</span>
      </Anchor>
    </>
  );
}

function KeyOf({ edge: { node } }: CellProps): ReactNode {
  const { t } = useTranslation('usage');
  const account = useAccount();
  if (!node.apiKey) return t('noKey');
  return (
    <Anchor component={Link} href={places.key(node.account.id ?? account.id, node.apiKey.id)} size="sm">
      {node.apiKey.name}
    </Anchor>
  );
}

function AccountOf({ edge: { node } }: CellProps): ReactNode {
  if (node.account.id === null) return node.account.name;
  return (
    <Anchor component={Link} href={places.account(node.account.id, 'usage')} size="sm">
      {node.account.name}
    </Anchor>
  );
}

function IpOf({ edge: { node } }: CellProps): ReactNode {
  const { t } = useTranslation('usage');
  return <span className="mono breaks">{node.ip ?? t('unknownIp')}</span>;
}
