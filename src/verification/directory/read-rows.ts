import type { JsonWebKey } from 'node:crypto';
import type { Permission } from '../../domain/permissions/permission';
import { instantOfRow } from '../../database/rows';
import type { ReadRows } from '../../database/raw-reader';
import type { AccountRow } from './account-table';
import type { EndpointRow } from './endpoint-table';
import type { GatewayRow } from './gateway-table';
import type { KeyRow } from './key-table';
import type { GrantRow, RoleRow, UserRow } from './people-table';
import type { EndedFamilyRow, SigningKeyRow } from './token-state';
import type { ValueRow } from './directory';
import { placeholders } from '../../database/statement';

/** The verification path's own SQL: what it reads of each table, all of it or the rows of some ids. */

type Instant = Date | string;

export interface Position {
  readonly seq: number;
  readonly epoch: string;
}

export async function readPosition(read: ReadRows): Promise<Position> {
  let position: Position | undefined;
  await read('SELECT seq, epoch FROM installation', [], (seq: number | string, epoch: string) => {
    position = { seq: Number(seq), epoch };
  });
  if (!position) throw new Error('the database has no installation: it was never set up');
  return position;
}

export async function readCounts(read: ReadRows): Promise<{ accounts: number; keys: number; values: number }> {
  const counts: number[] = [];
  for (const table of ['account', 'api_key', 'api_key_value']) {
    await read(`SELECT COUNT(*) FROM ${table}`, [], (count: number | string) => counts.push(Number(count)));
  }
  const [accounts = 0, keys = 0, values = 0] = counts;
  return { accounts, keys, values };
}

/** `null`: all of them. Whoever gives ids gives few enough for one statement. */
type Ids = readonly string[] | null;

function whereIn(column: string, ids: Ids): string {
  return ids === null ? '' : ` WHERE ${column} IN (${placeholders(ids)})`;
}

export async function readAccounts(read: ReadRows, ids: Ids, onRow: (row: AccountRow) => void): Promise<void> {
  const domains = new Map<string, string[]>();
  await read(
    `SELECT account_id, domain FROM account_domain${whereIn('account_id', ids)}`,
    ids ?? [],
    (accountId: string, domain: string) => {
      const list = domains.get(accountId);
      if (list) list.push(domain);
      else domains.set(accountId, [domain]);
    },
  );
  await read(
    `SELECT id, parent_id, status, external_id, name FROM account${whereIn('id', ids)}`,
    ids ?? [],
    (id: string, parentId: string | null, status: string, externalId: Buffer | null, name: string) =>
      onRow({
        id,
        parentId,
        suspended: status === 'SUSPENDED',
        externalId: externalId?.toString('utf8') ?? null,
        name,
        domains: domains.get(id) ?? [],
      }),
  );
}

/** As the statement adds them up: a row of few columns is read in half the time. */
const ACTIVE = 1;
const FULL_API_ACCESS = 2;
const ALLOW_UNAUTHENTICATED_REQUESTS = 4;
const ALLOW_UNTRUSTED_ENDPOINTS = 8;
const AUTOMATIC_ENDPOINT_TRUST = 16;

export function readKeys(read: ReadRows, ids: Ids, onRow: (row: KeyRow, accountId: string) => void): Promise<void> {
  return read(
    `SELECT id, account_id, name,
            ${ACTIVE} * active + ${FULL_API_ACCESS} * full_api_access
              + ${ALLOW_UNAUTHENTICATED_REQUESTS} * allow_unauthenticated_requests
              + ${ALLOW_UNTRUSTED_ENDPOINTS} * allow_untrusted_endpoints
              + ${AUTOMATIC_ENDPOINT_TRUST} * automatic_endpoint_trust,
            expires_at, NULLIF(allowed_ips, '[]')
     FROM api_key${whereIn('id', ids)}`,
    ids ?? [],
    (
      id: string,
      accountId: string,
      name: string,
      flagBits: number | string,
      expiresAt: Instant | null,
      allowedIps: string | null,
    ) => {
      const flags = Number(flagBits);
      const row: KeyRow = {
        id,
        name,
        active: (flags & ACTIVE) !== 0,
        fullApiAccess: (flags & FULL_API_ACCESS) !== 0,
        allowUnauthenticatedRequests: (flags & ALLOW_UNAUTHENTICATED_REQUESTS) !== 0,
        allowUntrustedEndpoints: (flags & ALLOW_UNTRUSTED_ENDPOINTS) !== 0,
        automaticEndpointTrust: (flags & AUTOMATIC_ENDPOINT_TRUST) !== 0,
        expiresAtMs: expiresAt === null ? null : instantOfRow(expiresAt).getTime(),
        allowedIps: allowedIps ?? '[]',
      };
      onRow(row, accountId);
    },
  );
}

