import { Button, Center, Group, MultiSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../accounts/account-context';
import { useBelow } from '../accounts/below';
import { usePages } from '../api/use-pages';
import { DeniedRequestsDocument } from '../gql/graphql';
import { Problem } from '../parts/problem';
import { Section } from '../parts/section';
import { REFUSALS, refusalsOf } from './denied';
import { DeniedTable } from './denied-table';
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
    <Section title={t('denied')} help={t('deniedHelp')}>
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
        <DeniedTable
          rows={denied.rows}
          loading={denied.loading}
          showAccount={below}
          noneText={codes.length > 0 ? t('noneFits') : t('noneDenied')}
        />
      )}
      {denied.hasMore && (
        <Center>
          <Button variant="default" loading={denied.loading} onClick={denied.more}>
            {t('more', { shown: denied.rows.length, total: denied.totalCount })}
          </Button>
        </Center>
      )}
    </Section>
  );
}
