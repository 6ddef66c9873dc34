import type { EndpointStatus } from '../endpoints/endpoint';
import type { ApiKeyFlags, EffectiveKeyState } from '../keys/api-key';
import type { IpAddress } from '../network/ip-address';
import type { IpRange } from '../network/ip-range';
import type { OperationClass } from './codes';

/**
 * What one request says, and what the records say of it. Instants are milliseconds since the epoch.
 *
 * Any directory supplies it, and may do so lazily: the checks read a property when they come to it, so that a getter
 * looks up, or opens a token, only what the answer needs. Within one decision a property keeps its value. One object
 * may be facts, account and key at once: nothing has to be copied for a request.
 */
export interface DecisionFacts {
  readonly nowMs: number;
  readonly operation: OperationClass;
  /** Null where it is not known. */
  readonly clientIp: IpAddress | null;
  /** Whether the request names an account, be there such an account or not. */
  readonly accountNamed: boolean;
  /**
   * How many keys within the asker's reach bear the value, in whatever state; counting may stop at two. What a key
   * bears: see `bearsValue`. Read only where no account is named.
   */
  readonly bearersInReach: number;
  /** The account named; where none is, that of the only bearer. Null where there is no such account. */
  readonly account: AccountFacts | null;
  /** The key effective on the account, blocked or not, that bears the value. Read only where the account was found. */
  readonly key: PresentedKey | null;
  readonly userToken: UserTokenFacts | UnreadableToken | null;
  readonly deviceToken: DeviceTokenFacts | UnreadableToken | null;
}

/** A token came, but it is malformed, or its signature or purpose is not what it has to be. */
type UnreadableToken = 'UNREADABLE';

export interface AccountFacts {
  /** Of the asker; a gateway's is its own account and all below. */
  readonly withinReach: boolean;
  /** The account or an ancestor. */
  readonly suspended: boolean;
}

export interface PresentedKey extends Readonly<Omit<ApiKeyFlags, 'automaticEndpointTrust'>> {
  /** By the account, or one between it and the key's own. */
  readonly blocked: boolean;
  readonly active: boolean;
  /** Null: never. */
  readonly expiresAtMs: number | null;
  /** End of the overlap where the presented value was replaced; null for the key's current value. */
  readonly worksUntilMs: number | null;
  /** Empty: everywhere. */
  readonly allowedIps: readonly IpRange[];
}

export interface UserTokenFacts {
  readonly expiresAtMs: number;
  readonly revoked: boolean;
  /** Not from a management sign-in. */
  readonly fromLogin: boolean;
  /** On the request's account, of the key through which it was gained; null where that is not effective there. */
  readonly keyState: EffectiveKeyState | null;
  /** Whether the endpoint that it was gained on still is; null where it was gained without one. */
  readonly endpointTrusted: boolean | null;
  readonly userDisabled: boolean;
  /** Whether the user's account is on the line of the request's. */
  readonly userOnLine: boolean;
}

export interface DeviceTokenFacts {
  readonly expiresAtMs: number;
  readonly revoked: boolean;
  readonly endpointStatus: EndpointStatus;
  /** By an administrator; otherwise only a key trusted the endpoint. */
  readonly endpointConfirmed: boolean;
  /** Its account: the request's own, an ancestor of that, or neither. */
  readonly endpointOn: 'ACCOUNT' | 'ANCESTOR' | 'ELSEWHERE';
}
