import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { Services } from '../application/services';

/** A database that answers later than this is as good as away; whoever asks does so every few seconds. */
const DATABASE_LIMIT_MS = 2_000;

export interface Readiness {
  /** Set on the way down: load balancers look elsewhere while requests under way finish. */
  stopping: boolean;
}

/** /healthz: the process lives. /readyz: it may be sent requests, its database answers. */
export function addHealth(server: FastifyInstance, services: Services, readiness: Readiness): void {
  server.get('/healthz', (_request, reply) => reply.send({ status: 'ok' }));
  server.get('/readyz', async (request, reply) => {
    if (readiness.stopping) return reply.code(503).send({ status: 'stopping' });
    try {
      await databaseAnswers(services);
      return await reply.send({ status: 'ready' });
    } catch (error) {
      request.log.error({ err: error }, 'the database does not answer');
      return reply.code(503).send({ status: 'database not available' });
    }
  });
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
