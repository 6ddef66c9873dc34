import { nameKey } from '../../domain/text/name';
import { Role } from '../../entities/role';
import { requireOwnPermissions, requireVersion } from '../access';
import { changedFields } from '../audit/changed-fields';
import { change } from '../change';
import type { Context } from '../context';
import { requireLastAdministrator } from '../users/last-administrator';
import { requireRole } from './require-role';
import { permissionsOf, refuseRoleFaults, requireFreeRoleName, type RoleFields } from './role-fields';

export interface UpdateRoleInput extends RoleFields {
  readonly roleId: string;
  readonly version: number;
}

/**
 * Takes ModifyRole on the role's account, and every permission that the role gave before and gives then: a role
 * stronger than oneself is neither cut down nor extended.
 */
export function updateRole(context: Context, input: UpdateRoleInput): Promise<Role> {
  return change(context, async (change) => {
    const { role: before, account } = await requireRole(change, input.roleId, 'ModifyRole', ['roleId']);
    refuseRoleFaults(input);
    requireVersion(before, input.version, { type: 'Role', id: before.id });
    const name = input.name ?? before.name;
    const after = Object.assign(new Role(), before, {
      name,
      nameKey: nameKey(name),
      description: input.description === undefined ? before.description : input.description,
      permissions: input.permissions ? permissionsOf(input.permissions) : before.permissions,
    });
    const changed = changedFields(before, after, ['name', 'description', 'permissions']);
    if (!changed) return before;
    requireOwnPermissions(change, account.path, before.permissions, 'Changing this role', ['roleId']);
    requireOwnPermissions(change, account.path, after.permissions, 'A role with these', ['permissions']);
    if (after.nameKey !== before.nameKey) await requireFreeRoleName(change, account, after.nameKey);
    after.version++;
    after.updatedAt = change.now();
    const { id: _id, ...columns } = after;
    await change.manager.update(Role, { id: before.id }, columns);
    if ('permissions' in changed.after) await requireLastAdministrator(change);
    change.audit({
      action: 'ROLE_UPDATED',
      account,
      target: { type: 'Role', id: after.id, name: after.name },
      ...changed,
    });
    change.record('role', after.id);
    return after;
  });
}
