import { NotFoundError } from '../../domain/errors';
import type { Permission } from '../../domain/permissions/permission';
import { Account } from '../../entities/account';
import { Endpoint } from '../../entities/endpoint';
import { requirePermission } from '../access';
import { reaches } from '../caller';
import type { Context } from '../context';

export interface EndpointOfAccount {
  readonly endpoint: Endpoint;
  readonly account: Account;
}

/** The endpoint, if its account is within reach and the permission is held there. */
export async function requireEndpoint(
  context: Context,
  id: string,
  permission: Permission,
): Promise<EndpointOfAccount> {
  const path = ['endpointId'];
  const endpoint = await context.manager.findOneBy(Endpoint, { id });
  const account = endpoint && (await context.manager.findOneBy(Account, { id: endpoint.accountId }));
  if (!account || !reaches(context.caller, account.path)) {
    throw new NotFoundError('There is no such endpoint within your reach.', path);
  }
  requirePermission(context, account, permission, path);
  return { endpoint, account };
}
