import { setTimeout as sleep } from 'node:timers/promises';
import { type Deletion, deleteSome } from '../../database/delete-some';
import type { Services } from '../services';
import { JobLease } from './job-lease';
import { RETAINED, type Retained, retentionNow, type RetentionSettings } from './what-is-over';

/** How often, in the whole installation. */
export const RETENTION_INTERVAL_MS = 3_600_000;
/** Rows of one transaction, and a breath for all others after each. */
const BATCH = 500;
const PAUSE_MS = 20;

/** How many rows went. */
export type RetentionReport = Record<Retained, number>;

/**
 * Deletes what is kept no longer, in small batches. Null where another instance does it, or did within the hour, or
 * this one was stopped.
 */
export async function runRetention(
  services: Pick<Services, 'database' | 'now'>,
  settings: RetentionSettings,
  signal?: AbortSignal,
): Promise<RetentionReport | null> {
  const lease = await JobLease.take(services, 'retention');
  if (!lease) return null;
  const beganMs = services.now().getTime();
  let report: RetentionReport | null = null;
  try {
    report = await deleteAll(services, settings, async () => signal?.aborted !== true && (await lease.renew()));
    return report;
  } finally {
    // What was not finished is due at once.
    await lease.release(report ? beganMs + RETENTION_INTERVAL_MS : services.now().getTime());
  }
}

async function deleteAll(
  services: Pick<Services, 'database' | 'now'>,
  settings: RetentionSettings,
  mayGoOn: () => Promise<boolean>,
): Promise<RetentionReport | null> {
  const now = retentionNow(services, settings);
  const report = Object.fromEntries(Object.keys(RETAINED).map((name) => [name, 0])) as RetentionReport;
  for (const name of Object.keys(RETAINED) as Retained[]) {
    for (const deletion of await RETAINED[name](now)) {
      while (await isLeft(services, deletion)) {
        if (!(await mayGoOn())) return null;
        const { database } = services;
        report[name] += await database.transaction((manager) => deleteSome(database.dialect, manager, deletion, BATCH));
        await sleep(PAUSE_MS);
      }
    }
  }
  return report;
}

/** Looked at first: reading stands in nobody's way. */
async function isLeft(
  { database }: Pick<Services, 'database'>,
  { table, where, parameters }: Deletion,
): Promise<boolean> {
  const rows = await database.read.query<object[]>(`SELECT 1 AS one FROM ${table} WHERE ${where} LIMIT 1`, [
    ...parameters,
  ]);
  return rows.length > 0;
}
