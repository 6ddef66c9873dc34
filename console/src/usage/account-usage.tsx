import { Anchor } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { Link } from 'wouter';
import { useAccount } from '../accounts/account-context';
import { useBelow } from '../accounts/below';
import { usePages } from '../api/use-pages';
import { places } from '../app/places';
import { AccountUsageDocument, type DecisionCode, DeniedRequestsDocument } from '../gql/graphql';
import { whyOf } from './denied';
import { type Looking, UsageFigures } from './usage-figures';
import { useDays } from './use-range';

/** What gateways asked about for the account, or with all below it. */
export function AccountUsage({ looking }: { readonly looking: Looking }): ReactNode {
  const account = useAccount();
  const { below } = useBelow();
  const days = useDays(looking.range);
  const [from = '', to = ''] = [days[0], days.at(-1)];
  const counts = usePages(AccountUsageDocument, { id: account.id, from, to, below }, ({ account: found }) =>
    found?.usage ? { ...found.usage, rows: found.usage.nodes } : null,
  );
  return (
    <UsageFigures
      days={days}
      counts={counts}
      looking={looking}
      whyLink={(code) => <WhyLink key={code} code={code} />}
    />
  );
}

/** To the explanation of the latest request that was refused so, if there is one still. */
function WhyLink({ code }: { readonly code: DecisionCode }): ReactNode {
  const { t } = useTranslation('usage');
  const account = useAccount();
  const { below } = useBelow();
  const [{ data }] = useQuery({
    query: DeniedRequestsDocument,
    variables: { id: account.id, first: 1, below, codes: [code] },
  });
  const latest = data?.account?.deniedRequests?.edges[0]?.node;
  return (
    <Anchor component={Link} href={latest ? whyOf(latest, account.id) : places.account(account.id, 'why')} size="sm">
      {latest ? t('whyLatest') : t('whyAtAll')}
    </Anchor>
  );
}
