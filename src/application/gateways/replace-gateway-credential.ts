import { Gateway } from '../../entities/gateway';
import { requireVersion } from '../access';
import { change } from '../change';
import type { Context } from '../context';
import { type GatewayAndCredential, newCredential } from './gateway-fields';
import { requireGateway } from './require-gateway';

export interface ReplaceGatewayCredentialInput {
  readonly gatewayId: string;
  /** Where it is given, another one is a conflict. */
  readonly version?: number | undefined;
}

/**
 * The credential of now ends at once: to change over without a pause make a second gateway beside it.
 * Takes ModifyGateway on its account.
 */
export function replaceGatewayCredential(
  context: Context,
  input: ReplaceGatewayCredentialInput,
): Promise<GatewayAndCredential> {
  return change(context, async (change) => {
    const { gateway, account } = await requireGateway(change, input.gatewayId, 'ModifyGateway');
    if (input.version !== undefined) requireVersion(gateway, input.version, { type: 'Gateway', id: gateway.id });
    const { credential, columns } = newCredential(change);
    const fields = { ...columns, version: gateway.version + 1, updatedAt: change.now() };
    await change.manager.update(Gateway, { id: gateway.id }, fields);
    change.record('gateway', gateway.id);
    change.audit({
      action: 'GATEWAY_CREDENTIAL_REPLACED',
      account,
      target: { type: 'Gateway', id: gateway.id, name: gateway.name },
      before: { hint: gateway.hint },
      after: { hint: fields.hint },
    });
    return { gateway: Object.assign(new Gateway(), gateway, fields), credential };
  });
}
