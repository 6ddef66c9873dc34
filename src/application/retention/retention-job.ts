import { setTimeout as sleep } from 'node:timers/promises';
import type { Services } from '../services';
import { RETENTION_INTERVAL_MS, runRetention } from './run-retention';
import type { RetentionSettings } from './what-is-over';

interface RetentionLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

/** Runs retention at once and then every hour, until it is closed. */
export class RetentionJob {
  private readonly stop = new AbortController();
  private running: Promise<void> | null = null;

  constructor(
    private readonly services: Pick<Services, 'database' | 'now'>,
    private readonly settings: RetentionSettings,
    private readonly log: RetentionLog,
  ) {}

  start(): void {
    this.running ??= this.run();
  }

  /** The batch under way finishes. */
  async close(): Promise<void> {
    this.stop.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stop;
    while (!signal.aborted) {
      try {
        const deleted = await runRetention(this.services, this.settings, signal);
        if (deleted) this.log.info({ deleted }, 'what is kept no longer was deleted');
      } catch (error) {
        this.log.warn({ err: error }, 'what is kept no longer could not be deleted; it is tried again in an hour');
      }
      await sleep(RETENTION_INTERVAL_MS, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }
}
