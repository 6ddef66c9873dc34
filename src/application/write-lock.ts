import type { EntityManager } from 'typeorm';
import type { Database } from '../database/database';
import { insertAll } from '../database/insert';
import { ChangeRecord } from '../entities/change-record';
import { newId } from './new-id';

/** The first statement of every change: it orders all changes, and what is read after it is not stale. */
async function takeWriteLock(manager: EntityManager): Promise<number> {
  await manager.query('UPDATE installation SET seq = seq + 1');
  const rows = await manager.query<{ seq: number | string }[]>('SELECT seq FROM installation');
  return Number(rows[0]?.seq);
}

/**
 * One transaction under the installation's write lock. `work` is given its number and leaves at least one change
 * record of it: followers know by them that they have missed none.
 *
 * @param wasCommitted whether what `work` did is there; asked under the lock where the connection was lost in COMMIT.
 *   Whatever of that transaction is not there then never will be
 */
export function underWriteLock<T>(
  database: Database,
  work: (manager: EntityManager, seq: number) => Promise<T>,
  wasCommitted?: (manager: EntityManager, result: T) => Promise<boolean>,
): Promise<T> {
  return database.transaction(
    async (manager) => work(manager, await takeWriteLock(manager)),
    wasCommitted &&
      (async (manager, result) => {
        const seq = await takeWriteLock(manager);
        const isThere = await wasCommitted(manager, result);
        await insertAll(manager, ChangeRecord, [nothingChanged(seq)]);
        return isThere;
      }),
  );
}

/** A record of a change of which followers need nothing. Its `ref` is found nowhere else. */
export function nothingChanged(seq: number, n = 0): ChangeRecord {
  return Object.assign(new ChangeRecord(), { seq, n, kind: 'nothing', ref: newId() });
}
