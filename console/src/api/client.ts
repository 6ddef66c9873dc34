import { authExchange } from '@urql/exchange-auth';
import { persistedExchange } from '@urql/exchange-persisted';
import { CombinedError, Client, type Exchange, fetchExchange, mapExchange } from 'urql';
import { countChanges } from './changes';
import { fetchInTime } from './fetch-in-time';
import type { Session } from './session';

export interface ClientOptions {
  readonly session: Session;
  /** Whose view is previewed; null: one's own. */
  readonly viewAs: string | null;
  /** Null: nothing of what is asked or answered is kept, since it holds secrets. */
  readonly cache: Exchange | null;
}

export function newClient({ session, viewAs, cache }: ClientOptions): Client {
  return new Client({
    url: '/graphql',
    fetch: fetchInTime,
    preferGetMethod: false,
    requestPolicy: cache ? 'cache-and-network' : 'network-only',
    ...(viewAs && { fetchOptions: { headers: { 'x-keytree-view-as': viewAs } } }),
    exchanges: [
      countChanges,
      ...(viewAs ? [refusedInPreview] : []),
      ...(cache ? [cache] : []),
      authenticated(session),
      refusedAsError,
      ...(import.meta.env.PROD ? [persisted] : []),
      fetchExchange,
    ],
  });
}

function authenticated(session: Session): Exchange {
  return authExchange((utilities) =>
    Promise.resolve({
      addAuthToOperation: (operation) =>
        session.accessToken
          ? utilities.appendHeaders(operation, { authorization: `Bearer ${session.accessToken}` })
          : operation,
      willAuthError: () => session.endsSoon(),
      didAuthError: ({ graphQLErrors }) =>
        graphQLErrors.some(({ extensions }) => extensions.code === 'UNAUTHENTICATED'),
      // What was asked waits until somebody has signed in again: nothing that was typed is lost.
      refreshAuth: async () => {
        await session.refresh();
        await session.isDecided();
      },
    }),
  );
}

/** A mutation is refused in its result, before it does anything: as an error it is sent once more with a new token. */
const refusedAsError = mapExchange({
  onResult(result) {
    const members = Object.values((result.data ?? {}) as Record<string, { __typename?: string } | null>);
    if (!members.some((member) => member?.__typename === 'Unauthenticated')) return undefined;
    const unauthenticated = { message: 'Unauthenticated', extensions: { code: 'UNAUTHENTICATED' } };
    return { ...result, error: new CombinedError({ graphQLErrors: [unauthenticated] }) };
  },
});

/** A preview changes nothing, whoever looks: said as that, and not as a permission that is missing. */
const refusedInPreview = mapExchange({
  onResult(result) {
    const isForbidden = result.error?.graphQLErrors.some(({ extensions }) => extensions.code === 'FORBIDDEN');
    if (result.operation.kind !== 'mutation' || !isForbidden) return undefined;
    return {
      ...result,
      error: new CombinedError({ graphQLErrors: [{ message: '', extensions: { code: 'PREVIEW' } }] }),
    };
  },
});

/** By hash alone: what is not in the manifest is no operation of this page's. While it is developed, texts are sent. */
const persisted = persistedExchange({
  preferGetForPersistedQueries: false,
  enforcePersistedQueries: true,
  enableForMutation: true,
  generateHash: (_text, document) =>
    Promise.resolve((document as { __meta__?: { hash: string } }).__meta__?.hash ?? ''),
});
