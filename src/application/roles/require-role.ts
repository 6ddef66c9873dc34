import { ForbiddenError, NotFoundError } from '../../domain/errors';
import { type AccountPath, isWithin } from '../../domain/accounts/account-path';
import type { Permission } from '../../domain/permissions/permission';
import { Account } from '../../entities/account';
import { Role } from '../../entities/role';
import { requirePermission } from '../access';
import { type Caller, grantsOf, holds, reaches } from '../caller';
import type { Context } from '../context';

export interface RoleAndAccount {
  readonly role: Role;
  readonly account: Account;
}

async function findRole(context: Context, id: string): Promise<RoleAndAccount | null> {
  const role = await context.manager.findOneBy(Role, { id });
  const account = role && (await context.manager.findOneBy(Account, { id: role.accountId }));
  return role && account ? { role, account } : null;
}

export function roleNotFound(path: readonly string[]): NotFoundError {
  return new NotFoundError('There is no such role within your reach.', path);
}

/** The role, if its account is within reach and the permission is held there: for changing it. */
export async function requireRole(
  context: Context,
  id: string,
  permission: Permission,
  path: readonly string[],
): Promise<RoleAndAccount> {
  const found = await findRole(context, id);
  if (!found || !roleIsThere(context.caller, found.account.path)) throw roleNotFound(path);
  if (!reaches(context.caller, found.account.path)) {
    throw new ForbiddenError('This role is kept on an account outside your reach: it can be used, not changed.', path);
  }
  requirePermission(context, found.account, permission, path);
  return found;
}

/**
 * The role, if the caller may see it: with ViewRole on its account, or on an account below, where the role can be
 * used. In the second case only id, name and permissions are shown (`definedHere` is false): nothing else of it, and
 * nothing of its account.
 */
export async function requireVisibleRole(
  context: Context,
  id: string,
  path: readonly string[],
): Promise<RoleAndAccount & { readonly definedHere: boolean }> {
  const found = await findRole(context, id);
  if (!found) throw roleNotFound(path);
  const place = found.account.path;
  if (holds(context.caller, place, 'ViewRole')) return { ...found, definedHere: true };
  if (viewsRolesBelow(context.caller, place)) return { ...found, definedHere: false };
  if (!reaches(context.caller, place)) throw roleNotFound(path);
  throw new ForbiddenError('This takes the permission ViewRole on the account.', path);
}

/** A role kept above one's reach is there for whoever may see roles below it; for others it does not exist. */
function roleIsThere(caller: Caller, place: AccountPath): boolean {
  return reaches(caller, place) || viewsRolesBelow(caller, place);
}

function viewsRolesBelow(caller: Caller, place: AccountPath): boolean {
  return grantsOf(caller).some((grant) => isWithin(grant.path, place) && grant.permissions.has('ViewRole'));
}
