import { PERMISSIONS } from '../../domain/permissions/permission';
import { checkPassword } from '../../domain/users/password';
import { nameKey } from '../../domain/text/name';
import { Account } from '../../entities/account';
import { Role } from '../../entities/role';
import type { RoleGrant } from '../../entities/role-grant';
import type { User } from '../../entities/user';
import { type Change, change } from '../change';
import type { Context } from '../context';
import { createRole } from '../roles/create-role';
import { grantRole } from '../roles/grant-role';
import { createUserWithHash, faultsOfUser } from './create-user';

export interface CreateAdministratorInput {
  readonly name: string;
  readonly password: string;
  readonly email?: string | null | undefined;
  readonly displayName?: string | null | undefined;
}

const ROLE_NAME = 'Administrator';

/** For the command line: a user on the root with every permission there. */
export async function createAdministrator(
  context: Context,
  input: CreateAdministratorInput,
): Promise<{ user: User; grant: RoleGrant }> {
  faultsOfUser(input).add(['password'], checkPassword(input.password)).refuse();
  const passwordHash = await context.services.passwords.hash(input.password);
  return change(context, async (change) => {
    const root = await change.manager.findOneByOrFail(Account, { rootSlot: 1 });
    const role = await roleWithEverything(change, root);
    const user = await createUserWithHash(change, { ...input, accountId: root.id }, passwordHash);
    const { grant } = await grantRole(change, { userId: user.id, roleId: role.id, accountId: root.id });
    return { user, grant };
  });
}

/** Roles can be changed: the one that set-up called Administrator need not be all-powerful, nor there, any more. */
async function roleWithEverything(change: Change, root: Account): Promise<Role> {
  const roles = await change.manager.find(Role, { where: { accountId: root.id }, order: { id: 'ASC' } });
  const complete = roles.filter((role) => PERMISSIONS.every((permission) => role.permissions.includes(permission)));
  const found = complete.find((role) => role.nameKey === nameKey(ROLE_NAME)) ?? complete[0];
  if (found) return found;
  const taken = new Set(roles.map((role) => role.nameKey));
  let name = ROLE_NAME;
  for (let number = 2; taken.has(nameKey(name)); number++) name = `${ROLE_NAME} ${number}`;
  return createRole(change, { accountId: root.id, name, permissions: [...PERMISSIONS] });
}
