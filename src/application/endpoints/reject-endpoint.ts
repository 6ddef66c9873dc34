import { ConflictError } from '../../domain/errors';
import { requireVersion } from '../access';
import { change } from '../change';
import type { Context } from '../context';
import { denyRegistrations } from './deny-registrations';
import { type DecidedRegistrations, recordDecision } from './record-decision';
import { requireEndpoint } from './require-endpoint';
import { type VisibleEndpoint, visibleEndpoint } from './visible-endpoint';
import { type DecideEndpointInput, writeDecision } from './write-decision';

/**
 * Denies whatever waits under the client id. One that was PENDING is REJECTED by it; any other stays what it is, since
 * what waited was not let in and so changed nothing of it. Takes ModifyEndpoint on its account.
 */
export function rejectEndpoint(context: Context, input: DecideEndpointInput): Promise<VisibleEndpoint> {
  return change(context, async (change) => {
    const found = await requireEndpoint(change, input.endpointId, 'ModifyEndpoint');
    const { endpoint, account } = found;
    const subject = { type: 'Endpoint', id: endpoint.id } as const;
    if (input.version !== undefined) requireVersion(endpoint, input.version, subject);
    const deny = async (): Promise<DecidedRegistrations> => ({
      registrationsAllowed: 0,
      registrationsDenied: await denyRegistrations(change, endpoint.id, ['WAITING']),
    });
    if (endpoint.status === 'PENDING') {
      const decided = { status: 'REJECTED', confirmed: false } as const;
      return writeDecision(change, found, 'ENDPOINT_REJECTED', decided, deny);
    }
    const denied = await deny();
    if (denied.registrationsDenied > 0) recordDecision(change, found, 'ENDPOINT_REJECTED', endpoint, denied);
    else if (endpoint.status === 'TRUSTED') {
      throw new ConflictError('It is trusted, and nothing waits to be rejected: revoke it instead.', ['endpointId'], {
        current: subject,
      });
    }
    return visibleEndpoint(change, endpoint, account.path);
  });
}
