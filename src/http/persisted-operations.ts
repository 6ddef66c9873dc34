import { createHash } from 'node:crypto';
import type { ApolloServerOptions, BaseContext } from '@apollo/server';
import { HttpError } from './errors';

/** The operations that the installation knows beforehand. */
export interface PersistedOperations {
  /** By the SHA-256 of the text, in hex. */
  readonly texts: ReadonlyMap<string, string>;
  /** Whether any other is refused. */
  readonly only: boolean;
}

export const NO_OPERATIONS: PersistedOperations = { texts: new Map(), only: false };

type PersistedQueries = Exclude<ApolloServerOptions<BaseContext>['persistedQueries'], false | undefined>;

/** What Apollo puts before a hash, where it looks one up. */
const PREFIX = /^apq:/;

/** For Apollo, which would keep what clients send: here nobody adds a text but who runs the service. */
export function persistedQueries({ texts }: PersistedOperations): PersistedQueries {
  return {
    cache: {
      get: (key) => Promise.resolve(texts.get(key.replace(PREFIX, ''))),
      set: () => Promise.resolve(),
      delete: () => Promise.resolve(),
    },
  };
}

/**
 * Refuses what is of no form that Apollo has an answer of ours for, and an operation that is not known where only known
 * ones are taken: before anything is parsed, and before anybody is looked up. One that comes as its hash alone, Apollo
 * finds or does not.
 */
export function refuseUnknownOperation(body: unknown, { texts, only }: PersistedOperations): void {
  if (!isObject(body)) return;
  const named = isObject(body.extensions) ? body.extensions.persistedQuery : undefined;
  // As Apollo looks at it.
  const isNamed = Boolean(named);
  if (isNamed && !isReference(named)) throw badRequest(NO_REFERENCE);
  if (typeof body.query !== 'string' || !(isNamed || only)) return;
  const hash = createHash('sha256').update(body.query).digest('hex');
  if (isReference(named) && named.sha256Hash !== hash) throw badRequest(ANOTHER_TEXT);
  if (only && !texts.has(hash)) throw badRequest(NOT_KNOWN);
}

const NO_REFERENCE =
  '`extensions.persistedQuery` has to be { "version": 1, "sha256Hash": "..." }, with the SHA-256 of the operation\'s text in hex.';
const ANOTHER_TEXT =
  '`extensions.persistedQuery.sha256Hash` is not the SHA-256 of the text in `query`: send one of them, or both of one operation.';
const NOT_KNOWN =
  'This service answers only operations that it knows beforehand, and this text is none of them: whoever runs it adds its manifest with KEYTREE_PERSISTED_OPERATIONS. GraphiQL and introspection do not work here.';

function badRequest(message: string): HttpError {
  return new HttpError(400, 'BAD_USER_INPUT', message);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isReference(value: unknown): value is { readonly version: 1; readonly sha256Hash: string } {
  return isObject(value) && value.version === 1 && typeof value.sha256Hash === 'string';
}
