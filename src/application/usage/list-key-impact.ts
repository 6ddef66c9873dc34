import { ValidationError } from '../../domain/errors';
import { instantParameter } from '../../database/dialect';
import { instantOfRow } from '../../database/rows';
import type { Context } from '../context';
import { DEFAULT_PAGE_SIZE, type KeysetValues, MAX_PAGE_SIZE } from '../keyset-page';
import { seenAccounts } from './seen-accounts';
import { placeholders } from '../../database/statement';

/** Who used a key within so many days would notice if it were gone. */
const IMPACT_DAYS = 30;
/** Of each account. */
const MOST_ADDRESSES = 20;

export interface ListKeyImpactInput {
  readonly keyId: string;
  readonly first?: number | undefined;
  /** Milliseconds of the last use and account id of the row before the page. */
  readonly after?: KeysetValues | undefined;
}

interface KeyAddress {
  /** Null where gateways did not know it. */
  readonly ip: string | null;
  readonly lastUsedAt: Date;
}

/** An account that a key opened. */
export interface KeyImpact {
  readonly accountId: string;
  readonly lastUsedAt: Date;
  readonly addressCount: number;
  /** The newest 20. */
  readonly addresses: readonly KeyAddress[];
}

export interface KeyImpactPage {
  readonly items: readonly KeyImpact[];
  readonly hasNextPage: boolean;
  totalCount(): Promise<number>;
}

/** Which accounts used the key in the last 30 days, the latest first: of those where the caller holds ViewApiKey. */
export async function listKeyImpact(context: Context, input: ListKeyImpactInput): Promise<KeyImpactPage> {
  const { keyId, first = DEFAULT_PAGE_SIZE } = input;
  if (!Number.isInteger(first) || first < 0 || first > MAX_PAGE_SIZE) {
    throw ValidationError.of(['first'], 'PAGE_SIZE', `\`first\` is a number from 0 to ${MAX_PAGE_SIZE}.`);
  }
  const instant = (at: number): Date | string => instantParameter(context.services.database.dialect, new Date(at));
  const since = instant(context.now().getTime() - IMPACT_DAYS * 86_400_000);
  const seen = seenAccounts(context);
  const source = `FROM key_use u JOIN account a ON a.id = u.account_id WHERE u.key_id = ? AND u.last_at >= ? AND ${seen.sql}`;
  const parameters = [keyId, since, ...seen.parameters];
  const after = input.after && placeOf(input.after);
  const rows = await context.manager.query<{ id: string; lastAt: Date | string; addresses: number | string }[]>(
    `SELECT u.account_id AS id, MAX(u.last_at) AS lastAt, COUNT(*) AS addresses ${source} GROUP BY u.account_id
     ${after ? 'HAVING MAX(u.last_at) < ? OR (MAX(u.last_at) = ? AND u.account_id > ?)' : ''}
     ORDER BY lastAt DESC, u.account_id LIMIT ${first + 1}`,
    [...parameters, ...(after ? [instant(after.atMs), instant(after.atMs), after.accountId] : [])],
  );
  const page = rows.slice(0, first);
  const addresses = await loadAddresses(
    context,
    keyId,
    since,
    page.map(({ id }) => id),
  );
  return {
    items: page.map(({ id, lastAt, addresses: count }) => ({
      accountId: id,
      lastUsedAt: instantOfRow(lastAt),
      addressCount: Number(count),
      addresses: addresses.get(id) ?? [],
    })),
    hasNextPage: rows.length > first,
    totalCount: async () => {
      const counted = `SELECT COUNT(DISTINCT u.account_id) AS total ${source}`;
      const [row] = await context.manager.query<{ total: number | string }[]>(counted, parameters);
      return Number(row?.total ?? 0);
    },
  };
}

/** Values of the list's order at a row. */
export function keyImpactKeyset({ lastUsedAt, accountId }: KeyImpact): KeysetValues {
  return [lastUsedAt.getTime(), accountId];
}

function placeOf([atMs, accountId]: KeysetValues): { readonly atMs: number; readonly accountId: string } {
  if (typeof atMs !== 'number' || Number.isNaN(new Date(atMs).getTime()) || typeof accountId !== 'string') {
    throw ValidationError.of(['after'], 'DAMAGED_CURSOR', '`after` is not a cursor of this list.');
  }
  return { atMs, accountId };
}

async function loadAddresses(
  context: Context,
  keyId: string,
  since: Date | string,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, KeyAddress[]>> {
  const found = new Map<string, KeyAddress[]>();
  if (accountIds.length === 0) return found;
  const rows = await context.manager.query<{ id: string; ip: string; lastAt: Date | string }[]>(
    `SELECT id, ip, lastAt FROM (
       SELECT u.account_id AS id, u.ip AS ip, u.last_at AS lastAt,
              ROW_NUMBER() OVER (PARTITION BY u.account_id ORDER BY u.last_at DESC, u.ip) AS place
       FROM key_use u
       WHERE u.key_id = ? AND u.last_at >= ? AND u.account_id IN (${placeholders(accountIds)})
     ) ranked WHERE place <= ${MOST_ADDRESSES} ORDER BY id, place`,
    [keyId, since, ...accountIds],
  );
  for (const { id, ip, lastAt } of rows) {
    const address = { ip: ip === '' ? null : ip, lastUsedAt: instantOfRow(lastAt) };
    const list = found.get(id);
    if (list) list.push(address);
    else found.set(id, [address]);
  }
  return found;
}
