import { checkName } from '../../domain/text/name';
import { Endpoint } from '../../entities/endpoint';
import { requireVersion } from '../access';
import { change } from '../change';
import type { Context } from '../context';
import { InputFaults } from '../input-faults';
import { requireEndpoint } from './require-endpoint';
import { type VisibleEndpoint, visibleEndpoint } from './visible-endpoint';

export interface RenameEndpointInput {
  readonly endpointId: string;
  readonly version: number;
  /** For people; need not be unique. */
  readonly name: string;
}

/** Takes ModifyEndpoint on its account. */
export function renameEndpoint(
  context: Context,
  { endpointId, version, name }: RenameEndpointInput,
): Promise<VisibleEndpoint> {
  return change(context, async (change) => {
    const { endpoint, account } = await requireEndpoint(change, endpointId, 'ModifyEndpoint');
    new InputFaults().add(['name'], checkName(name)).refuse();
    requireVersion(endpoint, version, { type: 'Endpoint', id: endpoint.id });
    if (endpoint.name === name) return visibleEndpoint(change, endpoint, account.path);
    const fields = { name, version: endpoint.version + 1 };
    await change.manager.update(Endpoint, { id: endpoint.id }, fields);
    change.record('endpoint', endpoint.id);
    change.audit({
      action: 'ENDPOINT_RENAMED',
      account,
      target: { type: 'Endpoint', id: endpoint.id, name },
      before: { name: endpoint.name },
      after: { name },
    });
    return visibleEndpoint(change, Object.assign(new Endpoint(), endpoint, fields), account.path);
  });
}
