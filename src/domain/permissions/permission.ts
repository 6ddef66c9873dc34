/** The management permissions. `Modify` covers creating; templates and blocks are `ModifyApiKey`. */
export const PERMISSIONS = [
  'ViewAccount',
  'ModifyAccount',
  'DeleteAccount',
  'ViewApiKey',
  'ModifyApiKey',
  'DeleteApiKey',
  'ViewUser',
  'ModifyUser',
  'DeleteUser',
  'ViewRole',
  'ModifyRole',
  'DeleteRole',
  'ViewEndpoint',
  'ModifyEndpoint',
  'DeleteEndpoint',
  'ViewGateway',
  'ModifyGateway',
  'DeleteGateway',
  'ViewAuditLog',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

export const VIEW_PERMISSIONS: readonly Permission[] = PERMISSIONS.filter((p) => p.startsWith('View'));

const known: ReadonlySet<string> = new Set(PERMISSIONS);

export function isPermission(text: string): text is Permission {
  return known.has(text);
}

/** The same set, each once, in the registry's order: what is stored and compared. */
export function canonicalPermissions(permissions: Iterable<Permission>): Permission[] {
  const wanted = new Set(permissions);
  return PERMISSIONS.filter((permission) => wanted.has(permission));
}

/** Those of `wanted` that `held` lacks, in the registry's order. */
export function missingPermissions(wanted: Iterable<Permission>, held: ReadonlySet<Permission>): Permission[] {
  return canonicalPermissions(wanted).filter((permission) => !held.has(permission));
}
