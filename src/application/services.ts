import type { Database } from '../database/database';
import type { AllowedTargets } from '../domain/network/allowed-targets';
import type { CheckCode } from '../domain/decision/codes';
import type { AccessToken } from '../domain/tokens/access-token';
import type { KeyedHash } from '../domain/secrets/keyed-hash';
import type { Sealing } from '../domain/secrets/sealing';
import type { Throttle } from './attempts/throttle';
import type { AccessAnswer, AccessQuestion } from './decision/access-question';
import type { AccessRequest, DecidedAccess, KeyReach } from './decision/access-request';
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

export interface InspectedToken {
  /** Null for what is none of ours. */
  readonly token: AccessToken | null;
  readonly isGood: boolean;
}

interface ApplicationSettings {
  /** How long a management access token and a refresh token live, and a session at most. */
  readonly accessTokenSeconds: number;
  readonly refreshTokenSeconds: number;
  readonly sessionSeconds: number;
}

interface TokenSettings {
  /** `iss` of the tokens: the origin at which clients reach the service. */
  readonly issuer: string;
  /** The age at which a token family ends. */
  readonly familySeconds: number;
  readonly signingKeyDays: number;
  /** How long a device may wait for its confirmation. */
  readonly deviceCodeSeconds: number;
}

/** Records that this process keeps in memory, where it keeps some. */
export interface RecordsInMemory {
  /**
   * Resolves when they hold the change of that number, or one after it: what was committed holds for the next request.
   * Where the database cannot be read that long, decisions are refused until they do.
   */
  caughtUp(seq: number): Promise<void>;
  /** The same of somebody else's change: nobody needs to be told of it. */
  upTo(seq: number): Promise<void>;
  /** These five: null where they are not known to be up to date. */
  explain(question: AccessQuestion): AccessAnswer | null;
  /** Counted as a use of the key, and limited as one. */
  decide(request: AccessRequest): DecidedAccess | null;
  /** Whether an access token, or one that says the same, is good on the account where it was gained. */
  inspect(presented: string | AccessToken): InspectedToken | null;
  /** What a request with a key may touch, or why nothing. Not counted. */
  reach(request: AccessRequest): KeyReach | CheckCode | null;
  /** Whether the value is effective on the account, in whatever state. Neither counted nor limited. */
  isEffective(account: NonNullable<AccessRequest['account']>, key: string): boolean | null;
}

/** What every use case works with; wired by `main`. */
export interface Services {
  readonly database: Database;
  readonly secrets: Secrets;
  readonly passwords: PasswordHasher;
  /** Slows down attempts at passwords; one of the process where none is given. */
  readonly throttle?: Throttle;
  readonly settings: ApplicationSettings;
  readonly tokenSettings: TokenSettings;
  readonly records?: RecordsInMemory;
  /** Where webhooks may lead beside the internet. */
  readonly webhookTargets: AllowedTargets;
  /** Is told that there is something to send to webhooks; where nobody is, it is found by looking now and then. */
  readonly outbox?: { nudge(): void };
  readonly now: () => Date;
}
