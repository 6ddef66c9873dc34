import { type ReactNode, createContext, useContext, useMemo, useSyncExternalStore } from 'react';
import { type Client, Provider } from 'urql';
import { newCache } from './cache';
import { newClient } from './client';
import { Session, type SessionState } from './session';
import { useViewAs } from './view-as';

const SessionContext = createContext(new Session());
const UncachedContext = createContext<Client | null>(null);

export function useSession(): { readonly session: Session; readonly state: SessionState } {
  const session = useContext(SessionContext);
  return { session, state: useSyncExternalStore(session.subscribe, session.state) };
}

/** For questions that hold a secret, as a pasted key value: neither they nor their answers are kept. */
export function useUncachedClient(): Client {
  const client = useContext(UncachedContext);
  if (!client) throw new Error('There is no ApiProvider above.');
  return client;
}

/** Clients of their own for each sign-in and each preview, so that no answer of one is shown to another. */
export function ApiProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const { session } = useSession();
  const { viewed } = useViewAs();
  const viewAs = viewed?.id ?? null;
  const clients = useMemo(
    () => ({
      cached: newClient({ session, viewAs, cache: newCache() }),
      uncached: newClient({ session, viewAs, cache: null }),
    }),
    [session, viewAs],
  );
  return (
    <Provider value={clients.cached}>
      <UncachedContext value={clients.uncached}>{children}</UncachedContext>
    </Provider>
  );
}
