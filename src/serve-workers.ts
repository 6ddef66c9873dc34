import cluster, { type Worker } from 'node:cluster';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { type FromWorker, tellWorker } from './worker-messages';
import { WorkersMetrics } from './workers-metrics';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;
/** One that lived for so long had no bad start. */
const GOOD_LIFE_MS = 30_000;

/** A worker ended before it served anything, and has said why. */
class WorkerStartError extends Error {
  readonly expected = true;
  override readonly name = 'WorkerStartError';
}

/** Processes that serve behind one port. This one answers nothing itself: it starts, replaces and stops them. */
export class Workers {
  private readonly stopping = new AbortController();
  private pauseMs = FIRST_PAUSE_MS;
  private readonly metrics = new WorkersMetrics();
  private readonly living = new Set<Worker>();
  private readonly serving = new WeakSet<Worker>();
  private allGone!: () => void;
  /** Resolves when they are stopped. */
  readonly stopped = new Promise<void>((resolve) => (this.allGone = resolve));

  private constructor(private readonly logger: Logger) {}

  /** Answers when all serve, with their address, or null where they were stopped before. @throws WorkerStartError */
  static async start(
    count: number,
    logger: Logger,
  ): Promise<{ readonly url: string | null; readonly workers: Workers }> {
    const workers = new Workers(logger);
    workers.stopOnSignal();
    try {
      // Alone at first: what keeps one from starting is said once.
      const url = await workers.startOne();
      await Promise.all(Array.from({ length: count - 1 }, () => workers.startOne()));
      return { url, workers };
    } catch (error) {
      if (workers.isStopping()) return { url: null, workers };
      workers.stop();
      throw error;
    }
  }

  private async startOne(): Promise<string> {
    if (this.isStopping()) throw new WorkerStartError('It was to stop.');
    const worker = cluster.fork();
    const bornMs = performance.now();
    this.living.add(worker);
    return new Promise((resolve, reject) => {
      worker.on('message', (message: FromWorker) => {
        this.metrics.take(worker, message);
        if (message.keytree !== 'ready') return;
        this.serving.add(worker);
        // It was told before it listened.
        if (this.isStopping()) tellWorker(worker, { keytree: 'stop' });
        resolve(message.url);
      });
      worker.once('exit', (code: number | null, signal: string | null) => {
        this.living.delete(worker);
        if (this.isStopping() && this.living.size === 0) this.allGone();
        reject(new WorkerStartError('A process that was to serve ended at once.'));
        if (this.serving.has(worker) && !this.isStopping())
          void this.replace(worker, code, signal, performance.now() - bornMs);
      });
    });
  }

  private async replace(worker: Worker, code: number | null, signal: string | null, lifeMs: number): Promise<void> {
    if (lifeMs > GOOD_LIFE_MS) this.pauseMs = FIRST_PAUSE_MS;
    this.logger.error({ worker: worker.id, code, signal }, 'a process that served has ended; another takes its place');
    for (let replaced = false; !replaced;) {
      await sleep(this.pauseMs, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      this.pauseMs = Math.min(2 * this.pauseMs, LONGEST_PAUSE_MS);
      if (this.isStopping()) return;
      replaced = await this.startOne().then(
        () => true,
        () => false,
      );
    }
    this.logger.info('another process serves in its place');
  }

  private isStopping(): boolean {
    return this.stopping.signal.aborted;
  }

  /** A second signal ends all at once. */
  private stopOnSignal(): void {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.on(signal, () => {
        if (this.isStopping()) for (const worker of this.living) worker.process.kill('SIGKILL');
        this.stop();
      });
    }
  }

  private stop(): void {
    this.stopping.abort();
    for (const worker of this.living) {
      if (this.serving.has(worker)) tellWorker(worker, { keytree: 'stop' });
      // It does not listen to messages yet, and has nothing to finish.
      else worker.process.kill('SIGTERM');
    }
    if (this.living.size === 0) this.allGone();
  }
}
