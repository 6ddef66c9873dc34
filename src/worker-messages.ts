import cluster, { type Worker } from 'node:cluster';
import type { MetricObjectWithValues, MetricValue } from 'prom-client';

/** What a registry of prom-client holds, as it passes between processes. */
export type MetricsJson = readonly MetricObjectWithValues<MetricValue<string>>[];

/** From a worker to the primary. */
export type FromWorker =
  | { readonly keytree: 'ready'; readonly url: string }
  | { readonly keytree: 'metrics'; readonly request: number; readonly metrics: MetricsJson }
  | { readonly keytree: 'metricsOfAll'; readonly request: number };

/** From the primary to a worker. */
export type ToWorker =
  | { readonly keytree: 'stop' }
  | { readonly keytree: 'metrics'; readonly request: number }
  | { readonly keytree: 'metricsOfAll'; readonly request: number; readonly text: string };

/** Whether this process is one of those that `serve-workers.ts` starts. */
export function isWorker(): boolean {
  return cluster.isWorker;
}

/** The connection to it would keep a worker alive that has nothing more to do. */
export function leavePrimary(): void {
  cluster.worker?.disconnect();
}

export function tellPrimary(message: FromWorker): void {
  // Where it is gone this process ends too.
  if (process.connected) process.send?.(message);
}

export function tellWorker(worker: Worker, message: ToWorker): void {
  if (worker.isConnected()) worker.send(message);
}

export function onPrimary(listener: (message: ToWorker) => void): void {
  process.on('message', listener);
}
