import { NotFoundError } from '../../domain/errors';
import type { Permission } from '../../domain/permissions/permission';
import { Account } from '../../entities/account';
import { User } from '../../entities/user';
import { requirePermission } from '../access';
import { reaches } from '../caller';
import type { Context } from '../context';

export interface UserAndAccount {
  readonly user: User;
  readonly account: Account;
}

/** The user, if they are there and within reach; whatever the caller may do there. */
export async function reachUser(context: Context, id: string, path: readonly string[]): Promise<UserAndAccount> {
  const user = await context.manager.findOneBy(User, { id });
  const account = user && (await context.manager.findOneBy(Account, { id: user.accountId }));
  if (!user || !account || !reaches(context.caller, account.path)) {
    throw new NotFoundError('There is no such user within your reach.', path);
  }
  return { user, account };
}

/** The user, if they are within reach and the permission is held on their account. */
export async function requireUser(
  context: Context,
  id: string,
  permission: Permission,
  path: readonly string[],
): Promise<UserAndAccount> {
  const found = await reachUser(context, id, path);
  requirePermission(context, found.account, permission, path);
  return found;
}
