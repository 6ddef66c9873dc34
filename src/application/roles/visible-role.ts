import type { Permission } from '../../domain/permissions/permission';
import type { Role } from '../../entities/role';

/**
 * A role as the caller may see it. Roles are usable below their account, so whoever may see roles there must be able
 * to choose them: id, name and permissions. `role` is the whole, and null without ViewRole on the role's own account:
 * description, version, times and account are not theirs to see.
 */
export interface VisibleRole {
  readonly id: string;
  readonly name: string;
  readonly permissions: Permission[];
  readonly role: Role | null;
}

export function visibleRole(role: Role, whole: boolean): VisibleRole {
  const { id, name, permissions } = role;
  return { id, name, permissions, role: whole ? role : null };
}
