import { ConflictError, NotFoundError, ValidationError } from '../../domain/errors';
import { isWithin } from '../../domain/accounts/account-path';
import { nameKey } from '../../domain/text/name';
import { Account } from '../../entities/account';
import { Role } from '../../entities/role';
import { RoleGrant } from '../../entities/role-grant';
import type { User } from '../../entities/user';
import { requireAccount, requireOwnPermissions } from '../access';
import { creatorOf } from '../audit/actor';
import { reaches } from '../caller';
import { type Change, change } from '../change';
import type { Context } from '../context';
import { newId } from '../new-id';
import { requireUser } from '../users/require-user';
import { roleNotFound } from './require-role';
import { usableRoles } from './usable-roles';

export interface GrantRoleInput {
  readonly userId: string;
  /** Where the role shall hold, on everything below too. */
  readonly accountId: string;
  readonly roleId?: string | undefined;
  /** Instead of `roleId`: the nearest role of that name on the account's line. */
  readonly roleName?: string | undefined;
}

export interface GrantRoleResult {
  readonly grant: RoleGrant;
  readonly role: Role;
  readonly user: User;
  readonly account: Account;
}

/**
 * Takes ModifyRole on the account, every permission of the role there, and ViewUser on the user's account. Role and
 * user stand on the account's line. A role kept above the caller's reach can be granted like any other of the line.
 */
export function grantRole(context: Context, input: GrantRoleInput): Promise<GrantRoleResult> {
  return change(context, async (change) => {
    const account = await requireAccount(change, input.accountId, 'ModifyRole', ['accountId']);
    const { user, account: home } = await requireUser(change, input.userId, 'ViewUser', ['userId']);
    const role = await roleMeant(change, input, account);
    if (!isWithin(account.path, home.path)) {
      throw new ConflictError("A role is granted on the user's own account or one below it.", ['accountId']);
    }
    const named = input.roleId === undefined ? 'roleName' : 'roleId';
    requireOwnPermissions(change, account.path, role.permissions, 'Granting this role', [named]);
    const key = { userId: user.id, roleId: role.id, accountId: account.id };
    const existing = await change.manager.findOneBy(RoleGrant, key);
    if (existing) {
      throw new ConflictError('The user has this role on the account already.', [], {
        existing: { type: 'RoleGrant', id: existing.id },
      });
    }
    const grant = Object.assign(new RoleGrant(), {
      id: newId(),
      ...key,
      createdAt: change.now(),
      createdBy: creatorOf(change.caller),
    });
    await change.manager.insert(RoleGrant, grant);
    change.audit({
      action: 'ROLE_GRANTED',
      account,
      target: { type: 'RoleGrant', id: grant.id, name: role.name },
      after: { userId: user.id, userName: user.name, roleId: role.id, roleName: role.name },
    });
    change.record('role_grant', grant.id);
    return { grant, role, user, account };
  });
}

async function roleMeant(change: Change, { roleId, roleName }: GrantRoleInput, account: Account): Promise<Role> {
  if ((roleId === undefined) === (roleName === undefined)) {
    throw ValidationError.of(['roleId'], 'ONE_ROLE', 'Name the role by `roleId` or by `roleName`: one of them.');
  }
  if (roleName !== undefined) {
    const [nearest] = await usableRoles(change.manager, account.path, nameKey(roleName));
    if (!nearest) throw new NotFoundError('No role of this name can be used on the account.', ['roleName']);
    return nearest;
  }
  const role = await change.manager.findOneBy(Role, { id: roleId ?? '' });
  const home = role && (await change.manager.findOneBy(Account, { id: role.accountId }));
  if (!role || !home) throw roleNotFound(['roleId']);
  if (isWithin(account.path, home.path)) return role;
  if (!reaches(change.caller, home.path)) throw roleNotFound(['roleId']);
  throw new ConflictError('The role can be used only on its own account and below it.', ['roleId']);
}
