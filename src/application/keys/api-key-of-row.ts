import type { ClientType } from '../../domain/keys/api-key';
import type { Permission } from '../../domain/permissions/permission';
import { instantOfRow } from '../../database/rows';
import type { ApiKey } from '../../entities/api-key';

/** A row of `api_key` as the drivers give it, `k.*` of a raw query. */
export interface ApiKeyRow {
  id: string;
  account_id: string;
  name: string;
  name_key: Buffer;
  hint: string;
  active: number;
  full_api_access: number;
  allow_unauthenticated_requests: number;
  allow_untrusted_endpoints: number;
  automatic_endpoint_trust: number;
  expires_at: Date | string | null;
  allowed_ips: string;
  predefined: number;
  fixed_template_value: number;
  client_type: ClientType;
  permissions: string;
  description: string | null;
  tags: string;
  version: number;
  created_at: Date | string;
  created_by: string;
  updated_at: Date | string;
  last_used_at: Date | string | null;
  last_used_ip: string | null;
}

/** TypeORM's own mapping takes several times as long, and a page of accounts shows thousands of keys. */
export function apiKeyOfRow(row: ApiKeyRow): ApiKey {
  return {
    id: row.id,
    accountId: row.account_id,
    name: row.name,
    nameKey: row.name_key.toString('utf8'),
    hint: row.hint,
    active: row.active === 1,
    fullApiAccess: row.full_api_access === 1,
    allowUnauthenticatedRequests: row.allow_unauthenticated_requests === 1,
    allowUntrustedEndpoints: row.allow_untrusted_endpoints === 1,
    automaticEndpointTrust: row.automatic_endpoint_trust === 1,
    expiresAt: row.expires_at === null ? null : instantOfRow(row.expires_at),
    allowedIps: JSON.parse(row.allowed_ips) as string[],
    predefined: row.predefined === 1,
    fixedTemplateValue: row.fixed_template_value === 1,
    clientType: row.client_type,
    permissions: JSON.parse(row.permissions) as Permission[],
    description: row.description,
    tags: JSON.parse(row.tags) as string[],
    version: row.version,
    createdAt: instantOfRow(row.created_at),
    createdBy: row.created_by,
    updatedAt: instantOfRow(row.updated_at),
    lastUsedAt: row.last_used_at === null ? null : instantOfRow(row.last_used_at),
    lastUsedIp: row.last_used_ip,
  };
}
