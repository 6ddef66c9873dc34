import type { EntityManager } from 'typeorm';
import type { GatewaySeen, KeyUse, RefusedRequest, UsageCount } from '../../domain/usage/usage';
import type { Database } from '../../database/database';
import { instantParameter } from '../../database/dialect';
import { insertAll } from '../../database/insert';
import { type Latest, updateLatest } from '../../database/update-latest';
import { type Upsert, upsertSql } from '../../database/upsert';
import { DeniedRequest } from '../../entities/denied-request';

const USAGE_DAY: Upsert = {
  table: 'usage_day',
  key: ['account_id', 'day', 'key_id', 'outcome'],
  merged: { requests: 'SUM' },
};
const KEY_USE: Upsert = { table: 'key_use', key: ['key_id', 'account_id', 'ip'], merged: { last_at: 'GREATEST' } };

/** In columns of a primary key: no key, or an address that was not known. */
const NONE = '';

/**
 * Writes what gateways' requests tell of the use of keys. Without the installation's write lock, since decisions and the
 * tree depend on none of it. Several instances write the same rows at once: each goes through them in the same order, so
 * that they wait for each other instead of deadlocking.
 */
export class UsageTables {
  constructor(private readonly database: Database) {}

  addUsage(counts: readonly UsageCount[], uses: readonly KeyUse[]): Promise<void> {
    const { dialect } = this.database;
    const instant = (atMs: number): Date | string => instantParameter(dialect, new Date(atMs));
    return this.database.transaction(async (manager) => {
      const used = latestOf(uses.map(({ keyId: id, atMs, ip: further }) => ({ id, atMs, further })));
      await updateLatest(dialect, manager, { table: 'api_key', at: 'last_used_at', further: 'last_used_ip' }, used);
      await this.upsert(
        manager,
        KEY_USE,
        uses.map(({ keyId, accountId, ip, atMs }) => [keyId, accountId, ip ?? NONE, instant(atMs)]),
      );
      await this.upsert(
        manager,
        USAGE_DAY,
        counts.map(({ accountId, day, keyId, outcome, requests }) => [
          accountId,
          day,
          keyId ?? NONE,
          outcome,
          requests,
        ]),
      );
    });
  }

  addRefused(rows: readonly RefusedRequest[]): Promise<void> {
    const denied = rows.map(({ atMs, ...row }) => Object.assign(new DeniedRequest(), { ...row, at: new Date(atMs) }));
    return this.database.transaction((manager) => insertAll(manager, DeniedRequest, denied));
  }

  markSeen(rows: readonly GatewaySeen[]): Promise<void> {
    const seen = latestOf(rows.map(({ gatewayId: id, atMs }) => ({ id, atMs })));
    return this.database.transaction((manager) =>
      updateLatest(this.database.dialect, manager, { table: 'gateway', at: 'last_seen_at' }, seen),
    );
  }

  /** `rows` have the columns of the key first. */
  private async upsert(manager: EntityManager, what: Upsert, rows: readonly unknown[][]): Promise<void> {
    if (rows.length === 0) return;
    const keyed = rows.map((row) => ({ row, key: row.slice(0, what.key.length).join('/') }));
    const inOrder = keyed.sort((a, b) => (a.key < b.key ? -1 : 1));
    const parameters = inOrder.flatMap(({ row }) => row);
    await manager.query(upsertSql(this.database.dialect, what, rows.length), parameters);
  }
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
