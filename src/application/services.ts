import type { Database } from '../database/database';
import type { KeyedHash } from '../domain/secrets/keyed-hash';
import type { Throttle } from './attempts/throttle';
import type { PasswordHasher } from './users/password-hasher';

/** The open data keys of the installation. */
export interface Secrets {
  readonly keyValues: KeyedHash;
  readonly tokens: KeyedHash;
  /** Of the data key for key values: exports name it, imports compare it. */
  readonly keyValuesFingerprint: string;
}

export interface ApplicationSettings {
  /** How long a management access token and a refresh token live, and a session at most. */
  readonly accessTokenSeconds: number;
  readonly refreshTokenSeconds: number;
  readonly sessionSeconds: number;
}

/** What every use case works with; wired by `main`. */
export interface Services {
  readonly database: Database;
  readonly secrets: Secrets;
  readonly passwords: PasswordHasher;
  /** Slows down attempts at passwords; one of the process where none is given. */
  readonly throttle?: Throttle;
  readonly settings: ApplicationSettings;
  readonly now: () => Date;
}
