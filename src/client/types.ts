/** What a request wants to do. LOGIN acquires a user token, REGISTER_DEVICE asks for a device token. */
export type OperationClass = 'ADMINISTRATIVE' | 'LIMITED' | 'LOGIN' | 'REGISTER_DEVICE';

export type AccountName =
  /** Keytree's own, `acc_...`. */
  | { readonly id: string }
  /** The operator's. */
  | { readonly externalId: string }
  /** The host name by which the client addressed it. */
  | { readonly domain: string };

export interface VerifyRequest {
  /** Without one, the account of the only key within reach that bears the value is meant. */
  readonly account?: AccountName | null;
  /** The value that the client presented. */
  readonly key: string;
  /** The client's, never your own. Where it is not known, a key that is bound to addresses does not pass. */
  readonly clientIp?: string | null;
  readonly operation: OperationClass;
  /** As it came, good or bad. */
  readonly userToken?: string | null;
  readonly deviceToken?: string | null;
}

/** Why not: the first check that fails. RATE_LIMITED: too many unknown keys came from this client. */
export type RefusalCode =
  | 'ACCOUNT_REQUIRED'
  | 'ACCOUNT_NOT_FOUND'
  | 'ACCOUNT_SUSPENDED'
  | 'KEY_NOT_FOUND'
  | 'KEY_BLOCKED'
  | 'KEY_INACTIVE'
  | 'KEY_EXPIRED'
  | 'IP_NOT_ALLOWED'
  | 'FULL_ACCESS_REQUIRED'
  | 'ENDPOINT_NOT_TRUSTED'
  | 'USER_TOKEN_REQUIRED'
  | 'USER_TOKEN_INVALID'
  | 'RATE_LIMITED';

/** The request may pass. */
export interface ValidAnswer {
  readonly valid: true;
  readonly code: 'VALID';
  readonly account: { readonly id: string; readonly externalId: string | null; readonly name: string };
  readonly apiKey: {
    readonly id: string;
    readonly name: string;
    readonly fullApiAccess: boolean;
    readonly allowUnauthenticatedRequests: boolean;
    readonly allowUntrustedEndpoints: boolean;
    readonly automaticEndpointTrust: boolean;
  };
  /** The trusted device of a LOGIN, or the one from which the user logged in. */
  readonly endpoint: { readonly id: string; readonly name: string; readonly clientId: string } | null;
  /** The user of the token, with the permissions held on the account. */
  readonly user: { readonly id: string; readonly name: string; readonly permissions: readonly string[] } | null;
}

/** The request may not pass. */
export interface RefusedAnswer {
  readonly valid: false;
  /** A newer service may know more codes: keep a default branch. */
  readonly code: RefusalCode;
}

export type VerifyAnswer = ValidAnswer | RefusedAnswer;
