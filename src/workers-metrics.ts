import { once } from 'node:events';
import cluster, { type Worker } from 'node:cluster';
import { setTimeout as sleep } from 'node:timers/promises';
import { AggregatorRegistry } from 'prom-client';
import {
  type FromWorker,
  type MetricsJson,
  onPrimary,
  tellPrimary,
  tellWorker,
  type ToWorker,
} from './worker-messages';

/** A worker that is busy for so long, or stopped, is left out. */
const ANSWER_LIMIT_MS = 1_000;

/** In the primary: adds up what the workers have counted, for whichever of them is asked. */
export class WorkersMetrics {
  private requests = 0;
  private readonly waiting = new Map<number, { from: Set<Worker>; got: MetricsJson[]; done: () => void }>();

  take(worker: Worker, message: FromWorker): void {
    if (message.keytree === 'metricsOfAll') void this.answer(worker, message.request);
    if (message.keytree !== 'metrics') return;
    const request = this.waiting.get(message.request);
    if (!request?.from.delete(worker)) return;
    request.got.push(message.metrics);
    if (request.from.size === 0) request.done();
  }

  private async answer(worker: Worker, request: number): Promise<void> {
    const text = await AggregatorRegistry.aggregate([...(await this.gather())] as object[]).metrics();
    tellWorker(worker, { keytree: 'metricsOfAll', request, text });
  }

  private async gather(): Promise<MetricsJson[]> {
    const request = ++this.requests;
    const from = new Set(Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined));
    const got: MetricsJson[] = [];
    const given = new AbortController();
    this.waiting.set(request, { from, got, done: () => given.abort() });
    for (const worker of from) tellWorker(worker, { keytree: 'metrics', request });
    await sleep(ANSWER_LIMIT_MS, undefined, { signal: given.signal }).catch(() => undefined);
    this.waiting.delete(request);
    return got;
  }
}

/** In a worker: answers the primary with its own metrics, and asks it for those of all. */
export function metricsOfWorkers(own: () => Promise<MetricsJson>): () => Promise<string> {
  let requests = 0;
  const waiting = new Map<number, (text: string) => void>();
  onPrimary((message: ToWorker) => {
    if (message.keytree === 'metrics') {
      const { request } = message;
      void own().then((metrics) => tellPrimary({ keytree: 'metrics', request, metrics }));
    } else if (message.keytree === 'metricsOfAll') {
      waiting.get(message.request)?.(message.text);
      waiting.delete(message.request);
    }
  });
  return () =>
    new Promise((resolve, reject) => {
      const request = ++requests;
      waiting.set(request, resolve);
      void once(process, 'disconnect').then(reject, reject);
      tellPrimary({ keytree: 'metricsOfAll', request });
    });
}
