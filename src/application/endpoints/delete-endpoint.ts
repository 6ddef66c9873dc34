import { Endpoint } from '../../entities/endpoint';
import { requireVersion } from '../access';
import { pick } from '../audit/changed-fields';
import { change } from '../change';
import type { Context } from '../context';
import { endTokenFamilies } from '../tokens/end-token-families';
import { ENDPOINT_AUDITED } from './record-decision';
import { requireEndpoint } from './require-endpoint';
import type { DecideEndpointInput } from './write-decision';

/** Its registrations go too, and its client id is free. Takes DeleteEndpoint on its account. */
export function deleteEndpoint(context: Context, input: DecideEndpointInput): Promise<{ readonly endpointId: string }> {
  return change(context, async (change) => {
    const { endpoint, account } = await requireEndpoint(change, input.endpointId, 'DeleteEndpoint');
    if (input.version !== undefined) requireVersion(endpoint, input.version, { type: 'Endpoint', id: endpoint.id });
    // First: with the row the families would go unnoticed, and their access tokens live on.
    await endTokenFamilies(change, { endpointId: endpoint.id });
    await change.manager.delete(Endpoint, { id: endpoint.id });
    change.record('endpoint', endpoint.id);
    change.audit({
      action: 'ENDPOINT_DELETED',
      account,
      target: { type: 'Endpoint', id: endpoint.id, name: endpoint.name },
      before: pick(endpoint, ENDPOINT_AUDITED),
    });
    return { endpointId: endpoint.id };
  });
}
