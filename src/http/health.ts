import type { FastifyInstance } from 'fastify';
import type { Services } from '../application/services';

export interface Readiness {
  /** Set on the way down: load balancers look elsewhere while requests under way finish. */
  stopping: boolean;
}

/** /healthz: the process lives. /readyz: it may be sent requests, its database answers. */
export function addHealth(server: FastifyInstance, services: Services, readiness: Readiness): void {
  server.get('/healthz', async () => ({ status: 'ok' }));
  server.get('/readyz', async (_request, reply) => {
    if (readiness.stopping) return reply.code(503).send({ status: 'stopping' });
    try {
      await services.database.read.query('SELECT seq FROM installation');
      return { status: 'ready' };
    } catch (error) {
      reply.log.error({ err: error }, 'the database does not answer');
      return reply.code(503).send({ status: 'database not available' });
    }
  });
}
