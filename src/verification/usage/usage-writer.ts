import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import type { UsageBatch, UsageRecorder } from './usage-recorder';
import { refusedRequest, usageRows } from './usage-rows';
import type { UsageStore } from './usage-store';

export interface UsageWriterOptions {
  readonly recorder: UsageRecorder;
  readonly store: UsageStore;
  /** Between the end of one batch and the start of the next. */
  readonly intervalMs: number;
  readonly log: {
    info(fields: object, message: string): void;
    warn(fields: object, message: string): void;
  };
}

/** Of one transaction: short enough that nobody waits for its locks, and on SQLite no request for the event loop. */
const PAIRS_AT_A_TIME = 10;
const ROWS_AT_A_TIME = 20;
/** Nobody waits any more when it stops. A pair may have fifty addresses, and SQLite takes 32,766 parameters. */
const AT_A_TIME_IN_THE_END = 100;
/** Where very many keys are in use, writing goes on at ease: at most a sixteenth of the time. */
const PAUSE_PER_WORK = 15;
const LONGEST_PAUSE_MS = 1_000;

/** Writes usage in batches beside the requests. A crash loses at most the batch that was not yet written. */
export class UsageWriter {
  private readonly stop = new AbortController();
  private running: Promise<void> | null = null;
  private failing = false;

  constructor(private readonly options: UsageWriterOptions) {}

  start(): void {
    this.running ??= this.run();
  }

  /** Writes what there is, now without rest, then ends. */
  async close(): Promise<void> {
    this.stop.abort();
    await this.running;
    await this.flush();
  }

  private async run(): Promise<void> {
    const { signal } = this.stop;
    for (;;) {
      await sleep(this.options.intervalMs, undefined, { signal, ref: false }).catch(() => undefined);
      if (signal.aborted) return;
      await this.flush();
    }
  }

  /** Never fails: what cannot be written is kept for the next time. */
  async flush(): Promise<void> {
    const { recorder, log } = this.options;
    const batch = recorder.take();
    try {
      await this.write(batch);
      if (this.failing) log.info({}, 'usage is written again');
      this.failing = false;
    } catch (error) {
      recorder.giveBack(batch);
      if (!this.failing) log.warn({ err: error }, 'usage cannot be written; it is kept and tried again');
      this.failing = true;
    }
  }

  private async write({ pairs, refusals, gateways }: UsageBatch): Promise<void> {
    const { store } = this.options;
    await this.inParts(gateways, ROWS_AT_A_TIME, (part) => store.markSeen(part));
    await this.inParts(refusals, ROWS_AT_A_TIME, (part) => store.addRefused(part.map(refusedRequest)));
    await this.inParts(pairs, PAIRS_AT_A_TIME, (part) => {
      const { counts, uses } = usageRows(part);
      return store.addUsage(counts, uses);
    });
  }

  /** Takes out of the rows what was written, from the end, where that costs nothing. */
  private async inParts<T>(rows: T[], size: number, write: (part: readonly T[]) => Promise<void>): Promise<void> {
    while (rows.length > 0) {
      const began = performance.now();
      const part = rows.splice(-(this.stop.signal.aborted ? AT_A_TIME_IN_THE_END : size));
      try {
        await write(part);
      } catch (error) {
        // Last the next time: what cannot be written does not stand in the way of what can.
        rows.unshift(...part);
        throw error;
      }
      if (rows.length > 0) await this.rest(performance.now() - began);
    }
  }

  private async rest(workMs: number): Promise<void> {
    const pauseMs = Math.min(workMs * PAUSE_PER_WORK, LONGEST_PAUSE_MS);
    await sleep(pauseMs, undefined, { signal: this.stop.signal, ref: false }).catch(() => turn());
  }
}
