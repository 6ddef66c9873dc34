import { Anchor, Badge, Group, Stack, Text } from '@mantine/core';
import { DataTable } from 'mantine-datatable';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useAccount } from '../accounts/account-context';
import { places } from '../app/places';
import type { UsersQuery } from '../gql/graphql';
import { NOT_NARROW, useIsNarrow } from '../parts/use-is-narrow';
import { Disabled } from './disabled';

export type UserRow = NonNullable<NonNullable<UsersQuery['account']>['users']>['nodes'][number];

export function UsersTable({
  rows,
  loading,
  showAccount,
  query,
  noneText,
}: {
  readonly rows: readonly UserRow[];
  readonly loading: boolean;
  readonly showAccount: boolean;
  /** The filter in the address: opening somebody keeps it. */
  readonly query: string;
  readonly noneText: string;
}): ReactNode {
  const { t } = useTranslation('people');
  const account = useAccount();
  const isNarrow = useIsNarrow();
  return (
    <DataTable
      records={[...rows]}
      fetching={loading && rows.length === 0}
      minHeight={160}
      noRecordsText={noneText}
      verticalSpacing="xs"
      columns={[
        {
          accessor: 'name',
          title: t('name'),
          render: (user) => (
            <Stack gap={0}>
              <Group gap="xs" wrap="nowrap">
                <Anchor
                  component={Link}
                  href={places.user(account.id, user.id) + (query && `?${query}`)}
                  size="sm"
                  fw={600}
                  className="breaks"
                >
                  {user.name}
                </Anchor>
                {user.disabled && <Disabled />}
              </Group>
              <Text size="xs" c="dimmed">
                {user.displayName}
              </Text>
              {isNarrow && (
                <Stack gap={4}>
                  <Text size="sm" className="breaks">
                    {user.email}
                  </Text>
                  {showAccount && <AccountOf user={user} />}
                  {user.grants && <Holds grants={user.grants} />}
                </Stack>
              )}
            </Stack>
          ),
        },
        { accessor: 'email', title: t('email'), visibleMediaQuery: NOT_NARROW },
        {
          accessor: 'account',
          title: t('account'),
          hidden: !showAccount,
          visibleMediaQuery: NOT_NARROW,
          render: (user) => <AccountOf user={user} />,
        },
        {
          accessor: 'grants',
          title: t('holds'),
          visibleMediaQuery: NOT_NARROW,
          render: ({ grants }) => grants && <Holds grants={grants} />,
        },
      ]}
    />
  );
}

function AccountOf({ user: { account } }: { readonly user: UserRow }): ReactNode {
  return (
    account && (
      <Anchor component={Link} href={places.account(account.id, 'users')} size="sm">
        {account.name}
      </Anchor>
    )
  );
}

/** The first few; all of them, and what they give, are on the user's page. */
function Holds({ grants }: { readonly grants: NonNullable<UserRow['grants']> }): ReactNode {
  const { t } = useTranslation('people');
  const more = grants.totalCount - grants.nodes.length;
  if (grants.totalCount === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('holdsNothing')}
      </Text>
    );
  }
  return (
    <Group gap={4}>
      {grants.nodes.map(({ id, role, account }) => (
        <Badge key={id} variant="default" tt="none" fw={500}>
          {t('roleOn', { role: role?.name, account: account?.name ?? t('hiddenAccount') })}
        </Badge>
      ))}
      {more > 0 && <Text size="xs">{t('andMore', { count: more })}</Text>}
    </Group>
  );
}
