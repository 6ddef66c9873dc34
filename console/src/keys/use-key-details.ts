import { useEffect } from 'react';
import { useQuery } from 'urql';
import { useAccount } from '../accounts/account-context';
import { KeyDetailsDocument, type KeyDetailsQuery } from '../gql/graphql';
import type { EffectiveKey } from './effective-key';

interface KeyDetails {
  readonly edge: EffectiveKey;
  /** Null until they are read, or where the viewer may not see them. */
  readonly details: KeyDetailsQuery['apiKey'];
}

/** The key as it is now, all of it read at once; until then as the list has it. `onStale`: the list has it otherwise. */
export function useKeyDetails(listed: EffectiveKey, onStale: () => void): KeyDetails {
  const account = useAccount();
  const { id, name } = listed.node;
  const [{ data }] = useQuery({
    query: KeyDetailsDocument,
    variables: { id, accountId: account.id, name },
    requestPolicy: 'network-only',
  });
  const edges = data?.account?.effectiveApiKeys?.edges;
  const now = edges?.find(({ node }) => node.id === id);
  const read = edges && JSON.stringify(now ?? null);

  useEffect(() => {
    if (read !== undefined && read !== JSON.stringify(listed)) onStale();
    // Once for each state that is read, whatever the list does about it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [read]);

  return now ? { edge: now, details: data?.apiKey ?? null } : { edge: listed, details: null };
}
