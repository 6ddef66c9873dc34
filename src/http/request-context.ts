import type { Caller } from '../application/caller';
import type { Context } from '../application/context';
import type { GraphqlContext } from '../graphql/graphql-context';
import type { QueryDeadline } from './query-deadline';

/** What the plugins need beside what resolvers do. */
export interface RequestContext extends GraphqlContext {
  readonly deadline: QueryDeadline;
  /** The use cases' context for a caller who is found later. */
  readonly appOf: (caller: Caller) => Context;
  /** What came in X-Keytree-View-As; null without it. */
  readonly viewAs: string | null;
  /** Of a request with a key, from when it is known what it asks. */
  knowingCaller?: Promise<void>;
}
