import type { Permission } from '../gql/graphql';

/** What permissions are about, in the order in which they are shown. */
export const THINGS = ['Account', 'ApiKey', 'User', 'Role', 'Endpoint', 'Gateway', 'AuditLog'] as const;
export const ACTIONS = ['View', 'Modify', 'Delete'] as const;

export type Thing = (typeof THINGS)[number];
export type Action = (typeof ACTIONS)[number];

/** The audit log is read, and nothing else. */
export function permissionOf(action: Action, thing: Thing): Permission | null {
  if (thing === 'AuditLog') return action === 'View' ? 'ViewAuditLog' : null;
  return `${action}${thing}`;
}

/** In the order of the grid, row by row. */
export const ALL_PERMISSIONS: readonly Permission[] = THINGS.flatMap((thing) =>
  ACTIONS.flatMap((action) => permissionOf(action, thing) ?? []),
);

export function inOrder(permissions: readonly Permission[]): Permission[] {
  return ALL_PERMISSIONS.filter((one) => permissions.includes(one));
}

/** What of `wanted` is not held: nobody gives what they do not hold. */
export function lacking(wanted: readonly Permission[], held: readonly Permission[]): Permission[] {
  return inOrder(wanted).filter((one) => !held.includes(one));
}

/** All of `group`, where some are missing, else none of it: what ticking a row or column comes to. */
export function toggled(value: readonly Permission[], group: readonly Permission[]): Permission[] {
  const isFull = lacking(group, value).length === 0;
  const rest = value.filter((one) => !group.includes(one));
  return inOrder(isFull ? rest : [...rest, ...group]);
}

/** For each permission that any of the grants gives: which ones, counted from 1 as they are listed. */
export function sourcesOf(
  grants: readonly { readonly permissions: readonly Permission[] }[],
): ReadonlyMap<Permission, readonly number[]> {
  const sources = new Map<Permission, number[]>();
  grants.forEach(({ permissions }, at) => {
    for (const permission of permissions) sources.set(permission, [...(sources.get(permission) ?? []), at + 1]);
  });
  return sources;
}
