import type { Endpoint } from '../../entities/endpoint';
import type { AuditAction } from '../audit/audit-entry';
import { pick } from '../audit/changed-fields';
import type { Change } from '../change';
import type { EndpointOfAccount } from './require-endpoint';

/** What audit records show of an endpoint. */
export const ENDPOINT_AUDITED = ['name', 'status', 'confirmed', 'keyId'] as const satisfies readonly (keyof Endpoint)[];

/** What became of the endpoint's registrations. */
export interface DecidedRegistrations {
  readonly registrationsAllowed: number;
  readonly registrationsDenied: number;
}

/** Tells those who follow the database, and keeps the record. */
export function recordDecision(
  change: Change,
  { endpoint: before, account }: EndpointOfAccount,
  action: AuditAction,
  after: Endpoint,
  registrations: DecidedRegistrations,
): void {
  change.record('endpoint', before.id);
  change.audit({
    action,
    account,
    target: { type: 'Endpoint', id: before.id, name: before.name },
    before: pick(before, ENDPOINT_AUDITED),
    after: { ...pick(after, ENDPOINT_AUDITED), ...registrations },
  });
}
