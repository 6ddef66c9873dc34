import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { refusalOf } from '../../api/outcome';
import { AccountFactsDocument, LifetimesOfLineDocument } from '../../gql/graphql';
import { CopyButton } from '../../parts/copy-button';
import { Fact, Facts } from '../../parts/facts';
import { Loading } from '../../parts/loading';
import { Problem } from '../../parts/problem';
import { Section } from '../../parts/section';
import { inFull } from '../../parts/time';
import { useAccount } from '../account-context';
import { durationInWords, LIFETIME_NAMES } from '../actions/lifetimes';
import { originOf } from './lifetime-origin';

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
          <Copied name={t('facts.id')} value={facts.id} />
          <Copied name={t('field.externalId')} value={facts.externalId} />
          <Copied name={t('field.domains')} value={facts.domains.join('\n')} />
          <Fact name={t('facts.kind')}>{t(`common:kind.${facts.kind}`)}</Fact>
          <Fact name={t('facts.level')}>
            {facts.depth === 0 ? t('facts.root') : t('facts.depth', { count: facts.depth })}
          </Fact>
          <Fact name={t('facts.created')}>{inFull(new Date(facts.createdAt))}</Fact>
          <Fact name={t('facts.updated')}>{inFull(new Date(facts.updatedAt))}</Fact>
        </Facts>
      </Section>
      <Section title={t('lifetime.title')}>
        <Facts>
          {LIFETIME_NAMES.map((name) => {
            const seconds = facts.effectiveTokenLifetimes[name];
            const origin = originOf(name, id, accounts);
            const words = origin.kind === 'account' ? t('lifetime.fromAccount', origin) : t(`lifetime.${origin.kind}`);
            return (
              <Fact key={name} name={t(`lifetime.${name}`)}>
                {seconds === null ? t('facts.none') : `${durationInWords(seconds, i18n.language)}, ${words}`}
              </Fact>
            );
          })}
        </Facts>
      </Section>
    </>
  );
}

/** Something to paste elsewhere. */
function Copied({ name, value }: { readonly name: string; readonly value: string | null }): ReactNode {
  const { t } = useTranslation('accounts');
  return (
    <Fact name={name}>
      {value ? (
        <Group gap="xs" wrap="nowrap">
          <Text size="sm" className="mono breaks">
            {value}
          </Text>
          <CopyButton value={value} label={t('facts.copy', { what: name })} />
        </Group>
      ) : (
        t('facts.none')
      )}
    </Fact>
  );
}
