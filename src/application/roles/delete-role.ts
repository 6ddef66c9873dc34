import { ConflictError } from '../../domain/errors';
import { Role } from '../../entities/role';
import { RoleGrant } from '../../entities/role-grant';
import { requireOwnPermissions } from '../access';
import { change } from '../change';
import type { Context } from '../context';
import { requireLastAdministrator } from '../users/last-administrator';
import { requireRole } from './require-role';

export interface DeleteRoleInput {
  readonly roleId: string;
  /** Its grants go with it; without, a role that is granted stays. */
  readonly cascade?: boolean | undefined;
}

export interface DeleteRoleResult {
  readonly role: Role;
  readonly removedGrants: RoleGrant[];
}

/** Takes DeleteRole on the role's account, and every permission that the role gives. */
export function deleteRole(context: Context, input: DeleteRoleInput): Promise<DeleteRoleResult> {
  return change(context, async (change) => {
    const { role, account } = await requireRole(change, input.roleId, 'DeleteRole', ['roleId']);
    requireOwnPermissions(change, account.path, role.permissions, 'Deleting this role', ['roleId']);
    const removedGrants = await change.manager.find(RoleGrant, { where: { roleId: role.id }, order: { id: 'ASC' } });
    if (removedGrants.length > 0 && !input.cascade) {
      throw new ConflictError(
        `The role is granted ${removedGrants.length} times: revoke these grants, or delete it with \`cascade: true\`.`,
        ['roleId'],
      );
    }
    await change.manager.delete(Role, { id: role.id });
    if (removedGrants.length > 0) await requireLastAdministrator(change);
    const { name, description, permissions } = role;
    change.audit({
      action: 'ROLE_DELETED',
      account,
      target: { type: 'Role', id: role.id, name },
      before: {
        name,
        description,
        permissions,
        grants: removedGrants.map(({ userId, accountId }) => ({ userId, accountId })),
      },
    });
    for (const grant of removedGrants) change.record('role_grant', grant.id);
    change.record('role', role.id);
    return { role, removedGrants };
  });
}
