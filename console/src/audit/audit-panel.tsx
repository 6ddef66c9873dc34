import { ActionIcon, Button, Group, Menu, Stack, Text } from '@mantine/core';
import { IconDownload, IconRefresh } from '@tabler/icons-react';
import { type ReactNode, lazy, Suspense, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useAccount } from '../accounts/account-context';
import type { PanelProps } from '../accounts/panel-props';
import { useDialogs } from '../accounts/use-dialogs';
import { usePages } from '../api/use-pages';
import { AuditEventCountDocument, AuditEventsDocument } from '../gql/graphql';
import { Loading } from '../parts/loading';
import { Problem } from '../parts/problem';
import { AuditFilters } from './audit-filters';
import { EventDrawer } from './event-drawer';
import { EventList } from './event-list';
import type { ExportFormat } from './export-format';
import { useThingsOf } from './things';
import { useAuditFilter } from './use-audit-filter';

const ExportDialog = lazy(() => import('./export-dialog'));

/** What happened on the account and below it. */
export default function AuditPanel({ item }: PanelProps): ReactNode {
  const { t } = useTranslation(['audit', 'common']);
  const account = useAccount();
  const filter = useAuditFilter();
  const variables = { id: account.id, filter: filter.input };
  const events = usePages(AuditEventsDocument, variables, ({ account: found }) =>
    found?.auditEvents ? { ...found.auditEvents, rows: found.auditEvents.nodes } : null,
  );
  const [{ data }, count] = useQuery({ query: AuditEventCountDocument, variables });
  const total = data?.account?.auditEvents?.totalCount;
  const things = useThingsOf(events.rows);
  const exports = useDialogs<ExportFormat>();
  const exportButton = useRef<HTMLButtonElement>(null);
  const isEmpty = events.rows.length === 0;

  return (
    <Stack>
      <AuditFilters filter={filter} />
      <Group justify="space-between">
        <Text size="sm" c="dimmed" role="status">
          {total === undefined ? '' : t('count', { count: total })}
        </Text>
        <Group gap="xs">
          <ActionIcon
            variant="default"
            size={36}
            aria-label={t('common:refresh')}
            loading={events.loading && !isEmpty}
            onClick={() => {
              events.reload();
              count({ requestPolicy: 'network-only' });
            }}
          >
            <IconRefresh size={18} />
          </ActionIcon>
          <Menu position="bottom-end">
            <Menu.Target>
              <Button
                ref={exportButton}
                variant="default"
                leftSection={<IconDownload size={16} aria-hidden />}
                disabled={isEmpty}
              >
                {t('export.open')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => exports.show('csv', exportButton.current)}>{t('export.csv')}</Menu.Item>
              <Menu.Item onClick={() => exports.show('json', exportButton.current)}>{t('export.json')}</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </Group>
      </Group>
      {isEmpty && events.loading && <Loading />}
      {isEmpty && !events.loading && !events.refusal && (
        <Text c="dimmed" ta="center" py="xl">
          {filter.input ? t('noneFits') : t('none')}
        </Text>
      )}
      {!isEmpty && <EventList events={events.rows} things={things} />}
      {events.refusal && <Problem refusal={events.refusal} onRetry={events.reload} />}
      {events.hasMore && (
        <Button variant="default" loading={events.loading} onClick={events.more} mx="auto">
          {t('common:more')}
        </Button>
      )}
      <EventDrawer id={item} events={events.rows} filter={filter} />
      {exports.shown && (
        <Suspense>
          <ExportDialog format={exports.shown} accountId={account.id} filter={filter.input} onClose={exports.close} />
        </Suspense>
      )}
    </Stack>
  );
}
