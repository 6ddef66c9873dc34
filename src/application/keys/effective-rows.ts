import { instantParameter } from '../../database/dialect';
import { type ApiKey } from '../../entities/api-key';
import type { Context } from '../context';
import type { KeysetValues } from '../keyset-page';
import { type ApiKeyFilter, filterSql, OWN_STATE_SQL, OWN_STATES, type OwnState } from './api-key-filter';
import { apiKeyOfRow, type ApiKeyRow } from './api-key-of-row';

/** The statements behind the effective keys: each answers for all the accounts of a page at once. */

export interface BlockRow {
  /** The blocking account. */
  readonly accountId: string;
  readonly keyId: string;
  /** The account that defines the key. */
  readonly definerId: string;
  readonly ownState: OwnState;
  /** Whether the key fits the filter, its states left aside. */
  readonly fits: boolean;
}

/** The blocks that accounts of the lines have; of other definers than these no key fits. */
export async function selectBlocks(
  context: Context,
  lineIds: readonly string[],
  filter: ApiKeyFilter,
  definerIds: readonly string[],
): Promise<BlockRow[]> {
  const { sql, parameters } = filterSql(filter, 'k');
  const rows = await context.manager
    .createQueryBuilder()
    .select(['b.account_id AS accountId', 'b.key_id AS keyId', 'k.account_id AS definerId'])
    .addSelect(ownStateSql(), 'ownState')
    .addSelect(`CASE WHEN ${sql} THEN 1 ELSE 0 END`, 'fits')
    .from('key_block', 'b')
    .innerJoin('api_key', 'k', 'k.id = b.key_id')
    .where('b.account_id IN (:...lineIds)', { lineIds: [...lineIds], ...parameters, ...nowParameter(context) })
    .getRawMany<Omit<BlockRow, 'fits'> & { fits: number | string }>();
  const definers = new Set(definerIds);
  return rows.map((row) => ({ ...row, fits: Number(row.fits) === 1 && definers.has(row.definerId) }));
}

export interface KeysOfDefiners {
  readonly definerIds: readonly string[];
  readonly filter: ApiKeyFilter;
  /** Name key and id of the key before the page. */
  readonly after: KeysetValues | undefined;
  /** Keys of each definer, at most. */
  readonly limit: number;
  /** Keys that are blocked somewhere on the lines: they pass every filter of states here. */
  readonly blockedIds: readonly string[];
}

/** The first keys of every definer, by name; the filter's states are those of the keys themselves. */
export async function selectKeys(context: Context, wanted: KeysOfDefiners): Promise<ApiKey[]> {
  const { sql, parameters } = filterSql(wanted.filter, 'k');
  const { states } = wanted.filter;
  const own = OWN_STATES.filter((state) => states?.includes(state)).map((state) => OWN_STATE_SQL[state]('k'));
  const byState = [...own, ...(wanted.blockedIds.length > 0 ? ['k.id IN (:...blockedIds)'] : []), '1 = 0'].join(' OR ');
  const [nameKey, id] = wanted.after ?? [];
  const rows = await context.manager
    .createQueryBuilder()
    .select('t.*')
    .from(
      (ranked) =>
        ranked
          .select('k.*')
          .addSelect('ROW_NUMBER() OVER (PARTITION BY k.account_id ORDER BY k.name_key, k.id)', 'place')
          .from('api_key', 'k')
          .where('k.account_id IN (:...definerIds)')
          .andWhere(sql)
          .andWhere(states ? `(${byState})` : '1 = 1')
          .andWhere(wanted.after ? '(k.name_key > :nameKey OR (k.name_key = :nameKey AND k.id > :id))' : '1 = 1'),
      't',
    )
    .where('t.place <= :limit')
    .orderBy('t.account_id')
    .addOrderBy('t.place')
    .setParameters({
      ...parameters,
      ...nowParameter(context),
      definerIds: [...wanted.definerIds],
      blockedIds: [...wanted.blockedIds],
      limit: wanted.limit,
      nameKey: Buffer.from(String(nameKey ?? ''), 'utf8'),
      id: id ?? '',
    })
    .getRawMany<ApiKeyRow>();
  return rows.map(apiKeyOfRow);
}

/** Keys by definer and by what they are by themselves. */
export type OwnStateCounts = ReadonlyMap<string, ReadonlyMap<OwnState, number>>;

export async function countKeys(
  context: Context,
  definerIds: readonly string[],
  filter: ApiKeyFilter,
): Promise<OwnStateCounts> {
  const { sql, parameters } = filterSql(filter, 'k');
  const rows = await context.manager
    .createQueryBuilder()
    .select('k.account_id', 'definerId')
    .addSelect(ownStateSql(), 'ownState')
    .addSelect('COUNT(*)', 'n')
    .from('api_key', 'k')
    .where('k.account_id IN (:...definerIds)', { definerIds: [...definerIds], ...parameters, ...nowParameter(context) })
    .andWhere(sql)
    .groupBy('k.account_id')
    .addGroupBy(ownStateSql())
    .getRawMany<{ definerId: string; ownState: OwnState; n: number | string }>();
  const counts = new Map<string, Map<OwnState, number>>();
  for (const { definerId, ownState, n } of rows) {
    const ofDefiner = counts.get(definerId) ?? new Map<OwnState, number>();
    counts.set(definerId, ofDefiner.set(ownState, Number(n)));
  }
  return counts;
}

function ownStateSql(): string {
  return `CASE WHEN ${OWN_STATE_SQL.INACTIVE('k')} THEN 'INACTIVE' WHEN ${OWN_STATE_SQL.EXPIRED('k')} THEN 'EXPIRED' ELSE 'ACTIVE' END`;
}

function nowParameter(context: Context): { now: Date | string } {
  return { now: instantParameter(context.services.database.dialect, context.now()) };
}
