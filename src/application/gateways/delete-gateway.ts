import { Gateway } from '../../entities/gateway';
import { requireVersion } from '../access';
import { pick } from '../audit/changed-fields';
import { change } from '../change';
import type { Context } from '../context';
import { GATEWAY_AUDITED } from './gateway-fields';
import { requireGateway } from './require-gateway';

export interface DeleteGatewayInput {
  readonly gatewayId: string;
  /** Where it is given, another one is a conflict. */
  readonly version?: number | undefined;
}

/** Its credential ends at once. Takes DeleteGateway on its account. */
export function deleteGateway(context: Context, input: DeleteGatewayInput): Promise<{ readonly gatewayId: string }> {
  return change(context, async (change) => {
    const { gateway, account } = await requireGateway(change, input.gatewayId, 'DeleteGateway');
    if (input.version !== undefined) requireVersion(gateway, input.version, { type: 'Gateway', id: gateway.id });
    await change.manager.delete(Gateway, { id: gateway.id });
    change.record('gateway', gateway.id);
    change.audit({
      action: 'GATEWAY_DELETED',
      account,
      target: { type: 'Gateway', id: gateway.id, name: gateway.name },
      before: pick(gateway, GATEWAY_AUDITED),
    });
    return { gatewayId: gateway.id };
  });
}
