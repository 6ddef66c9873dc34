import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { instantParameter } from '../../database/dialect';
import { Attempt } from '../../entities/attempt';
import type { Context } from '../context';

const ATTEMPT_WINDOW_SECONDS = 15 * 60;

/** What is counted, as a digest: neither names nor addresses are kept. */
export function attemptBucket(kind: string, ...parts: readonly string[]): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([kind, ...parts]))
    .digest();
}

/**
 * Counts one attempt in each bucket and answers how many each had within its window *before* this one. Committed
 * at once and without the installation's write lock, so that attempts at the same time, on any server, all count.
 */
export async function countAttempts(
  context: Context,
  buckets: readonly Buffer[],
  windowSeconds = ATTEMPT_WINDOW_SECONDS,
): Promise<number[]> {
  // Always in the same order: two attempts that share buckets wait for each other instead of deadlocking.
  const inOrder = buckets.map((bucket, index) => ({ bucket, index })).sort((a, b) => a.bucket.compare(b.bucket));
  return context.services.database.transaction(async (manager) => {
    const before = new Array<number>(buckets.length).fill(0);
    for (const { bucket, index } of inOrder) {
      before[index] = (await countOne(context, manager, bucket, windowSeconds)) - 1;
    }
    return before;
  });
}

async function countOne(context: Context, manager: EntityManager, bucket: Buffer, seconds: number): Promise<number> {
  const { dialect } = context.services.database;
  const now = context.now();
  const at = instantParameter(dialect, now);
  const ends = instantParameter(dialect, new Date(now.getTime() + seconds * 1000));
  // MySQL assigns from left to right: `count` must still see the old end of the window. SQLite sees the old row in both.
  await manager.query(
    `INSERT INTO attempt (bucket, count, window_ends_at) VALUES (?, 1, ?)
     ${dialect === 'mysql' ? 'ON DUPLICATE KEY UPDATE' : 'ON CONFLICT (bucket) DO UPDATE SET'}
       count = CASE WHEN window_ends_at <= ? THEN 1 ELSE count + 1 END,
       window_ends_at = CASE WHEN window_ends_at <= ? THEN ? ELSE window_ends_at END`,
    [bucket, ends, at, at, ends],
  );
  const rows = await manager.query<{ count: number | string }[]>('SELECT count FROM attempt WHERE bucket = ?', [
    bucket,
  ]);
  return Number(rows[0]?.count ?? 1);
}

/** How many the bucket has within its window, and the seconds until that ends; counts nothing. */
export async function countedAttempts(
  context: Context,
  bucket: Buffer,
): Promise<{ readonly count: number; readonly secondsLeft: number }> {
  const row = await context.manager.findOneBy(Attempt, { bucket });
  const left = row ? row.windowEndsAt.getTime() - context.now().getTime() : 0;
  return row && left > 0 ? { count: row.count, secondsLeft: Math.ceil(left / 1000) } : { count: 0, secondsLeft: 0 };
}

/** After a success: `forgotten` begins anew, from each of `others` only this one attempt is taken back. */
export async function forgiveAttempts(context: Context, forgotten: Buffer, others: readonly Buffer[]): Promise<void> {
  const inOrder = [forgotten, ...others].sort((a, b) => a.compare(b));
  await context.services.database.transaction(async (manager) => {
    for (const bucket of inOrder) {
      if (bucket === forgotten) await manager.delete(Attempt, { bucket });
      else await manager.query('UPDATE attempt SET count = count - 1 WHERE bucket = ? AND count > 0', [bucket]);
    }
  });
}

/** Windows that are over count nothing any more. */
export async function forgetOldAttempts(context: Context): Promise<void> {
  const { database } = context.services;
  await database.transaction((manager) =>
    manager.query('DELETE FROM attempt WHERE window_ends_at <= ?', [instantParameter(database.dialect, context.now())]),
  );
}
