import type { FastifyInstance } from 'fastify';

/** Asked every few seconds by machines. */
const QUIET = new Set(['/healthz', '/readyz', '/metrics']);

/** One line a request, when it is answered: by its path alone, since queries and headers may hold secrets. */
export function addRequestLog(server: FastifyInstance): void {
  server.addHook('onResponse', (request, reply, done) => {
    const level = QUIET.has(request.routeOptions.url ?? '') ? 'debug' : 'info';
    request.log[level](
      {
        method: request.method,
        path: request.routeOptions.url ?? 'unknown',
        status: reply.statusCode,
        clientIp: request.clientIp,
        ms: Math.round(reply.elapsedTime),
      },
      'answered',
    );
    done();
  });
}
