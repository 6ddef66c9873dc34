import { type AccountPath, isWithin } from '../domain/accounts/account-path';
import { PERMISSIONS, type Permission } from '../domain/permissions/permission';
import type { AccessRequest } from './decision/access-request';

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
  /** Who looks at what this user sees, in a session of their own; nothing is changed so. */
  readonly viewedBy?: UserCaller;
}

/**
 * An API key, with or without the user of a LOGIN. The decision holds for an account where it is within `reach` and not
 * `hidden`; what may be done there say the grants: the user's, or those of a key alone, its own permissions.
 */
export interface KeyCaller {
  readonly kind: 'KEY';
  readonly keyId: string;
  readonly keyName: string;
  /** ADMINISTRATIVE functions too. */
  readonly fullApiAccess: boolean;
  readonly user: { readonly id: string; readonly name: string } | null;
  /** The user's account; of a key alone, that which defines it. */
  readonly accountId: string;
  readonly reach: AccountPath;
  /** The highest accounts below `reach` that are closed to the key. */
  readonly hidden: ReadonlySet<AccountPath>;
  /** All of them within reach. */
  readonly grants: readonly HeldGrant[];
  /** To decide anew before something is changed. */
  readonly request: AccessRequest;
}

/** The command line, on the machine of the installation: everything. */
interface CommandLineCaller {
  readonly kind: 'COMMAND_LINE';
}

interface AnonymousCaller {
  readonly kind: 'ANONYMOUS';
}

export type Caller = UserCaller | KeyCaller | CommandLineCaller | AnonymousCaller;

const ALL: ReadonlySet<Permission> = new Set(PERMISSIONS);
const NONE: ReadonlySet<Permission> = new Set();

/** What one may not see does not exist for one. */
export function reaches(caller: Caller, path: AccountPath): boolean {
  if (caller.kind === 'COMMAND_LINE') return true;
  if (caller.kind === 'ANONYMOUS' || !isWithin(path, caller.reach)) return false;
  return caller.kind === 'USER' || !isHidden(path, caller.hidden);
}

/** Whether the account, or one above it, is among the hidden. */
export function isHidden(path: AccountPath, hidden: ReadonlySet<AccountPath>): boolean {
  if (hidden.size === 0) return false;
  for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
    if (hidden.has(path.slice(0, end + 1))) return true;
  }
  return false;
}

/** The user who acts, by whichever way they came. */
export function actingUserId(caller: Caller): string | null {
  if (caller.kind === 'USER') return caller.userId;
  return caller.kind === 'KEY' ? (caller.user?.id ?? null) : null;
}

/** Who looks at what the caller sees; null where the caller asks for themselves. */
export function onlookerOf(caller: Caller): UserCaller | null {
  return caller.kind === 'USER' ? (caller.viewedBy ?? null) : null;
}

/** What was granted where; nothing to whom permissions mean nothing. */
export function grantsOf(caller: Caller): readonly HeldGrant[] {
  return caller.kind === 'USER' || caller.kind === 'KEY' ? caller.grants : [];
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
  return grantsOf(caller).some((grant) => grant.permissions.has(permission));
}

/** The highest accounts on which the permission is held: the subtrees that a list may show. */
export function pathsWith(caller: Caller, permission: Permission, root: AccountPath): AccountPath[] {
  if (caller.kind === 'COMMAND_LINE') return [root];
  const paths = grantsOf(caller)
    .filter((g) => g.permissions.has(permission))
    .map((g) => g.path);
  return [...new Set(paths)].filter((path) => !paths.some((other) => other !== path && isWithin(path, other)));
}
