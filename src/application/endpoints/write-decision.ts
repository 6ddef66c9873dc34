import { Endpoint } from '../../entities/endpoint';
import { creatorOf } from '../audit/actor';
import type { AuditAction } from '../audit/audit-entry';
import type { Change } from '../change';
import { type DecidedRegistrations, recordDecision } from './record-decision';
import type { EndpointOfAccount } from './require-endpoint';
import { type VisibleEndpoint, visibleEndpoint } from './visible-endpoint';

export interface DecideEndpointInput {
  readonly endpointId: string;
  /** Where it is given, another one is a conflict. */
  readonly version?: number | undefined;
}

type DecidedColumns = Pick<Endpoint, 'status' | 'confirmed'> &
  Partial<Pick<Endpoint, 'clientType' | 'description' | 'publicKey' | 'keyId'>>;

/**
 * What trusting, rejecting and revoking share: the endpoint is what was decided, by the caller, now.
 *
 * @param settle what becomes of its registrations and tokens. After the row is written: a device that fetches its tokens
 *   at this moment writes it too, and so either is waited for and its tokens are found, or finds what was decided
 */
export async function writeDecision(
  change: Change,
  found: EndpointOfAccount,
  action: AuditAction,
  decided: DecidedColumns,
  settle: () => Promise<DecidedRegistrations>,
): Promise<VisibleEndpoint> {
  const { endpoint, account } = found;
  // Only these columns: when it was last seen is written beside the changes.
  const columns = {
    ...decided,
    decidedBy: creatorOf(change.caller),
    decidedAt: change.now(),
    version: endpoint.version + 1,
  };
  const after = Object.assign(new Endpoint(), endpoint, columns);
  await change.manager.update(Endpoint, { id: endpoint.id }, columns as object);
  recordDecision(change, found, action, after, await settle());
  return visibleEndpoint(change, after, account.path);
}
