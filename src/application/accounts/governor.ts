import { parentPathOf } from '../../domain/accounts/account-path';
import { ForbiddenError } from '../../domain/errors';
import type { Permission } from '../../domain/permissions/permission';
import type { Account } from '../../entities/account';
import { reachAccount } from '../access';
import { holds } from '../caller';
import type { Context } from '../context';

type Place = Pick<Account, 'path'>;

/** Parent, status, externalId and domains belong to whoever governs the account: the permission on its parent, the root's on itself. */
export function governs(context: Context, account: Place, permission: Permission): boolean {
  return holds(context.caller, parentPathOf(account.path) ?? account.path, permission);
}

/** `what` begins the message, e.g. `Suspending an account`. */
export function requireGovernor(
  context: Context,
  account: Place,
  permission: Permission,
  what: string,
  path: readonly string[],
): void {
  if (!governs(context, account, permission)) {
    const place = parentPathOf(account.path) === null ? 'the root account' : 'its parent';
    throw new ForbiddenError(`${what} takes the permission ${permission} on ${place}.`, path);
  }
}

/** The account that is to be moved, suspended, resumed or deleted: within reach, governed, and not the root. */
export async function requireGoverned(
  context: Context,
  id: string,
  permission: Permission,
  what: string,
): Promise<Account> {
  const account = await reachAccount(context, id, ['accountId']);
  if (account.parentId === null) {
    throw new ForbiddenError('The root account is not moved, suspended or deleted, by anybody.', ['accountId']);
  }
  requireGovernor(context, account, permission, what, ['accountId']);
  return account;
}
