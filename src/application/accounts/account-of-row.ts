import type { AccountKind, AccountStatus } from '../../domain/accounts/account';
import { instantOfRow } from '../../database/rows';
import type { Account } from '../../entities/account';

/** A row of `account` as the drivers give it, `*` of a raw query. */
export interface AccountRow {
  id: string;
  kind: AccountKind;
  parent_id: string | null;
  parent_kind: 'VENDOR' | null;
  root_slot: 1 | null;
  path: string;
  depth: number;
  name: string;
  name_key: Buffer;
  status: AccountStatus;
  external_id: Buffer | null;
  user_access_token_seconds: number | null;
  device_access_token_seconds: number | null;
  refresh_token_seconds: number | null;
  version: number;
  created_at: Date | string;
  updated_at: Date | string;
}

/** For what nearly every request reads: TypeORM makes the statement anew each time, and maps slowly. */
export function accountOfRow(row: AccountRow): Account {
  return {
    id: row.id,
    kind: row.kind,
    parentId: row.parent_id,
    parentKind: row.parent_kind,
    rootSlot: row.root_slot,
    path: row.path,
    depth: row.depth,
    name: row.name,
    nameKey: row.name_key.toString('utf8'),
    status: row.status,
    externalId: row.external_id === null ? null : row.external_id.toString('utf8'),
    userAccessTokenSeconds: row.user_access_token_seconds,
    deviceAccessTokenSeconds: row.device_access_token_seconds,
    refreshTokenSeconds: row.refresh_token_seconds,
    version: row.version,
    createdAt: instantOfRow(row.created_at),
    updatedAt: instantOfRow(row.updated_at),
  };
}
