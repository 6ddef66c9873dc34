import { type AccountPath, isWithin } from '../domain/accounts/account-path';
import { PERMISSIONS, type Permission } from '../domain/permissions/permission';

/** What a role grants, where. */
export interface HeldGrant {
  readonly path: AccountPath;
  readonly permissions: ReadonlySet<Permission>;
}

/** A user with a management sign-in. Reach is the subtree of the user's account. */
export interface UserCaller {
  readonly kind: 'USER';
  readonly userId: string;
  readonly userName: string;
  readonly sessionId: string;
  readonly accountId: string;
  readonly reach: AccountPath;
  readonly grants: readonly HeldGrant[];
}

/** The command line, on the machine of the installation: everything. */
interface CommandLineCaller {
  readonly kind: 'COMMAND_LINE';
}

interface AnonymousCaller {
  readonly kind: 'ANONYMOUS';
}

export type Caller = UserCaller | CommandLineCaller | AnonymousCaller;

const ALL: ReadonlySet<Permission> = new Set(PERMISSIONS);
const NONE: ReadonlySet<Permission> = new Set();

/** What one may not see does not exist for one. */
export function reaches(caller: Caller, path: AccountPath): boolean {
  if (caller.kind === 'COMMAND_LINE') return true;
  return caller.kind === 'USER' && isWithin(path, caller.reach);
}

/** Permissions held on the account at `path`: those of every grant on its line. */
export function permissionsOn(caller: Caller, path: AccountPath): ReadonlySet<Permission> {
  if (caller.kind === 'COMMAND_LINE') return ALL;
  if (caller.kind === 'ANONYMOUS' || !reaches(caller, path)) return NONE;
  const applying = caller.grants.filter((grant) => isWithin(path, grant.path));
  if (applying.length === 1) return applying[0]?.permissions ?? NONE;
  return new Set(applying.flatMap((grant) => [...grant.permissions]));
}

export function holds(caller: Caller, path: AccountPath, permission: Permission): boolean {
  return permissionsOn(caller, path).has(permission);
}

/** For the rules of the permission map, which know no account: whether it is held anywhere. */
export function holdsSomewhere(caller: Caller, permission: Permission): boolean {
  if (caller.kind === 'COMMAND_LINE') return true;
  return caller.kind === 'USER' && caller.grants.some((grant) => grant.permissions.has(permission));
}

/** The highest accounts on which the permission is held: the subtrees that a list may show. */
export function pathsWith(caller: Caller, permission: Permission, root: AccountPath): AccountPath[] {
  if (caller.kind === 'COMMAND_LINE') return [root];
  if (caller.kind === 'ANONYMOUS') return [];
  const paths = caller.grants.filter((g) => g.permissions.has(permission)).map((g) => g.path);
  return [...new Set(paths)].filter((path) => !paths.some((other) => other !== path && isWithin(path, other)));
}
