import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { Services } from '../application/services';
import type { RecordsHealth } from './records-health';

/** A database that answers later than this is as good as away; whoever asks does so every few seconds. */
const DATABASE_LIMIT_MS = 2_000;

export interface Readiness {
  /** Set on the way down: load balancers look elsewhere while requests under way finish. */
  stopping: boolean;
}

/**
 * /healthz: the process lives. /readyz: it may be sent requests. An instance that keeps records is ready as long as it
 * answers decisions from them, also while the database is away; it says so.
 */
export function addHealth(
  server: FastifyInstance,
  services: Services,
  readiness: Readiness,
  records: RecordsHealth | undefined,
): void {
  server.get('/healthz', (_request, reply) => reply.send({ status: 'ok' }));
  server.get('/readyz', async (request, reply) => {
    if (readiness.stopping) return reply.code(503).send({ status: 'stopping' });
    const database = await stateOfDatabase(services, request.log);
    if (!records) return reply.code(database === 'answers' ? 200 : 503).send({ status: statusOf(database), database });
    const isFresh = records.isFresh();
    const recordsAgeSeconds = Math.round(records.ageSeconds());
    const status = isFresh ? 'ready' : 'stale: the records in memory are too old for decisions';
    return reply.code(isFresh ? 200 : 503).send({ status, database, recordsAgeSeconds });
  });
}

type DatabaseState = 'answers' | 'not available';

function statusOf(database: DatabaseState): string {
  return database === 'answers' ? 'ready' : 'database not available';
}

async function stateOfDatabase(services: Services, log: FastifyBaseLogger): Promise<DatabaseState> {
  try {
    await databaseAnswers(services);
    return 'answers';
  } catch (error) {
    log.error({ err: error }, 'the database does not answer');
    return 'not available';
  }
}

async function databaseAnswers(services: Services): Promise<void> {
  const given = new AbortController();
  const late = sleep(DATABASE_LIMIT_MS, undefined, { signal: given.signal }).then(() => {
    throw new Error(`The database did not answer within ${DATABASE_LIMIT_MS / 1000} s.`);
  });
  try {
    await Promise.race([services.database.read.query('SELECT seq FROM installation'), late]);
  } finally {
    late.catch(() => undefined);
    given.abort();
  }
}
