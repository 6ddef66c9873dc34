import type { Database } from '../database/database';
import type { KeyedHash } from '../domain/secrets/keyed-hash';
import type { Sealing } from '../domain/secrets/sealing';
import type { Throttle } from './attempts/throttle';
import type { AccessAnswer, AccessQuestion } from './decision/access-question';
import type { PasswordHasher } from './users/password-hasher';

/** The open data keys of the installation. */
export interface Secrets {
  readonly keyValues: KeyedHash;
  readonly tokens: KeyedHash;
  /** Of what must be read back: signing keys, webhook secrets. */
  readonly sealing: Sealing;
  /** Of the data key for key values: exports name it, imports compare it. */
  readonly keyValuesFingerprint: string;
}

interface ApplicationSettings {
  /** How long a management access token and a refresh token live, and a session at most. */
  readonly accessTokenSeconds: number;
  readonly refreshTokenSeconds: number;
  readonly sessionSeconds: number;
}

/** Records that this process keeps in memory, where it keeps some. */
export interface RecordsInMemory {
  /**
   * Resolves when they hold the change of that number, or one after it: what was committed holds for the next request.
   * Where the database cannot be read that long, decisions are refused until they do.
   */
  caughtUp(seq: number): Promise<void>;
  /** Null where they are not known to be up to date. */
  explain(question: AccessQuestion): AccessAnswer | null;
}

/** What every use case works with; wired by `main`. */
export interface Services {
  readonly database: Database;
  readonly secrets: Secrets;
  readonly passwords: PasswordHasher;
  /** Slows down attempts at passwords; one of the process where none is given. */
  readonly throttle?: Throttle;
  readonly settings: ApplicationSettings;
  readonly records?: RecordsInMemory;
  readonly now: () => Date;
}
