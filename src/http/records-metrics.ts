import { Counter, Gauge, type Registry } from 'prom-client';
import type { RecordsHealth } from './records-health';

/** Read when they are asked for: nothing is counted twice on the path of a request. */
export function addRecordsMetrics(registry: Registry, health: RecordsHealth): void {
  const registers = [registry];
  new Counter({
    name: 'keytree_decisions_total',
    help: 'Decisions for gateways, by code.',
    labelNames: ['code'],
    registers,
    collect() {
      this.reset();
      for (const [code, count] of health.decisions) this.inc({ code }, count);
    },
  });
  new Counter({
    name: 'keytree_usage_unrecorded_total',
    help: 'Decisions of which no usage could be kept, since too much waited for the database.',
    registers,
    collect() {
      this.reset();
      this.inc(health.unrecorded());
    },
  });
  // Of several processes the worst is told.
  const gauges: readonly [name: string, help: string, aggregator: 'min' | 'max', value: () => number][] = [
    [
      'keytree_records_fresh',
      '1 where decisions are answered, 0 where they are refused.',
      'min',
      () => Number(health.isFresh()),
    ],
    [
      'keytree_records_age_seconds',
      'Since the records in memory were known to be those of the database.',
      'max',
      () => health.ageSeconds(),
    ],
    ['keytree_records_seq', 'Number of the last change that the records in memory hold.', 'min', () => health.seq()],
  ];
  for (const [name, help, aggregator, value] of gauges) {
    new Gauge({
      name,
      help,
      aggregator,
      registers,
      collect() {
        this.set(value());
      },
    });
  }
}
