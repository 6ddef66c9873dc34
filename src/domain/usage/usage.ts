import type { DecisionCode, OperationClass } from '../decision/codes';

/** What is kept of requests that gateways asked about. Ids are bare, instants milliseconds since the epoch. */

/** How many requests on an account had one outcome on one day. */
export interface UsageCount {
  readonly accountId: string;
  /** YYYY-MM-DD, UTC. */
  readonly day: string;
  /** Null where no key was found. */
  readonly keyId: string | null;
  readonly outcome: DecisionCode;
  readonly requests: number;
}

/** The last time that a key opened an account from an address. */
export interface KeyUse {
  readonly keyId: string;
  readonly accountId: string;
  /** Canonical; null where it was not known. */
  readonly ip: string | null;
  readonly atMs: number;
}

export interface RefusedRequest {
  /** UUIDv7 of the time of the refusal: sorts by it. */
  readonly id: string;
  readonly atMs: number;
  readonly accountId: string;
  /** Null where no key was found. */
  readonly keyId: string | null;
  readonly gatewayId: string | null;
  readonly code: DecisionCode;
  readonly operation: OperationClass;
  /** Canonical; null where it was not known. */
  readonly ip: string | null;
}

export interface GatewaySeen {
  readonly gatewayId: string;
  readonly atMs: number;
}
