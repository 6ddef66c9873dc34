import { ConflictError } from '../../domain/errors';
import { requireVersion } from '../access';
import { change } from '../change';
import type { Context } from '../context';
import { endTokenFamilies } from '../tokens/end-token-families';
import { denyRegistrations } from './deny-registrations';
import { requireEndpoint } from './require-endpoint';
import { type VisibleEndpoint, visibleEndpoint } from './visible-endpoint';
import { type DecideEndpointInput, writeDecision } from './write-decision';

/**
 * Ends the trust in a device, with its tokens and those that users gained on it. What waits under its client id is
 * denied too: whoever revokes a device means to have nothing let in under its id. Takes ModifyEndpoint on its account.
 */
export function revokeEndpoint(context: Context, input: DecideEndpointInput): Promise<VisibleEndpoint> {
  return change(context, async (change) => {
    const found = await requireEndpoint(change, input.endpointId, 'ModifyEndpoint');
    const { endpoint, account } = found;
    const subject = { type: 'Endpoint', id: endpoint.id } as const;
    if (input.version !== undefined) requireVersion(endpoint, input.version, subject);
    if (endpoint.status === 'REVOKED') return visibleEndpoint(change, endpoint, account.path);
    if (endpoint.status !== 'TRUSTED') {
      throw new ConflictError('It is not trusted, so there is nothing to revoke.', ['endpointId'], {
        current: subject,
      });
    }
    const decided = { status: 'REVOKED', confirmed: false } as const;
    return writeDecision(change, found, 'ENDPOINT_REVOKED', decided, async () => {
      await endTokenFamilies(change, { endpointId: endpoint.id });
      const registrationsDenied = await denyRegistrations(change, endpoint.id, ['WAITING', 'ALLOWED']);
      return { registrationsAllowed: 0, registrationsDenied };
    });
  });
}
