import { nameKey } from '../../domain/text/name';
import { Gateway } from '../../entities/gateway';
import { requireVersion } from '../access';
import { changedFields } from '../audit/changed-fields';
import { change } from '../change';
import type { Context } from '../context';
import { GATEWAY_AUDITED, refuseGatewayFaults, requireFreeGatewayName } from './gateway-fields';
import { requireGateway } from './require-gateway';

export interface UpdateGatewayInput {
  readonly gatewayId: string;
  readonly version: number;
  readonly name?: string | undefined;
  /** One that is not enabled is no caller, whatever credential comes. */
  readonly enabled?: boolean | undefined;
}

/** Takes ModifyGateway on its account. */
export function updateGateway(context: Context, input: UpdateGatewayInput): Promise<Gateway> {
  return change(context, async (change) => {
    const { gateway: before, account } = await requireGateway(change, input.gatewayId, 'ModifyGateway');
    refuseGatewayFaults(input);
    requireVersion(before, input.version, { type: 'Gateway', id: before.id });
    const name = input.name ?? before.name;
    const fields = { name, nameKey: nameKey(name), enabled: input.enabled ?? before.enabled };
    const changed = changedFields(before, Object.assign(new Gateway(), before, fields), GATEWAY_AUDITED);
    if (!changed) return before;
    if (fields.nameKey !== before.nameKey) await requireFreeGatewayName(change, account, fields.nameKey);
    // Only these columns: when it was last seen is written beside the changes.
    const columns = { ...fields, version: before.version + 1, updatedAt: change.now() };
    await change.manager.update(Gateway, { id: before.id }, columns);
    change.record('gateway', before.id);
    change.audit({ action: 'GATEWAY_UPDATED', account, target: { type: 'Gateway', id: before.id, name }, ...changed });
    return Object.assign(new Gateway(), before, columns);
  });
}
