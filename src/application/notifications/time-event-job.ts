import { PeriodicJob, type PeriodicJobOptions } from '../periodic-job';
import { JobLease } from '../retention/job-lease';
import type { Services } from '../services';
import { announceExpiries, loadToldUntil } from './announce-expiries';
import { announceRefusals } from './announce-refusals';

/** How often, in the whole installation. */
const INTERVAL_MS = 60_000;

/**
 * Tells of what nobody did: keys that end, and what gateways refused. Null where another instance does it, or did within
 * the minute; else how much there is to send.
 */
export async function announceTimeEvents(services: Services): Promise<number | null> {
  const lease = await JobLease.take(services, 'time-events');
  if (!lease) return null;
  const beganMs = services.now().getTime();
  try {
    // Expiries last: they note until when all was told.
    const lookedAt = (await loadToldUntil(services.database.read)) ?? services.now();
    const refusals = await announceRefusals(services, lookedAt);
    const announced = refusals + (await announceExpiries(services));
    if (announced > 0) services.outbox?.nudge();
    return announced;
  } finally {
    await lease.release(beganMs + INTERVAL_MS);
  }
}

/** Does so every minute, until it is closed. */
export class TimeEventJob extends PeriodicJob {
  constructor(
    private readonly services: Services,
    log: PeriodicJobOptions['log'],
  ) {
    super({
      intervalMs: INTERVAL_MS,
      beginsAtOnce: true,
      log,
      failed: 'what time brings could not be told to webhooks; it is tried again in a minute',
    });
  }

  protected async work(): Promise<void> {
    await announceTimeEvents(this.services);
  }
}
