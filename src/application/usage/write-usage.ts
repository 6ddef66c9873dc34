import type { GatewaySeen, KeyUse, RefusedRequest, UsageCount } from '../../domain/usage/usage';
import { instantParameter } from '../../database/dialect';
import { placeholders, type Statement, type StatementWriter } from '../../database/statement';
import { type Latest, updateLatest } from '../../database/update-latest';
import { type Upsert, upsert } from '../../database/upsert';

const USAGE_DAY: Upsert = {
  table: 'usage_day',
  key: ['account_id', 'day', 'key_id', 'outcome'],
  merged: { requests: 'SUM' },
};
const REFUSAL_HOUR: Upsert = { table: 'refusal_hour', key: ['hour', 'account_id'], merged: { refusals: 'SUM' } };
const KEY_USE: Upsert = { table: 'key_use', key: ['key_id', 'account_id', 'ip'], merged: { last_at: 'GREATEST' } };

/** Columns, and the property of each. */
const DENIED_REQUEST = {
  id: 'id',
  at: 'at',
  account_id: 'accountId',
  key_id: 'keyId',
  gateway_id: 'gatewayId',
  code: 'code',
  operation: 'operation',
  ip: 'ip',
} as const;
const PLACES = `(${placeholders(Object.keys(DENIED_REQUEST))})`;

/** In columns of a primary key: no key, or an address that was not known. */
const NONE = '';

/**
 * Writes what gateways' requests tell of the use of keys. Without the installation's write lock, since decisions and the
 * tree depend on none of it. Several instances write the same rows at once: each goes through them in the same order, so
 * that they wait for each other instead of deadlocking.
 */
export class UsageTables {
  constructor(
    private readonly to: StatementWriter,
    private readonly now: () => Date = () => new Date(),
  ) {}

  addUsage(counts: readonly UsageCount[], uses: readonly KeyUse[]): Promise<void> {
    const { dialect } = this.to;
    const used = latestOf(uses.map(({ keyId: id, atMs, ip: further }) => ({ id, atMs, further })));
    return this.to.run([
      ...updateLatest(dialect, { table: 'api_key', at: 'last_used_at', further: 'last_used_ip' }, used),
      ...this.inOrder(
        KEY_USE,
        uses.map(({ keyId, accountId, ip, atMs }) => [keyId, accountId, ip ?? NONE, this.instant(atMs)]),
      ),
      ...this.inOrder(
        USAGE_DAY,
        counts.map(({ accountId, day, keyId, outcome, requests }) => [
          accountId,
          day,
          keyId ?? NONE,
          outcome,
          requests,
        ]),
      ),
      ...this.inOrder(REFUSAL_HOUR, this.refusalsByHour(counts)),
    ]);
  }

  addRefused(rows: readonly RefusedRequest[]): Promise<void> {
    if (rows.length === 0) return Promise.resolve();
    const refused = rows.map(({ atMs, ...row }) => ({ ...row, at: this.instant(atMs) }));
    return this.to.run([
      {
        sql: `INSERT INTO denied_request (${Object.keys(DENIED_REQUEST).join(', ')}) VALUES ${refused.map(() => PLACES).join(', ')}`,
        parameters: refused.flatMap((row) => Object.values(DENIED_REQUEST).map((property) => row[property])),
      },
    ]);
  }

  markSeen(rows: readonly GatewaySeen[]): Promise<void> {
    const seen = latestOf(rows.map(({ gatewayId: id, atMs }) => ({ id, atMs })));
    return this.to.run(updateLatest(this.to.dialect, { table: 'gateway', at: 'last_seen_at' }, seen));
  }

  /** Of the hour in which they are written, a few seconds after. */
  private refusalsByHour(counts: readonly UsageCount[]): unknown[][] {
    const refusals = new Map<string, number>();
    for (const { accountId, outcome, requests } of counts) {
      if (outcome !== 'VALID') refusals.set(accountId, (refusals.get(accountId) ?? 0) + requests);
    }
    const hour = hourOf(this.now());
    return [...refusals].map(([accountId, requests]) => [hour, accountId, requests]);
  }

  private instant(atMs: number): Date | string {
    return instantParameter(this.to.dialect, new Date(atMs));
  }

  /** `rows` have the columns of the key first. */
  private inOrder(what: Upsert, rows: readonly unknown[][]): Statement[] {
    const keyed = rows.map((row) => ({ row, key: row.slice(0, what.key.length).join('/') }));
    keyed.sort((a, b) => (a.key < b.key ? -1 : 1));
    return upsert(
      this.to.dialect,
      what,
      keyed.map(({ row }) => row),
    );
  }
}

/** YYYY-MM-DDTHH, in UTC. */
export function hourOf(instant: Date): string {
  return instant.toISOString().slice(0, 13);
}

/** Each id once, in their order. */
function latestOf(rows: readonly Latest[]): Latest[] {
  const latest = new Map<string, Latest>();
  for (const row of rows) {
    const known = latest.get(row.id);
    if (!known || known.atMs < row.atMs) latest.set(row.id, row);
  }
  return [...latest.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}
