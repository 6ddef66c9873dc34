import { Button, Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'wouter';
import { useAccount } from '../accounts/account-context';
import { usePages } from '../api/use-pages';
import { SecurityFindingsDocument } from '../gql/graphql';
import { Loading } from '../parts/loading';
import { Problem } from '../parts/problem';
import { FindingGroup } from './finding-group';
import { FindingsFilters } from './findings-filters';
import { groupFindings } from './group-findings';
import { KINDS } from './mending';
import { NoFindings } from './no-findings';
import { ReplacePredefinedKeys } from './replace-predefined-keys';

/** What is risky about the keys of the account, each with the way to mend it. */
export default function FindingsPanel(): ReactNode {
  const { t } = useTranslation('findings');
  const account = useAccount();
  const [params, setParams] = useSearchParams();
  const below = params.get('below') === 'true';
  const kind = KINDS.find((one) => one === params.get('kind')) ?? null;
  const found = usePages(
    SecurityFindingsDocument,
    { id: account.id, below, kinds: kind && [kind] },
    ({ account: asked }) =>
      asked?.securityFindings ? { ...asked.securityFindings, rows: asked.securityFindings.nodes } : null,
  );

  function filter(changed: Record<string, string | null>): void {
    const next = new URLSearchParams(params);
    for (const [name, value] of Object.entries(changed)) {
      if (value === null) next.delete(name);
      else next.set(name, value);
    }
    setParams(next, { replace: true });
  }

  return (
    <Stack gap="lg">
      <ReplacePredefinedKeys />
      <Group justify="space-between" align="flex-end">
        <div>
          <Title order={2} size="h4">
            {t('title')}
          </Title>
          <Text size="sm" c="dimmed" role="status">
            {found.totalCount === undefined ? t('intro') : t('count', { count: found.totalCount })}
          </Text>
        </div>
        <FindingsFilters
          kind={kind}
          below={below}
          onKind={(chosen) => filter({ kind: chosen })}
          onBelow={(chosen) => filter({ below: chosen ? 'true' : null })}
        />
      </Group>
      {groupFindings(found.rows).map(({ severity, kinds }) => (
        <Stack key={severity} component="section" gap="sm" aria-label={t(`severity.${severity}`)}>
          <Title order={3} size="h5">
            {t(`severity.${severity}`)}
          </Title>
          {kinds.map((one) => (
            <FindingGroup key={one.kind} severity={severity} namesAccount={below} {...one} />
          ))}
        </Stack>
      ))}
      {found.refusal && <Problem refusal={found.refusal} onRetry={found.reload} />}
      {found.loading && found.rows.length === 0 && <Loading />}
      {!found.loading && !found.refusal && found.rows.length === 0 && (
        <NoFindings
          filtered={kind !== null}
          offersBelow={account.kind === 'VENDOR' && !below}
          onBelow={() => filter({ below: 'true' })}
        />
      )}
      {found.hasMore && (
        <Button variant="default" loading={found.loading} onClick={found.more} style={{ alignSelf: 'center' }}>
          {t('more', { shown: found.rows.length, count: found.totalCount ?? 0 })}
        </Button>
      )}
    </Stack>
  );
}
