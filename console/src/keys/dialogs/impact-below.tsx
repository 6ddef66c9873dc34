import type { ReactNode } from 'react';
import { useQuery } from 'urql';
import { AccountLinesDocument } from '../../gql/graphql';
import { Loading } from '../../parts/loading';
import { type Impact, ImpactSummary } from './impact-summary';

/** Of those who use a key, without those that surely are not below the account: whom its block would touch. */
export function ImpactBelow({
  accountId,
  impact,
}: {
  readonly accountId: string;
  readonly impact: Impact | null;
}): ReactNode {
  const ids = impact?.nodes.flatMap(({ account }) => account.id ?? []) ?? [];
  const [{ data, fetching }] = useQuery({ query: AccountLinesDocument, variables: { ids }, pause: ids.length === 0 });
  if (fetching && !data) return <Loading />;
  const isWhole = impact?.nodes.length === impact?.totalCount;
  if (!impact || !data?.nodes || !isWhole) return <ImpactSummary impact={impact} />;
  const elsewhere = new Set(
    data.nodes.flatMap((node) =>
      node?.__typename === 'Account' && node.line.every(({ id }) => id !== accountId) ? [node.id] : [],
    ),
  );
  const nodes = impact.nodes.filter(({ account }) => !account.id || !elsewhere.has(account.id));
  return <ImpactSummary impact={{ ...impact, nodes, totalCount: nodes.length }} />;
}
