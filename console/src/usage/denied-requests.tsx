import { Anchor, Button, Center, Group, MultiSelect, Stack, Text, Title } from '@mantine/core';
import { DataTable } from 'mantine-datatable';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useAccount } from '../accounts/account-context';
import { useBelow } from '../accounts/below';
import { usePages } from '../api/use-pages';
import { places } from '../app/places';
import { DeniedRequestsDocument } from '../gql/graphql';
import { Problem } from '../parts/problem';
import { inFull } from '../parts/time';
import { When } from '../parts/when';
import { type DeniedEdge, REFUSALS, refusalsOf, whyOf } from './denied';
import { useAddressed } from './use-range';

/** The latest requests that were refused; each leads to its explanation. */
export function DeniedRequests(): ReactNode {
  const { t } = useTranslation('usage');
  const account = useAccount();
  const { below } = useBelow();
  const [listed, setListed] = useAddressed('code');
  const codes = refusalsOf(listed);
  const asked = { id: account.id, first: 25, below, codes: codes.length > 0 ? codes : null };
  const denied = usePages(DeniedRequestsDocument, asked, ({ account: found }) =>
    found?.deniedRequests ? { ...found.deniedRequests, rows: found.deniedRequests.edges } : null,
  );
  return (
    <Stack component="section" gap="xs" aria-labelledby="denied-requests">
      <Title order={2} size="h4" id="denied-requests">
        {t('denied')}
      </Title>
      <Text size="sm" c="dimmed" maw={720}>
        {t('deniedHelp')}
      </Text>
      <Group align="flex-end" gap="sm">
        <MultiSelect
          label={t('reason')}
          placeholder={codes.length === 0 ? t('all') : ''}
          data={REFUSALS.map((value) => ({ value, label: t(`outcome.${value}`) }))}
          value={codes}
          clearable
          flex="0 1 480px"
          onChange={(chosen) => setListed(chosen.join() || null)}
        />
        <Button variant="default" loading={denied.loading && denied.rows.length > 0} onClick={denied.reload}>
          {t('refresh')}
        </Button>
      </Group>
      {denied.refusal ? (
        <Problem refusal={denied.refusal} onRetry={denied.reload} />
      ) : (
        <DataTable<DeniedEdge>
          idAccessor="cursor"
          records={[...denied.rows]}
          fetching={denied.loading && denied.rows.length === 0}
          minHeight={120}
          noRecordsText={codes.length > 0 ? t('noneFits') : t('noneDenied')}
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
              render: ({ node }) => (
                <Stack gap={0} align="flex-start">
                  <Text size="sm" fw={600}>
                    {t(`outcome.${node.code}`)}
                  </Text>
                  <Anchor component={Link} href={whyOf(node, account.id)} size="sm">
                    {t('why')}
                    <span className="visually-hidden"> {t('whyOfAt', { at: inFull(new Date(node.at)) })}</span>
                  </Anchor>
                </Stack>
              ),
            },
            {
              accessor: 'key',
              title: t('key'),
              render: ({ node: { apiKey, account: asked } }) =>
                apiKey ? (
                  <Anchor component={Link} href={places.key(asked.id ?? account.id, apiKey.id)} size="sm">
                    {apiKey.name}
                  </Anchor>
                ) : (
                  t('noKey')
                ),
            },
            {
              accessor: 'account',
              title: t('account'),
              hidden: !below,
              render: ({ node: { account: asked } }) =>
                asked.id === null ? (
                  asked.name
                ) : (
                  <Anchor component={Link} href={places.account(asked.id, 'usage')} size="sm">
                    {asked.name}
                  </Anchor>
                ),
            },
            {
              accessor: 'ip',
              title: t('ip'),
              render: ({ node }) => <span className="mono">{node.ip ?? t('unknownIp')}</span>,
            },
            {
              accessor: 'operation',
              title: t('class'),
              noWrap: true,
              render: ({ node }) => t(`operation.${node.operation}`),
            },
          ]}
        />
      )}
      {denied.hasMore && (
        <Center>
          <Button variant="default" loading={denied.loading} onClick={denied.more}>
            {t('more', { shown: denied.rows.length, total: denied.totalCount })}
          </Button>
        </Center>
      )}
    </Stack>
  );
}
