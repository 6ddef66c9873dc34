import { Box, Button, Group, NavLink, ScrollArea, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { usePages } from '../api/use-pages';
import { places } from '../app/places';
import { SearchAccountsDocument } from '../gql/graphql';
import { Loading } from '../parts/loading';
import { Problem } from '../parts/problem';
import { AccountIcon } from './account-icon';
import { AccountState } from './account-state';

/** What was found, each with the path that leads to it. */
export function AccountSearch({
  search,
  onChosen,
}: {
  readonly search: string;
  readonly onChosen: () => void;
}): ReactNode {
  const { t } = useTranslation('tree');
  const found = usePages(SearchAccountsDocument, { search }, ({ accounts }) =>
    accounts ? { rows: accounts.nodes, pageInfo: accounts.pageInfo } : null,
  );
  return (
    <ScrollArea className="fills" px="xs" type="auto">
      <Text size="sm" c="dimmed" px="xs" role="status">
        {!found.loading && t('found', { count: found.rows.length, more: found.hasMore ? '+' : '' })}
      </Text>
      {found.refusal && <Problem refusal={found.refusal} onRetry={found.reload} />}
      {found.rows.map(({ line, domains, ...account }) => (
        <NavLink
          key={account.id}
          component={Link}
          href={places.account(account.id)}
          onClick={onChosen}
          leftSection={<AccountIcon kind={account.kind} />}
          label={
            <Group gap={6} wrap="nowrap">
              <Text size="sm" truncate>
                {account.name}
              </Text>
              <AccountState account={account} />
            </Group>
          }
          description={
            <Box component="span">
              {line
                .slice(0, -1)
                .map(({ name }) => name)
                .join(' › ')}
              {(account.externalId || domains.length > 0) && (
                <Text component="span" display="block" size="xs" className="mono" truncate>
                  {[account.externalId, ...domains].filter(Boolean).join(' · ')}
                </Text>
              )}
            </Box>
          }
        />
      ))}
      {found.loading && found.rows.length === 0 && <Loading />}
      {found.hasMore && (
        <Button variant="subtle" fullWidth loading={found.loading} onClick={found.more}>
          {t('moreFound')}
        </Button>
      )}
    </ScrollArea>
  );
}
