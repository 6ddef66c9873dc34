import { places } from '../app/places';
import type { DecisionCode, DeniedRequestsQuery } from '../gql/graphql';

type Edges = NonNullable<NonNullable<DeniedRequestsQuery['account']>['deniedRequests']>['edges'];
export type DeniedEdge = Edges[number];
export type Denied = DeniedEdge['node'];

/** In the order in which a request is looked at. */
export const REFUSALS = [
  'ACCOUNT_REQUIRED',
  'ACCOUNT_NOT_FOUND',
  'ACCOUNT_SUSPENDED',
  'KEY_NOT_FOUND',
  'KEY_BLOCKED',
  'KEY_INACTIVE',
  'KEY_EXPIRED',
  'IP_NOT_ALLOWED',
  'FULL_ACCESS_REQUIRED',
  'ENDPOINT_NOT_TRUSTED',
  'USER_TOKEN_REQUIRED',
  'USER_TOKEN_INVALID',
] as const satisfies readonly DecisionCode[];

export function refusalsOf(listed: string | null): DecisionCode[] {
  const asked = (listed ?? '').split(',');
  return REFUSALS.filter((code) => asked.includes(code));
}

/** Where the same request is explained as it would be answered now. */
export function whyOf({ account, apiKey, operation, ip }: Denied, accountId: string): string {
  const asked = new URLSearchParams();
  if (apiKey) asked.set('key', apiKey.id);
  asked.set('operation', operation);
  if (ip !== null) asked.set('ip', ip);
  return `${places.account(account.id ?? accountId, 'why')}?${asked.toString()}`;
}
