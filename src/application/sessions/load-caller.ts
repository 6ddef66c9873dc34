import type { EntityManager } from 'typeorm';
import { lineOf } from '../../domain/accounts/account-path';
import type { Permission } from '../../domain/permissions/permission';
import { instantParameter } from '../../database/dialect';
import type { HeldGrant, UserCaller } from '../caller';
import type { Context } from '../context';
import type { Services } from '../services';
import { placeholders } from '../../database/statement';

interface SessionRow {
  session_id: string;
  user_id: string;
  user_name: string;
  account_id: string;
  path: string;
}

const SESSION_USER = `
  SELECT s.id AS session_id, u.id AS user_id, u.name AS user_name, a.id AS account_id, a.path AS path
  FROM session s JOIN user u ON u.id = s.user_id JOIN account a ON a.id = u.account_id
  WHERE u.disabled = 0 AND s.expires_at > ?`;

/** The caller whom a management access token stands for, or null: two statements, no state kept between requests. */
export async function loadCallerByAccessToken(services: Services, token: string): Promise<UserCaller | null> {
  const { database, secrets, now } = services;
  const at = instantParameter(database.dialect, now());
  const rows = await database.read.query<SessionRow[]>(
    `${SESSION_USER} AND s.access_hash = ? AND s.access_expires_at > ?`,
    [at, secrets.tokens.hash(token), at],
  );
  return rows[0] ? callerOfRow(database.read, rows[0]) : null;
}

/** The same caller as of now, in a transaction; null when the session or the user has ended meanwhile. */
export async function reloadUserCaller(manager: EntityManager, context: Context): Promise<UserCaller | null> {
  if (context.caller.kind !== 'USER') return null;
  const at = instantParameter(context.services.database.dialect, context.now());
  const rows = await manager.query<SessionRow[]>(`${SESSION_USER} AND s.id = ?`, [at, context.caller.sessionId]);
  return rows[0] ? callerOfRow(manager, rows[0]) : null;
}

/** With what was granted; null where an account of their line is suspended. */
export async function callerOfRow(manager: EntityManager, row: SessionRow): Promise<UserCaller | null> {
  const line = lineOf(row.path);
  // In one statement, since every request waits for it: what has no permissions is a suspended account.
  const rows = await manager.query<(GrantRow | { permissions: null })[]>(
    `${GRANTS_OF_USER} UNION ALL
     SELECT path, NULL FROM account WHERE status = 'SUSPENDED' AND id IN (${placeholders(line)})`,
    [row.user_id, ...line],
  );
  const grants = rows.filter((one) => one.permissions !== null);
  // The account's own line too: a suspended account's users do not get in.
  if (grants.length < rows.length) return null;
  return {
    kind: 'USER',
    userId: row.user_id,
    userName: row.user_name,
    sessionId: row.session_id,
    accountId: row.account_id,
    reach: row.path,
    grants: grants.map(heldGrant),
  };
}

interface GrantRow {
  path: string;
  permissions: string;
}

const GRANTS_OF_USER = `
  SELECT a.path AS path, r.permissions AS permissions
  FROM role_grant g JOIN role r ON r.id = g.role_id JOIN account a ON a.id = g.account_id WHERE g.user_id = ?`;

export async function loadGrants(manager: EntityManager, userId: string): Promise<HeldGrant[]> {
  const rows = await manager.query<GrantRow[]>(GRANTS_OF_USER, [userId]);
  return rows.map(heldGrant);
}

function heldGrant({ path, permissions }: GrantRow): HeldGrant {
  return { path, permissions: new Set(JSON.parse(permissions) as Permission[]) };
}
