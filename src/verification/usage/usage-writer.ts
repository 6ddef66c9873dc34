import { setTimeout as sleep } from 'node:timers/promises';
import type { UsageBatch, UsageRecorder } from './usage-recorder';
import { refusedRequest, usageRows } from './usage-rows';
import type { UsageStore } from './usage-store';

export interface UsageWriterOptions {
  readonly recorder: UsageRecorder;
  readonly store: UsageStore;
  /** Between the end of one batch and the start of the next, at least. */
  readonly intervalMs: number;
  readonly log: {
    info(fields: object, message: string): void;
    warn(fields: object, message: string): void;
  };
}

/** Pairs of one transaction: short enough that nobody waits for its locks, nor requests for the event loop. */
const PAIRS_AT_A_TIME = 100;
const ROWS_AT_A_TIME = 200;
/** Of the time, writing takes at most a tenth: where very many keys are in use, batches come less often instead. */
const PAUSE_PER_WORK = 9;
const LONGEST_PAUSE_MS = 5 * 60_000;

/** Writes usage in batches beside the requests. A crash loses at most the batch that was not yet written. */
export class UsageWriter {
  private readonly stop = new AbortController();
  private running: Promise<void> | null = null;
  private failing = false;

  constructor(private readonly options: UsageWriterOptions) {}

  start(): void {
    this.running ??= this.run();
  }

  /** Writes what there is, then ends. */
  async close(): Promise<void> {
    this.stop.abort();
    await this.running;
    await this.flush();
  }

  private async run(): Promise<void> {
    let pauseMs = this.options.intervalMs;
    for (;;) {
      await sleep(pauseMs, undefined, { signal: this.stop.signal, ref: false }).catch(() => undefined);
      if (this.stop.signal.aborted) return;
      const began = performance.now();
      await this.flush();
      const workMs = performance.now() - began;
      pauseMs = Math.max(this.options.intervalMs, Math.min(workMs * PAUSE_PER_WORK, LONGEST_PAUSE_MS));
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

  /** Takes out of the batch what was written. */
  private async write(batch: UsageBatch): Promise<void> {
    const { store } = this.options;
    for (const seen of inParts([...batch.gateways], ROWS_AT_A_TIME)) {
      await store.markSeen(seen.map(([gatewayId, atMs]) => ({ gatewayId, atMs })));
      for (const [gatewayId] of seen) batch.gateways.delete(gatewayId);
    }
    while (batch.refusals.length > 0) {
      await store.addRefused(batch.refusals.slice(0, ROWS_AT_A_TIME).map(refusedRequest));
      batch.refusals = batch.refusals.slice(ROWS_AT_A_TIME);
    }
    while (batch.pairs.length > 0) {
      const part = batch.pairs.splice(-PAIRS_AT_A_TIME);
      const { counts, uses } = usageRows(part);
      try {
        await store.addUsage(counts, uses);
      } catch (error) {
        // Last the next time: what cannot be written does not stand in the way of what can.
        batch.pairs.unshift(...part);
        throw error;
      }
    }
  }
}

function* inParts<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  for (let from = 0; from < items.length; from += size) yield items.slice(from, from + size);
}
