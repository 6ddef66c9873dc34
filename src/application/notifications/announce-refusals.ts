import type { EntityManager } from 'typeorm';
import { affectedBy } from '../../database/delete-some';
import type { Services } from '../services';
import { hourOf } from '../usage/write-usage';
import type { Notice } from './notice';
import { putIntoOutbox } from './put-into-outbox';

type Needed = Pick<Services, 'database' | 'now'>;

const HOUR_MS = 3_600_000;
/** Refusals are written a while after they were made, by instances whose clocks differ. */
const LATENESS_MS = 10 * 60_000;
/** Accounts of one transaction. */
const BATCH = 200;

interface RefusalHour {
  readonly hour: string;
  readonly accountId: string;
  readonly path: string;
  readonly refusals: number | string;
  readonly told: number | string;
}

/**
 * Tells of every account with more refused requests in an hour of the clock than a webhook's threshold: each webhook once
 * an hour, since it is told when the number passes its threshold. Answers how much there is to send.
 *
 * @param lookedAt when this was last done
 */
export async function announceRefusals({ database, now }: Needed, lookedAt: Date): Promise<number> {
  const at = now();
  const [lowest] = await database.read.query<{ threshold: number | null }[]>(
    'SELECT MIN(refusals_threshold) AS threshold FROM webhook WHERE enabled = 1',
  );
  const { threshold = null } = lowest ?? {};
  if (threshold === null) return 0;
  const since = hourOf(new Date(lookedAt.getTime() - LATENESS_MS));
  let announced = 0;
  for (;;) {
    const rows = await database.read.query<RefusalHour[]>(
      `SELECT r.hour AS hour, r.account_id AS accountId, a.path AS path, r.refusals AS refusals, r.told AS told
       FROM refusal_hour r JOIN account a ON a.id = r.account_id
       WHERE r.hour >= ? AND r.refusals > ? AND r.refusals > r.told ORDER BY r.hour, r.account_id LIMIT ${BATCH}`,
      [since, threshold],
    );
    if (rows.length > 0) announced += await database.transaction((manager) => announceHours(manager, at, rows));
    if (rows.length < BATCH) return announced;
  }
}

async function announceHours(manager: EntityManager, at: Date, rows: readonly RefusalHour[]): Promise<number> {
  const notices: Notice[] = [];
  for (const row of rows) {
    // Whoever else tells of it has changed `told`; that more were refused since changes nothing here.
    const mine = 'UPDATE refusal_hour SET told = ? WHERE hour = ? AND account_id = ? AND told = ?';
    const marked = await affectedBy(manager, mine, [row.refusals, row.hour, row.accountId, row.told]);
    if (marked > 0) notices.push(noticeOf(row, at));
  }
  return notices.length > 0 ? putIntoOutbox(manager, at, notices) : 0;
}

function noticeOf({ hour, accountId, path, ...counts }: RefusalHour, at: Date): Notice {
  const [count, told] = [Number(counts.refusals), Number(counts.told)];
  const from = new Date(`${hour}:00:00.000Z`);
  const to = new Date(from.getTime() + HOUR_MS);
  return {
    type: 'requests.refused',
    at,
    accountId,
    path,
    further: { refusals: { count, from, to } },
    // Of an hour that was over before it was made it need not hear.
    isFor: ({ refusalsThreshold, createdAt }) =>
      told <= refusalsThreshold && refusalsThreshold < count && createdAt < to,
  };
}
