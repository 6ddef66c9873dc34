import { type AccountPath, lineOf, subtreeRange } from '../../domain/accounts/account-path';
import { ForbiddenError } from '../../domain/errors';
import { instantParameter } from '../../database/dialect';
import type { Account } from '../../entities/account';
import { holds, reaches } from '../caller';
import type { Context } from '../context';

/** Endpoints with at least one registration that waits for a decision. */
export interface PendingEndpointCounts {
  readonly own: number;
  /** With those of all accounts below. */
  readonly withSubAccounts: number;
}

const NONE: PendingEndpointCounts = { own: 0, withSubAccounts: 0 };

/**
 * How many endpoints wait on each of the accounts: one statement, however many there are. Few wait at a time, so it
 * reads those below all of the accounts, and they are counted here.
 *
 * @returns by account id; ForbiddenError for an account without ViewEndpoint
 */
export async function countPendingEndpoints(
  context: Context,
  accounts: readonly Pick<Account, 'id' | 'path'>[],
): Promise<ReadonlyMap<string, PendingEndpointCounts | ForbiddenError>> {
  const counts = new Map<string, PendingEndpointCounts | ForbiddenError>();
  const visible = accounts.filter(({ path }) => holds(context.caller, path, 'ViewEndpoint'));
  for (const { id } of accounts)
    counts.set(id, new ForbiddenError('This takes the permission ViewEndpoint on the account.'));
  for (const { id } of visible) counts.set(id, NONE);
  if (visible.length === 0) return counts;

  for (const { path, n } of await countsBelow(context, commonPath(visible.map((account) => account.path)))) {
    if (!reaches(context.caller, path)) continue;
    const line = lineOf(path);
    for (const id of line) {
      const known = counts.get(id);
      if (!known || known instanceof ForbiddenError) continue;
      const own = id === line.at(-1) ? Number(n) : known.own;
      counts.set(id, { own, withSubAccounts: known.withSubAccounts + Number(n) });
    }
  }
  return counts;
}

/**
 * By account. SQLite takes CROSS JOIN for the order in which to read, and would else begin with the accounts, of which
 * there may be a hundred thousand; few registrations have not expired.
 */
function countsBelow(context: Context, path: AccountPath): Promise<{ path: AccountPath; n: number | string }[]> {
  const { from, to } = subtreeRange(path);
  return context.manager.query(
    `SELECT a.path AS path, COUNT(DISTINCT e.id) AS n
     FROM device_registration r CROSS JOIN endpoint e CROSS JOIN account a
     WHERE r.status = 'WAITING' AND r.expires_at > ? AND e.id = r.endpoint_id AND a.id = e.account_id
       AND a.path >= ? AND a.path < ?
     GROUP BY a.path`,
    [instantParameter(context.services.database.dialect, context.now()), from, to],
  );
}

/** Of the lowest account that has all of them on or below it. */
function commonPath(paths: readonly AccountPath[]): AccountPath {
  const [first = '', ...others] = paths;
  const line = lineOf(first);
  const lines = others.map(lineOf);
  const parting = line.findIndex((id, depth) => lines.some((other) => other[depth] !== id));
  return parting < 0 ? first : `${line.slice(0, parting).join('/')}/`;
}
