import { Group, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { refusalOf } from '../../api/outcome';
import { AccountFactsDocument, LifetimesOfLineDocument } from '../../gql/graphql';
import { CopyButton } from '../../parts/copy-button';
import { Loading } from '../../parts/loading';
import { Problem } from '../../parts/problem';
import { inFull } from '../../parts/time';
import { useAccount } from '../account-context';
import { durationInWords, LIFETIME_NAMES } from '../actions/lifetimes';
import { originOf } from './lifetime-origin';
import { Section } from './section';

export function FactsSection(): ReactNode {
  const { t, i18n } = useTranslation(['accounts', 'common']);
  const { id, line } = useAccount();
  const [{ data, error, fetching }, ask] = useQuery({ query: AccountFactsDocument, variables: { id } });
  const ids = line.flatMap((one) => (one.id ? [one.id] : []));
  const [ofLine] = useQuery({ query: LifetimesOfLineDocument, variables: { ids } });
  const facts = data?.account;
  if (!facts && fetching) return <Loading />;
  if (!facts) return <Problem refusal={refusalOf(error)} onRetry={() => ask({ requestPolicy: 'network-only' })} />;
  const accounts = (ofLine.data?.nodes ?? []).flatMap((node) => (node?.__typename === 'Account' ? [node] : []));
  return (
    <>
      <Section title={t('facts.title')}>
        <Facts>
          <Fact label={t('facts.id')} value={facts.id} copies />
          <Fact label={t('field.externalId')} value={facts.externalId} copies />
          <Fact label={t('field.domains')} value={facts.domains.join('\n')} copies />
          <Fact label={t('facts.kind')} value={t(`common:kind.${facts.kind}`)} />
          <Fact
            label={t('facts.level')}
            value={facts.depth === 0 ? t('facts.root') : t('facts.depth', { count: facts.depth })}
          />
          <Fact label={t('facts.created')} value={inFull(new Date(facts.createdAt))} />
          <Fact label={t('facts.updated')} value={inFull(new Date(facts.updatedAt))} />
        </Facts>
      </Section>
      <Section title={t('lifetime.title')}>
        <Facts>
          {LIFETIME_NAMES.map((name) => {
            const seconds = facts.effectiveTokenLifetimes[name];
            const origin = originOf(name, id, accounts);
            const words = origin.kind === 'account' ? t('lifetime.fromAccount', origin) : t(`lifetime.${origin.kind}`);
            return (
              <Fact
                key={name}
                label={t(`lifetime.${name}`)}
                value={seconds === null ? null : `${durationInWords(seconds, i18n.language)}, ${words}`}
              />
            );
          })}
        </Facts>
      </Section>
    </>
  );
}

function Facts({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <Table variant="vertical" layout="fixed" withTableBorder maw={720}>
      <Table.Tbody>{children}</Table.Tbody>
    </Table>
  );
}

function Fact({
  label,
  value,
  copies = false,
}: {
  readonly label: string;
  readonly value: string | null;
  /** It is something to paste elsewhere. */
  readonly copies?: boolean;
}): ReactNode {
  const { t } = useTranslation('accounts');
  const isThere = value !== null && value !== '';
  return (
    <Table.Tr>
      <Table.Th scope="row" w="38%">
        {label}
      </Table.Th>
      <Table.Td>
        <Group gap="xs" wrap="nowrap">
          <Text size="sm" className={copies && isThere ? 'mono breaks' : 'breaks'}>
            {isThere ? value : t('facts.none')}
          </Text>
          {copies && isThere && <CopyButton value={value} label={t('facts.copy', { what: label })} />}
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}
