import { Button, Group, Stack, Text } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useSearch } from 'wouter';
import { useAccount, useMay } from '../accounts/account-context';
import type { PanelProps } from '../accounts/panel-props';
import { usePages } from '../api/use-pages';
import { places } from '../app/places';
import { UsersDocument } from '../gql/graphql';
import { ActionButton } from '../parts/action-button';
import { Problem } from '../parts/problem';
import { CreateUserDialog } from './create-user-dialog';
import { useReasons } from './reasons';
import { UserDrawer } from './user-drawer';
import { useUserSearch } from './use-user-search';
import { filterOf, isNarrowed } from './user-filter';
import { UserFilters } from './user-filters';
import { UsersTable } from './users-table';

export default function UsersPanel({ item }: PanelProps): ReactNode {
  const { t } = useTranslation('people');
  const account = useAccount();
  const reasons = useReasons();
  const [, go] = useLocation();
  const query = useSearch();
  const [search, change] = useUserSearch();
  const [creating, setCreating] = useState(false);
  const users = usePages(
    UsersDocument,
    { id: account.id, filter: filterOf(search), withGrants: useMay('ViewRole') },
    ({ account: found }) => found?.users && { ...found.users, rows: found.users.nodes },
  );
  const here = places.account(account.id, 'users') + (query && `?${query}`);

  return (
    <Stack>
      <Group justify="space-between" align="flex-end">
        <UserFilters search={search} onChange={change} hasBelow={account.kind === 'VENDOR'} />
        <ActionButton
          leftSection={<IconUserPlus size={16} aria-hidden />}
          reason={reasons.takes('ModifyUser', account.viewerPermissions)}
          onClick={() => setCreating(true)}
        >
          {t('createUser')}
        </ActionButton>
      </Group>
      {users.refusal && <Problem refusal={users.refusal} onRetry={users.reload} />}
      <UsersTable
        rows={users.rows}
        loading={users.loading}
        showAccount={search.below}
        query={query}
        noneText={isNarrowed(search) ? t('noUsers') : t('noUsersYet')}
      />
      <Group justify="space-between">
        <Text size="sm" c="dimmed" role="status">
          {users.totalCount !== undefined && t('usersFound', { count: users.totalCount })}
        </Text>
        {users.hasMore && (
          <Button variant="default" size="xs" loading={users.loading} onClick={users.more}>
            {t('moreUsers')}
          </Button>
        )}
      </Group>
      {creating && (
        <CreateUserDialog
          account={account}
          onClose={() => setCreating(false)}
          onCreated={(id) => go(places.user(account.id, id) + (query && `?${query}`))}
        />
      )}
      <UserDrawer userId={item} onClose={() => go(here)} />
    </Stack>
  );
}
