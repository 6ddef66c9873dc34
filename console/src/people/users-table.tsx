import { Anchor, Badge, Group, Stack, Text } from '@mantine/core';
import { DataTable } from 'mantine-datatable';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useAccount } from '../accounts/account-context';
import { places } from '../app/places';
import type { UsersQuery } from '../gql/graphql';
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
          render: ({ id, name, displayName, disabled }) => (
            <Stack gap={0}>
              <Group gap="xs" wrap="nowrap">
                <Anchor component={Link} href={places.user(account.id, id) + (query && `?${query}`)} size="sm" fw={600}>
                  {name}
                </Anchor>
                {disabled && <Disabled />}
              </Group>
              <Text size="xs" c="dimmed">
                {displayName}
              </Text>
            </Stack>
          ),
        },
        { accessor: 'email', title: t('email') },
        {
          accessor: 'account',
          title: t('account'),
          hidden: !showAccount,
          render: (user) =>
            user.account && (
              <Anchor component={Link} href={places.account(user.account.id, 'users')} size="sm">
                {user.account.name}
              </Anchor>
            ),
        },
        { accessor: 'grants', title: t('holds'), render: ({ grants }) => grants && <Holds grants={grants} /> },
      ]}
    />
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
