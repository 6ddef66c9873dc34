import { NotFoundError } from '../../domain/errors';
import type { Permission } from '../../domain/permissions/permission';
import { Account } from '../../entities/account';
import { Gateway } from '../../entities/gateway';
import { requirePermission } from '../access';
import { reaches } from '../caller';
import type { Context } from '../context';

export interface GatewayOfAccount {
  readonly gateway: Gateway;
  readonly account: Account;
}

/** The gateway, if its account is within reach and the permission is held there. */
export async function requireGateway(context: Context, id: string, permission: Permission): Promise<GatewayOfAccount> {
  const path = ['gatewayId'];
  const gateway = await context.manager.findOneBy(Gateway, { id });
  const account = gateway && (await context.manager.findOneBy(Account, { id: gateway.accountId }));
  if (!account || !reaches(context.caller, account.path)) {
    throw new NotFoundError('There is no such gateway within your reach.', path);
  }
  requirePermission(context, account, permission, path);
  return { gateway, account };
}
