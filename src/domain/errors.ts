import type { CheckCode } from './decision/codes';

/**
 * The one registry of error codes and the error classes that carry them.
 *
 * A use case throws; each face (GraphQL, REST, command line) renders. `message` is public: it says what was
 * wrong and what to do, never a secret and nothing of what the caller may not see. `detail` is for the log only.
 */
export const ERROR_CODES = [
  'NOT_FOUND',
  'FORBIDDEN',
  'CONFLICT',
  'VALIDATION_FAILED',
  'LIMIT_REACHED',
  'UNAUTHENTICATED',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** One fault of an input. `path` leads to the field, from the input's own root, e.g. `['allowedIps', '1']`. */
export interface Fault {
  readonly path: readonly string[];
  /** Stable, upper snake case, e.g. `TOO_SHORT`, `HOST_BITS_SET`. */
  readonly code: string;
  readonly message: string;
}

export abstract class KeytreeError extends Error {
  abstract readonly code: ErrorCode;
  /** For the log, never for a caller. */
  detail?: Record<string, unknown>;

  constructor(
    message: string,
    /** The input field that it is about; empty for the whole input. */
    readonly path: readonly string[] = [],
  ) {
    super(message);
    this.name = new.target.name;
  }
}

/** It is not there, or outside the caller's reach: the two are answered alike. */
export class NotFoundError extends KeytreeError {
  readonly code = 'NOT_FOUND';
}

/** Within reach, but the permission is missing. */
export class ForbiddenError extends KeytreeError {
  readonly code = 'FORBIDDEN';
}

/** What stands already, named only where the caller may see it. */
export interface ConflictSubject {
  readonly type:
    'Account' | 'ApiKey' | 'ApiKeyTemplate' | 'User' | 'Role' | 'RoleGrant' | 'Gateway' | 'Endpoint' | 'Webhook';
  readonly id: string;
}

/** It contradicts what is kept: a name taken, another version, a value twice on a line. */
export class ConflictError extends KeytreeError {
  readonly code = 'CONFLICT';

  constructor(
    message: string,
    path: readonly string[] = [],
    readonly options: {
      /** The object in the way. */
      readonly existing?: ConflictSubject | undefined;
      /** The current state of the object that was to be changed (another `version`). */
      readonly current?: ConflictSubject | undefined;
    } = {},
  ) {
    super(message, path);
  }
}

/** The input breaks rules of form; every fault at once. */
export class ValidationError extends KeytreeError {
  readonly code = 'VALIDATION_FAILED';

  constructor(readonly faults: readonly Fault[]) {
    super(faults.map((fault) => fault.message).join(' '), faults[0]?.path ?? []);
  }

  static of(path: readonly string[], code: string, message: string): ValidationError {
    return new ValidationError([{ path, code, message }]);
  }
}

/** Too many, too often, too deep. */
export class LimitReachedError extends KeytreeError {
  readonly code = 'LIMIT_REACHED';

  constructor(
    message: string,
    path: readonly string[] = [],
    readonly retryAfterSeconds?: number,
  ) {
    super(message, path);
  }
}

/** The decision about a request that came with a key: it may not pass. */
export class DeniedError extends ForbiddenError {
  constructor(
    readonly decision: CheckCode,
    message: string,
    path: readonly string[] = [],
  ) {
    super(message, path);
  }
}

/** The records in memory are not known to be up to date: nothing can be decided just now. */
export class StaleRecordsError extends LimitReachedError {
  constructor() {
    super('The records are not known to be up to date just now: try again in a moment.', [], 1);
  }
}

/** Nobody is signed in, or no longer. */
export class UnauthenticatedError extends KeytreeError {
  readonly code = 'UNAUTHENTICATED';
}
