import type { AccountPath } from '../../domain/accounts/account-path';
import { missingPermissions } from '../../domain/permissions/permission';
import type { ApiKey } from '../../entities/api-key';
import { permissionsOn } from '../caller';
import type { Context } from '../context';

type AlwaysSeen =
  | 'id'
  | 'accountId'
  | 'name'
  | 'nameKey'
  | 'hint'
  | 'active'
  | 'fullApiAccess'
  | 'allowUnauthenticatedRequests'
  | 'allowUntrustedEndpoints'
  | 'automaticEndpointTrust'
  | 'expiresAt';

type SeenWithPermission =
  | 'allowedIps'
  | 'predefined'
  | 'clientType'
  | 'permissions'
  | 'description'
  | 'tags'
  | 'version'
  | 'createdAt'
  | 'createdBy'
  | 'updatedAt'
  | 'lastUsedAt'
  | 'lastUsedIp';

/**
 * A key as the caller may see it: without ViewApiKey on its own account only what domain rules name of an inherited
 * key, the rest null. What the caller may do with it was worked out from the whole of it.
 */
export type VisibleApiKey = Pick<ApiKey, AlwaysSeen> & { [field in SeenWithPermission]: ApiKey[field] | null } & {
  readonly accountPath: AccountPath;
  /** Whether all of it is seen. */
  readonly whole: boolean;
  readonly viewerCanUpdate: boolean;
  readonly viewerCanRegenerate: boolean;
  readonly viewerCanActivate: boolean;
  readonly viewerCanDelete: boolean;
};

/** `accountPath`: of the account that defines the key. Whether the caller sees it at all is decided before. */
export function visibleApiKey({ caller }: Context, key: ApiKey, accountPath: AccountPath): VisibleApiKey {
  const held = permissionsOn(caller, accountPath);
  const whole = held.has('ViewApiKey');
  const modifies = held.has('ModifyApiKey');
  const holdsItsPermissions = missingPermissions(key.permissions, held).length === 0;
  return {
    id: key.id,
    accountId: key.accountId,
    name: key.name,
    nameKey: key.nameKey,
    hint: key.hint,
    active: key.active,
    fullApiAccess: key.fullApiAccess,
    allowUnauthenticatedRequests: key.allowUnauthenticatedRequests,
    allowUntrustedEndpoints: key.allowUntrustedEndpoints,
    automaticEndpointTrust: key.automaticEndpointTrust,
    expiresAt: key.expiresAt,
    allowedIps: whole ? key.allowedIps : null,
    predefined: whole ? key.predefined : null,
    clientType: whole ? key.clientType : null,
    permissions: whole ? key.permissions : null,
    description: whole ? key.description : null,
    tags: whole ? key.tags : null,
    version: whole ? key.version : null,
    createdAt: whole ? key.createdAt : null,
    createdBy: whole ? key.createdBy : null,
    updatedAt: whole ? key.updatedAt : null,
    lastUsedAt: whole ? key.lastUsedAt : null,
    lastUsedIp: whole ? key.lastUsedIp : null,
    accountPath,
    whole,
    viewerCanUpdate: modifies,
    viewerCanRegenerate: modifies && holdsItsPermissions,
    viewerCanActivate: modifies && holdsItsPermissions,
    viewerCanDelete: held.has('DeleteApiKey'),
  };
}
