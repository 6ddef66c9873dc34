import { NotFoundError } from '../../domain/errors';
import { Account } from '../../entities/account';
import { Role } from '../../entities/role';
import { RoleGrant } from '../../entities/role-grant';
import { User } from '../../entities/user';
import { requireOwnPermissions, requirePermission } from '../access';
import { reaches } from '../caller';
import { change } from '../change';
import type { Context } from '../context';
import { requireLastAdministrator } from '../users/last-administrator';

export interface RevokeGrantInput {
  readonly grantId: string;
}

/** Takes ModifyRole on the grant's account, and every permission of the role there. Answers what went. */
export function revokeGrant(context: Context, input: RevokeGrantInput): Promise<RoleGrant> {
  return change(context, async (change) => {
    const { manager } = change;
    const grant = await manager.findOneBy(RoleGrant, { id: input.grantId });
    const account = grant && (await manager.findOneBy(Account, { id: grant.accountId }));
    if (!grant || !account || !reaches(change.caller, account.path)) {
      throw new NotFoundError('There is no such grant within your reach.', ['grantId']);
    }
    requirePermission(change, account, 'ModifyRole', ['grantId']);
    const role = await manager.findOneByOrFail(Role, { id: grant.roleId });
    requireOwnPermissions(change, account.path, role.permissions, 'Revoking this grant', ['grantId']);
    await manager.delete(RoleGrant, { id: grant.id });
    await requireLastAdministrator(change);
    const user = await manager.findOneByOrFail(User, { id: grant.userId });
    change.audit({
      action: 'GRANT_REVOKED',
      account,
      target: { type: 'RoleGrant', id: grant.id, name: role.name },
      before: { userId: user.id, userName: user.name, roleId: role.id, roleName: role.name },
    });
    change.record('role_grant', grant.id);
    return grant;
  });
}
