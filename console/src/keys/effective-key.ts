import type { EffectiveApiKeyState, EffectiveKeyFragment } from '../gql/graphql';

export type EffectiveKey = EffectiveKeyFragment;

export const STATES = ['ACTIVE', 'BLOCKED', 'INACTIVE', 'EXPIRED'] as const satisfies readonly EffectiveApiKeyState[];

/** What a key may do beyond the plain, in the order in which the risk grows. */
export const FLAGS = [
  'automaticEndpointTrust',
  'allowUntrustedEndpoints',
  'allowUnauthenticatedRequests',
  'fullApiAccess',
] as const;

/** How many are in each state. */
export function countByState(keys: readonly EffectiveKey[]): Record<EffectiveApiKeyState, number> {
  const counts = { ACTIVE: 0, BLOCKED: 0, INACTIVE: 0, EXPIRED: 0 };
  for (const { state } of keys) counts[state]++;
  return counts;
}
