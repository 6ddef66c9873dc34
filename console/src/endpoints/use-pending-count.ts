import { useEffect } from 'react';
import { useQuery } from 'urql';
import { useAccount } from '../accounts/account-context';
import { PendingEndpointsDocument } from '../gql/graphql';

const MINUTE_MS = 60_000;

/**
 * How many devices wait for a decision on the account, or with all below it; null until it is known. Asked anew each
 * minute while the page is seen, and as soon as it is seen again.
 */
export function usePendingCount(below: boolean): number | null {
  const { id } = useAccount();
  const [{ data }, ask] = useQuery({ query: PendingEndpointsDocument, variables: { id, below } });

  useEffect(() => {
    const askIfSeen = (): void => {
      if (document.visibilityState === 'visible') ask({ requestPolicy: 'network-only' });
    };
    const timer = setInterval(askIfSeen, MINUTE_MS);
    document.addEventListener('visibilitychange', askIfSeen);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', askIfSeen);
    };
  }, [ask]);

  return data?.account?.pendingEndpointCount ?? null;
}
