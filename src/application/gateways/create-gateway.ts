import { nameKey } from '../../domain/text/name';
import { insertAll } from '../../database/insert';
import { Gateway } from '../../entities/gateway';
import { requireAccount } from '../access';
import { creatorOf } from '../audit/actor';
import { pick } from '../audit/changed-fields';
import { change } from '../change';
import type { Context } from '../context';
import { newId } from '../new-id';
import {
  GATEWAY_AUDITED,
  type GatewayAndCredential,
  newCredential,
  refuseGatewayFaults,
  requireFreeGatewayName,
} from './gateway-fields';

export interface CreateGatewayInput {
  /** It may ask for this account and all below. */
  readonly accountId: string;
  /** Unique on the account without case. */
  readonly name: string;
}

/** Takes ModifyGateway on the account. A gateway carries no permissions, so there is nothing to hold besides. */
export function createGateway(context: Context, input: CreateGatewayInput): Promise<GatewayAndCredential> {
  return change(context, async (change) => {
    const account = await requireAccount(change, input.accountId, 'ModifyGateway', ['accountId']);
    refuseGatewayFaults(input);
    const key = nameKey(input.name);
    await requireFreeGatewayName(change, account, key);
    const now = change.now();
    const { credential, columns } = newCredential(change);
    const gateway = Object.assign(new Gateway(), {
      id: newId(),
      accountId: account.id,
      name: input.name,
      nameKey: key,
      ...columns,
      enabled: true,
      version: 1,
      createdAt: now,
      createdBy: creatorOf(change.caller),
      updatedAt: now,
      lastSeenAt: null,
    } satisfies Gateway);
    await insertAll(change.manager, Gateway, [gateway]);
    change.record('gateway', gateway.id);
    change.audit({
      action: 'GATEWAY_CREATED',
      account,
      target: { type: 'Gateway', id: gateway.id, name: gateway.name },
      after: pick(gateway, GATEWAY_AUDITED),
    });
    return { gateway, credential };
  });
}