/** Hashes as text: the drivers make a text in half the time of a buffer, and it leaves no memory in pieces. */
export function readValues(
  read: ReadRows,
  keyIds: Ids,
  onRow: (keyId: string, value: ValueRow) => void,
): Promise<void> {
  return read(
    `SELECT key_id, HEX(value_hash), works_until FROM api_key_value${whereIn('key_id', keyIds)}`,
    keyIds ?? [],
    (keyId: string, hash: string, worksUntil: Instant | null) =>
      onRow(keyId, {
        hash: Buffer.from(hash, 'hex'),
        worksUntilMs: worksUntil === null ? null : instantOfRow(worksUntil).getTime(),
      }),
  );
}

export function readBlocks(
  read: ReadRows,
  keyIds: Ids,
  onRow: (accountId: string, keyId: string) => void,
): Promise<void> {
  return read(
    `SELECT account_id, key_id FROM key_block${whereIn('key_id', keyIds)}`,
    keyIds ?? [],
    (accountId: string, keyId: string) => onRow(accountId, keyId),
  );
}

export function readGateways(read: ReadRows, ids: Ids, onRow: (row: GatewayRow) => void): Promise<void> {
  return read(
    `SELECT id, account_id, name, credential_hash, enabled FROM gateway${whereIn('id', ids)}`,
    ids ?? [],
    (id: string, accountId: string, name: string, credentialHash: Buffer, enabled: number) =>
      onRow({ id, accountId, name, credentialHash, enabled: enabled === 1 }),
  );
}

export function readUsers(read: ReadRows, ids: Ids, onRow: (row: UserRow) => void): Promise<void> {
  return read(
    `SELECT id, account_id, name, disabled FROM user${whereIn('id', ids)}`,
    ids ?? [],
    (id: string, accountId: string, name: string, disabled: number) =>
      onRow({ id, accountId, name, disabled: disabled === 1 }),
  );
}

export function readRoles(read: ReadRows, ids: Ids, onRow: (row: RoleRow) => void): Promise<void> {
  return read(`SELECT id, permissions FROM role${whereIn('id', ids)}`, ids ?? [], (id: string, permissions: string) =>
    onRow({ id, permissions: JSON.parse(permissions) as Permission[] }),
  );
}

export function readGrants(read: ReadRows, ids: Ids, onRow: (row: GrantRow) => void): Promise<void> {
  return read(
    `SELECT id, user_id, role_id, account_id FROM role_grant${whereIn('id', ids)}`,
    ids ?? [],
    (id: string, userId: string, roleId: string, accountId: string) => onRow({ id, userId, roleId, accountId }),
  );
}

/** Those that are trusted. */
export function readEndpoints(read: ReadRows, ids: Ids, onRow: (row: EndpointRow) => void): Promise<void> {
  const among = ids === null ? '' : ` AND id IN (${placeholders(ids)})`;
  return read(
    `SELECT id, account_id, name, client_id, confirmed FROM endpoint WHERE status = 'TRUSTED'${among}`,
    ids ?? [],
    (id: string, accountId: string, name: string, clientId: Buffer, confirmed: number) =>
      onRow({ id, accountId, name, clientId: clientId.toString('utf8'), confirmed: confirmed === 1 }),
  );
}

export function readEndedFamilies(read: ReadRows, ids: Ids, onRow: (row: EndedFamilyRow) => void): Promise<void> {
  return read(
    `SELECT id, forget_at FROM ended_token_family${whereIn('id', ids)}`,
    ids ?? [],
    (id: string, forgetAt: Instant) => onRow({ id, forgetAtMs: instantOfRow(forgetAt).getTime() }),
  );
}

export function readSigningKeys(read: ReadRows, ids: Ids, onRow: (row: SigningKeyRow) => void): Promise<void> {
  return read(
    `SELECT id, public_jwk FROM signing_key${whereIn('id', ids)}`,
    ids ?? [],
    (id: string, publicJwk: string) => onRow({ id, publicJwk: JSON.parse(publicJwk) as JsonWebKey }),
  );
}

export interface ChangeRow {
  readonly seq: number;
  /** From 0, without gaps, within a change. */
  readonly n: number;
  readonly kind: string;
  readonly ref: string;
}

/** Those after `seq`, in order, at most `limit`. */
export function readChanges(
  read: ReadRows,
  seq: number,
  limit: number,
  onRow: (row: ChangeRow) => void,
): Promise<void> {
  return read(
    `SELECT seq, n, kind, ref FROM change_record WHERE seq > ? ORDER BY seq, n LIMIT ${limit}`,
    [seq],
    (at: number | string, n: number, kind: string, ref: string) => onRow({ seq: Number(at), n, kind, ref }),
  );
}
