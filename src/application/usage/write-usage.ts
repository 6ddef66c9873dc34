import type { EntityManager } from 'typeorm';
import type { GatewaySeen, KeyUse, RefusedRequest, UsageCount } from '../../domain/usage/usage';
import type { Database } from '../../database/database';
import { instantParameter } from '../../database/dialect';
import { insertAll } from '../../database/insert';
import { instantPlace, isOrphan, type Upsert, upsertSql } from '../../database/upsert';
import { DeniedRequest } from '../../entities/denied-request';

const USAGE_DAY: Upsert = {
  table: 'usage_day',
  key: ['account_id', 'day', 'key_id', 'outcome'],
  merged: { requests: 'SUM' },
};
const KEY_USE: Upsert = { table: 'key_use', key: ['key_id', 'account_id', 'ip'], merged: { last_at: 'GREATEST' } };

/** An account or key can go between the look and the write; once is rare, three times in a row nobody sees. */
const ATTEMPTS = 3;

/** A column of a key: no key, or an address that was not known. */
const NONE = '';

/**
 * Writes what gateways' requests tell of the use of keys. Without the installation's write lock: nothing that decisions
 * or the tree depend on. Several instances write the same rows, so each transaction goes through them in one order.
 */
export class UsageTables {
  constructor(private readonly database: Database) {}

  addUsage(counts: readonly UsageCount[], uses: readonly KeyUse[]): Promise<void> {
    return this.write(async (manager) => {
      const accounts = await existing(
        manager,
        'account',
        [...counts, ...uses].map((row) => row.accountId),
      );
      const keys = await existing(
        manager,
        'api_key',
        uses.map((row) => row.keyId),
      );
      const standing = uses.filter((row) => keys.has(row.keyId) && accounts.has(row.accountId));
      // Keys first: the rows that refer to them would lock them weakly before, and two that do so stop each other.
      await this.markUsed(
        manager,
        uses.filter((row) => keys.has(row.keyId)),
      );
      await this.upsert(
        manager,
        KEY_USE,
        standing.map(({ keyId, accountId, ip, atMs }) => [keyId, accountId, ip ?? NONE, this.instant(atMs)]),
      );
      await this.upsert(
        manager,
        USAGE_DAY,
        counts
          .filter((row) => accounts.has(row.accountId))
          .map(({ accountId, day, keyId, outcome, requests }) => [accountId, day, keyId ?? NONE, outcome, requests]),
      );
    });
  }

  addRefused(rows: readonly RefusedRequest[]): Promise<void> {
    return this.write(async (manager) => {
      const accounts = await existing(
        manager,
        'account',
        rows.map((row) => row.accountId),
      );
      const standing = rows.filter((row) => accounts.has(row.accountId));
      await insertAll(
        manager,
        DeniedRequest,
        standing.map(({ atMs, ...row }) => Object.assign(new DeniedRequest(), { ...row, at: new Date(atMs) })),
      );
    });
  }

  markSeen(rows: readonly GatewaySeen[]): Promise<void> {
    return this.write((manager) =>
      this.updateLatest(
        manager,
        'gateway',
        'last_seen_at',
        null,
        rows.map((row) => ({ ...row, id: row.gatewayId })),
      ),
    );
  }

  private markUsed(manager: EntityManager, uses: readonly KeyUse[]): Promise<void> {
    const latest = new Map<string, KeyUse>();
    for (const use of uses) {
      const known = latest.get(use.keyId);
      if (!known || known.atMs < use.atMs) latest.set(use.keyId, use);
    }
    const rows = [...latest.values()].map(({ keyId: id, atMs, ip }) => ({ id, atMs, further: ip }));
    return this.updateLatest(manager, 'api_key', 'last_used_at', 'last_used_ip', rows);
  }

  /** Sets the instant, and with it the further column, where what is there is not later. One statement for all rows. */
  private async updateLatest(
    manager: EntityManager,
    table: string,
    column: string,
    further: string | null,
    rows: readonly { readonly id: string; readonly atMs: number; readonly further?: string | null }[],
  ): Promise<void> {
    if (rows.length === 0) return;
    const sorted = [...rows].sort((a, b) => (a.id < b.id ? -1 : 1));
    const place = instantPlace(this.database.dialect);
    const byId = (of: string): string => `CASE id ${sorted.map(() => `WHEN ? THEN ${of}`).join(' ')} END`;
    const instants = sorted.flatMap(({ id, atMs }) => [id, this.instant(atMs)]);
    const setFurther = further === null ? '' : `, ${further} = ${byId('?')}`;
    const furthers = further === null ? [] : sorted.flatMap((row) => [row.id, row.further ?? null]);
    await manager.query(
      `UPDATE ${table} SET ${column} = ${byId(place)}${setFurther}
       WHERE id IN (${sorted.map(() => '?').join(', ')}) AND (${column} IS NULL OR ${column} < ${byId(place)})`,
      [...instants, ...furthers, ...sorted.map(({ id }) => id), ...instants],
    );
  }

  /** `rows` have the columns of the key first. */
  private async upsert(manager: EntityManager, what: Upsert, rows: unknown[][]): Promise<void> {
    if (rows.length === 0) return;
    const keyOf = (row: readonly unknown[]): string => row.slice(0, what.key.length).join('/');
    const sorted = rows.map((row) => ({ row, key: keyOf(row) })).sort((a, b) => (a.key < b.key ? -1 : 1));
    const parameters = sorted.flatMap(({ row }) => row);
    await manager.query(upsertSql(this.database.dialect, what, rows.length), parameters);
  }

  private async write(work: (manager: EntityManager) => Promise<void>): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        await this.database.transaction(work);
        return;
      } catch (error) {
        if (attempt >= ATTEMPTS || !isOrphan(error)) throw error;
      }
    }
  }

  private instant(atMs: number): Date | string {
    return instantParameter(this.database.dialect, new Date(atMs));
  }
}

async function existing(
  manager: EntityManager,
  table: 'account' | 'api_key',
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Set();
  const places = wanted.map(() => '?').join(', ');
  const rows = await manager.query<{ id: string }[]>(`SELECT id FROM ${table} WHERE id IN (${places})`, wanted);
  return new Set(rows.map((row) => row.id));
}
