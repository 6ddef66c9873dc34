import type { EntityManager } from 'typeorm';
import { expiriesWithMomentWithin, lastMomentWithin } from '../../domain/keys/expiry-moments';
import { affectedBy } from '../../database/delete-some';
import { instantParameter } from '../../database/dialect';
import { instantOfRow } from '../../database/rows';
import type { Services } from '../services';
import type { Notice } from './notice';
import { putIntoOutbox } from './put-into-outbox';

type Needed = Pick<Services, 'database' | 'now'>;

const NAME = 'time-events';

/**
 * Tells of every key with a moment (30, 7 and 1 days before its end, and the end) since the last time that this was done,
 * of the last one where there are several. The times join without a gap, and each is marked as told in the transaction
 * that tells of it: so each moment is told once, also after a night in which nobody did this, and what was over before an
 * expiry was set, or before the very first time, is no news. Answers how much there is to send.
 */
export async function announceExpiries({ database, now }: Needed): Promise<number> {
  const instant = (at: Date): Date | string => instantParameter(database.dialect, at);
  const to = now();
  return database.transaction(async (manager) => {
    const from = await loadToldUntil(manager);
    if (from === null) {
      await manager.query('INSERT INTO told_until (name, at) VALUES (?, ?)', [NAME, instant(to)]);
      return 0;
    }
    if (from >= to) return 0;
    const mine = 'UPDATE told_until SET at = ? WHERE name = ? AND at = ?';
    if ((await affectedBy(manager, mine, [instant(to), NAME, instant(from)])) === 0) return 0;
    const notices = await noticesBetween(manager, from, to, instant);
    return notices.length > 0 ? putIntoOutbox(manager, to, notices) : 0;
  });
}

/** When time events were last told of; null: never. */
export async function loadToldUntil(manager: EntityManager): Promise<Date | null> {
  const [row] = await manager.query<{ at: Date | string }[]>('SELECT at FROM told_until WHERE name = ?', [NAME]);
  return row ? instantOfRow(row.at) : null;
}

async function noticesBetween(
  manager: EntityManager,
  from: Date,
  to: Date,
  instant: (at: Date) => Date | string,
): Promise<Notice[]> {
  const times = expiriesWithMomentWithin(from, to);
  const rows = await manager.query<{ id: string; accountId: string; path: string; expiresAt: Date | string }[]>(
    `SELECT k.id AS id, k.account_id AS accountId, a.path AS path, k.expires_at AS expiresAt
     FROM api_key k JOIN account a ON a.id = k.account_id
     WHERE ${times.map(() => '(k.expires_at > ? AND k.expires_at <= ?)').join(' OR ')} ORDER BY k.expires_at, k.id`,
    times.flatMap(({ after, until }) => [instant(after), instant(until)]),
  );
  return rows.flatMap(({ id, expiresAt, ...account }): Notice[] => {
    const moment = lastMomentWithin(instantOfRow(expiresAt), from, to);
    if (!moment) return [];
    const { daysBefore, at } = moment;
    const notice: Omit<Notice, 'type'> = { ...account, at, key: { id }, isFor: ({ createdAt }) => createdAt <= at };
    if (daysBefore === 0) return [{ ...notice, type: 'api_key.expired' }];
    return [{ ...notice, type: 'api_key.expiring', further: { daysLeft: daysBefore } }];
  });
}
