import type { FastifyInstance } from 'fastify';
import { Histogram, type MetricObjectWithValues, type MetricValue, Registry, collectDefaultMetrics } from 'prom-client';
import type { RecordsHealth } from './records-health';
import { addRecordsMetrics } from './records-metrics';

export type MetricsOfAll = (own: () => Promise<MetricObjectWithValues<MetricValue<string>>[]>) => () => Promise<string>;

/** Prometheus text at /metrics: this process's own registry, so that two servers in one test do not collide. */
export function addMetrics(
  server: FastifyInstance,
  records: RecordsHealth | undefined,
  metricsOfAll: MetricsOfAll | undefined,
): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const duration = new Histogram({
    name: 'keytree_http_request_duration_seconds',
    help: 'Time from the request to its answer, by route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  if (records) addRecordsMetrics(registry, records);
  server.addHook('onResponse', (request, reply, done) => {
    duration.observe(
      { method: request.method, route: request.routeOptions.url ?? 'unknown', status: reply.statusCode },
      reply.elapsedTime / 1000,
    );
    done();
  });
  const text = metricsOfAll?.(() => registry.getMetricsAsJSON()) ?? (() => registry.metrics());
  server.get('/metrics', async (_request, reply) => reply.type(registry.contentType).send(await text()));
}
