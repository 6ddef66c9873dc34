import { PeriodicJob } from '../periodic-job';
import type { Services } from '../services';
import { RETENTION_INTERVAL_MS, runRetention } from './run-retention';
import type { RetentionSettings } from './what-is-over';

interface RetentionLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

/** Runs retention at once and then every hour, until it is closed; the batch under way finishes. */
export class RetentionJob extends PeriodicJob {
  constructor(
    private readonly services: Pick<Services, 'database' | 'now'>,
    private readonly settings: RetentionSettings,
    private readonly log: RetentionLog,
  ) {
    super({
      intervalMs: RETENTION_INTERVAL_MS,
      beginsAtOnce: true,
      log,
      failed: 'what is kept no longer could not be deleted; it is tried again in an hour',
    });
  }

  protected async work(signal: AbortSignal): Promise<void> {
    const deleted = await runRetention(this.services, this.settings, signal);
    if (deleted) this.log.info({ deleted }, 'what is kept no longer was deleted');
  }
}
