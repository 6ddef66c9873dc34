import type { AccountPath } from '../../domain/accounts/account-path';
import type { DecisionCode, OperationClass } from '../../domain/decision/codes';
import type { AccessQuestion } from './access-question';

/** Who asks: a gateway, or, without an id, a client of this service itself. */
export interface Asker {
  readonly id: string | null;
  /** What is asked about is this account or below it. */
  readonly accountId: string;
}

/** What a client of this service itself asks before it gets what it wants. Ids are bare. */
export interface AccessRequest {
  readonly asker: Asker;
  /** Null where none is named. */
  readonly account: AccessQuestion['account'];
  /** The presented value. */
  readonly key: string;
  /** Canonical; null where it is not known. */
  readonly clientIp: string | null;
  readonly operation: OperationClass;
  readonly userToken: string | null;
  /** A token, or the device that an earlier login came from. */
  readonly deviceToken: string | { readonly endpointId: string } | null;
}

/** Ids are bare, and null where there is none. */
export interface DecidedAccess {
  /** Null where too many unknown values came from the client. */
  readonly code: DecisionCode | null;
  readonly accountId: string | null;
  readonly keyId: string | null;
  /** The trusted device of a LOGIN, or from which the user did. */
  readonly endpointId: string | null;
}

/** What a request that came with a key may touch. Ids are bare. */
export interface KeyReach {
  readonly keyId: string;
  /** Of the token; null where none came. */
  readonly userId: string | null;
  /** Of the account on which, and below which, the decision holds. */
  readonly path: AccountPath;
  /** Of the highest accounts below it on which, and below which, the decision fails. */
  readonly hidden: readonly AccountPath[];
}
