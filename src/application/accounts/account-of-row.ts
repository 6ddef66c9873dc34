import type { AccountKind, AccountStatus } from '../../domain/accounts/account';
import { instantOfRow } from '../../database/rows';
import type { Account } from '../../entities/account';

/** An account as it is shown: without what only the database looks at. */
export type ShownAccount = Omit<Account, 'parentKind' | 'rootSlot' | 'nameKey'>;

/** Of a raw query for `AccountRow`. Each column costs something, one of bytes most. */
export const SHOWN_COLUMNS = `id, kind, parent_id, path, depth, name, status, external_id, user_access_token_seconds,
  device_access_token_seconds, refresh_token_seconds, version, created_at, updated_at`;

/** As the drivers give it. */
export interface AccountRow {
  id: string;
  kind: AccountKind;
  parent_id: string | null;
  path: string;
  depth: number;
  name: string;
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
export function accountOfRow(row: AccountRow): ShownAccount {
  return {
    id: row.id,
    kind: row.kind,
    parentId: row.parent_id,
    path: row.path,
    depth: row.depth,
    name: row.name,
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
