import { PERMISSIONS, type Permission } from '../../domain/permissions/permission';
import type { AccountTable } from './account-table';

/** A row as the database has it. */
export interface UserRow {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly disabled: boolean;
}

/** A user as requests see one; made anew when the row changes. */
export interface DirectoryUser {
  readonly id: string;
  readonly name: string;
  readonly disabled: boolean;
  /** Number of the account that the user belongs to. */
  readonly account: number;
}

export interface RoleRow {
  readonly id: string;
  readonly permissions: readonly Permission[];
}

export interface GrantRow {
  readonly id: string;
  readonly userId: string;
  readonly roleId: string;
  readonly accountId: string;
}

interface Grant {
  readonly id: string;
  readonly userId: string;
  readonly roleId: string;
  readonly account: number;
}

/** Permissions as the bits of a number, in the registry's order. */
type PermissionBits = number;

/** Users, and what their roles allow them where. */
export class PeopleTable {
  private readonly users = new Map<string, DirectoryUser>();
  private readonly roles = new Map<string, PermissionBits>();
  private readonly grants = new Map<string, Grant>();
  private readonly grantsOfUser = new Map<string, Grant[]>();

  putUser({ id, name, disabled }: UserRow, account: number): void {
    this.users.set(id, { id, name, disabled, account });
  }

  removeUser(id: string): void {
    this.users.delete(id);
    for (const grant of this.grantsOfUser.get(id) ?? []) this.grants.delete(grant.id);
    this.grantsOfUser.delete(id);
  }

  /** Undefined where there is none. */
  user(id: string): DirectoryUser | undefined {
    return this.users.get(id);
  }

  putRole({ id, permissions }: RoleRow): void {
    let bits = 0;
    for (const permission of permissions) bits |= 1 << PERMISSIONS.indexOf(permission);
    this.roles.set(id, bits);
  }

  removeRole(id: string): void {
    this.roles.delete(id);
  }

  putGrant({ id, userId, roleId }: GrantRow, account: number): void {
    const grant: Grant = { id, userId, roleId, account };
    this.removeGrant(grant.id);
    this.grants.set(grant.id, grant);
    const others = this.grantsOfUser.get(grant.userId);
    if (others) others.push(grant);
    else this.grantsOfUser.set(grant.userId, [grant]);
  }

  removeGrant(id: string): void {
    const grant = this.grants.get(id);
    if (!grant) return;
    this.grants.delete(id);
    const left = (this.grantsOfUser.get(grant.userId) ?? []).filter((other) => other !== grant);
    if (left.length > 0) this.grantsOfUser.set(grant.userId, left);
    else this.grantsOfUser.delete(grant.userId);
  }

  /** Looks at all of them, for the rare deletion of accounts. */
  removeOfAccounts(gone: ReadonlySet<number>): void {
    for (const user of this.users.values()) if (gone.has(user.account)) this.removeUser(user.id);
    for (const grant of this.grants.values()) if (gone.has(grant.account)) this.removeGrant(grant.id);
  }

  /** What the user may do on the account: by each grant on it or above. */
  permissionsOn(userId: string, account: number, accounts: AccountTable): PermissionBits {
    let bits = 0;
    for (const grant of this.grantsOfUser.get(userId) ?? []) {
      if (accounts.isWithin(account, grant.account)) bits |= this.roles.get(grant.roleId) ?? 0;
    }
    return bits;
  }
}

export function permissionsOfBits(bits: PermissionBits): Permission[] {
  return PERMISSIONS.filter((_, index) => (bits & (1 << index)) !== 0);
}
