import { nameKey } from '../../domain/text/name';
import { Role } from '../../entities/role';
import { requireAccount, requireOwnPermissions } from '../access';
import { change } from '../change';
import type { Context } from '../context';
import { newId } from '../new-id';
import { permissionsOf, refuseRoleFaults, requireFreeRoleName } from './role-fields';

export interface CreateRoleInput {
  readonly accountId: string;
  /** Unique on the account without case; may repeat one from above, which it then hides below. */
  readonly name: string;
  readonly description?: string | null | undefined;
  readonly permissions: readonly string[];
}

/** Takes ModifyRole on the account, and every permission that the role gives. */
export function createRole(context: Context, input: CreateRoleInput): Promise<Role> {
  return change(context, async (change) => {
    const account = await requireAccount(change, input.accountId, 'ModifyRole', ['accountId']);
    refuseRoleFaults(input);
    const permissions = permissionsOf(input.permissions);
    requireOwnPermissions(change, account.path, permissions, 'A role with these', ['permissions']);
    const key = nameKey(input.name);
    await requireFreeRoleName(change, account, key);
    const now = change.now();
    const role = Object.assign(new Role(), {
      id: newId(),
      accountId: account.id,
      name: input.name,
      nameKey: key,
      description: input.description ?? null,
      permissions,
      version: 1,
      createdAt: now,
      updatedAt: now,
    });
    await change.manager.insert(Role, role);
    const { name, description } = role;
    change.audit({
      action: 'ROLE_CREATED',
      account,
      target: { type: 'Role', id: role.id, name },
      after: { name, description, permissions },
    });
    change.record('role', role.id);
    return role;
  });
}
