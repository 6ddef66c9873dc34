import { setTimeout as sleep } from 'node:timers/promises';

export interface PeriodicJobOptions {
  readonly intervalMs: number;
  /** Else the first time is after an interval. */
  readonly beginsAtOnce: boolean;
  readonly log: { warn(fields: object, message: string): void };
  /** What is logged where the work failed; it is tried again after the interval. */
  readonly failed: string;
}

/** Does its work again and again until it is closed. */
export abstract class PeriodicJob {
  private readonly stop = new AbortController();
  private running: Promise<void> | null = null;

  constructor(private readonly options: PeriodicJobOptions) {}

  start(): void {
    this.running ??= this.run();
  }

  /** What is under way is finished, as far as it does not heed the signal. */
  async close(): Promise<void> {
    this.stop.abort();
    await this.running;
  }

  protected abstract work(signal: AbortSignal): Promise<void>;

  private async run(): Promise<void> {
    const { beginsAtOnce, log, failed } = this.options;
    const { signal } = this.stop;
    if (!beginsAtOnce) await this.pause();
    while (!signal.aborted) {
      try {
        await this.work(signal);
      } catch (error) {
        log.warn({ err: error }, failed);
      }
      await this.pause();
    }
  }

  private async pause(): Promise<void> {
    const { signal } = this.stop;
    await sleep(this.options.intervalMs, undefined, { signal, ref: false }).catch(() => undefined);
  }
}
