import { ConflictError } from '../../domain/errors';
import { canonicalPermissions, isPermission, type Permission } from '../../domain/permissions/permission';
import { checkDescription, checkName } from '../../domain/text/name';
import type { Account } from '../../entities/account';
import { Role } from '../../entities/role';
import { holds } from '../caller';
import type { Change } from '../change';
import { InputFaults } from '../input-faults';

export interface RoleFields {
  readonly name?: string | undefined;
  readonly description?: string | null | undefined;
  /** Names of permissions; order and repetition do not matter. */
  readonly permissions?: readonly string[] | undefined;
}

/** @throws ValidationError with every fault. */
export function refuseRoleFaults({ name, description, permissions }: RoleFields): void {
  const faults = new InputFaults();
  if (name !== undefined) faults.add(['name'], checkName(name));
  if (typeof description === 'string') faults.add(['description'], checkDescription(description));
  permissions?.forEach((permission, at) => {
    if (isPermission(permission)) return;
    faults.add(['permissions', String(at)], {
      code: 'UNKNOWN_PERMISSION',
      message: 'There is no such permission: they are called ViewAccount, ModifyApiKey and so on.',
    });
  });
  faults.refuse();
}

export function permissionsOf(names: readonly string[]): Permission[] {
  return canonicalPermissions(names.filter(isPermission));
}

export async function requireFreeRoleName(change: Change, account: Account, key: string): Promise<void> {
  const existing = await change.manager.findOneBy(Role, { accountId: account.id, nameKey: key });
  if (!existing) return;
  throw new ConflictError(
    'There is a role of this name on the account already: choose another name.',
    ['name'],
    holds(change.caller, account.path, 'ViewRole') ? { existing: { type: 'Role', id: existing.id } } : {},
  );
}
