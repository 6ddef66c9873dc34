import type { Permission } from '../permissions/permission';

export const CLIENT_TYPES = ['GENERAL', 'CLIENT', 'CHROME', 'EDGE', 'EMBEDDED'] as const;
/** What uses a key. CLIENT: client or gateway installations. */
export type ClientType = (typeof CLIENT_TYPES)[number];

/** The four flags of a key; see the decision for the effect of each. */
export interface ApiKeyFlags {
  fullApiAccess: boolean;
  allowUnauthenticatedRequests: boolean;
  allowUntrustedEndpoints: boolean;
  automaticEndpointTrust: boolean;
}

export const API_KEY_FLAGS = [
  'fullApiAccess',
  'allowUnauthenticatedRequests',
  'allowUntrustedEndpoints',
  'automaticEndpointTrust',
] as const satisfies readonly (keyof ApiKeyFlags)[];

/** In the order in which the first that holds is the state. */
export const EFFECTIVE_KEY_STATES = ['BLOCKED', 'INACTIVE', 'EXPIRED', 'ACTIVE'] as const;
export type EffectiveKeyState = (typeof EFFECTIVE_KEY_STATES)[number];

/** What decides whether a change of a key loosens it. */
export interface ApiKeyPowers extends ApiKeyFlags {
  active: boolean;
  expiresAt: Date | null;
  /** Canonical ranges; empty = everywhere. */
  allowedIps: readonly string[];
  permissions: readonly Permission[];
}
