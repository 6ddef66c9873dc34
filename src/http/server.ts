import { randomUUID } from 'node:crypto';
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { GraphQLSchema } from 'graphql';
import type { Services } from '../application/services';
import { addClientAddress } from './client-address';
import { addGraphiql } from './graphiql';
import { addGraphqlRoute } from './graphql-route';
import { addHealth, type Readiness } from './health';
import { addMetrics } from './metrics';

export const MAX_BODY_BYTES = 100_000;

export interface ServerOptions {
  readonly schema: GraphQLSchema;
  readonly services: Services;
  readonly logger: Logger;
  readonly production: boolean;
  readonly trustedProxies: readonly string[];
  readonly readiness: Readiness;
}

export async function newServer(options: ServerOptions): Promise<FastifyInstance> {
  const server = Fastify({
    loggerInstance: options.logger as FastifyBaseLogger,
    bodyLimit: MAX_BODY_BYTES,
    genReqId: () => randomUUID(),
    // While it stops, requests under way finish and idle connections close.
    forceCloseConnections: 'idle',
    return503OnClosing: true,
  }) as FastifyInstance;
  server.addHook('onSend', async (request, reply) => {
    void reply.header('x-request-id', request.id).header('x-content-type-options', 'nosniff').header('referrer-policy', 'no-referrer');
  });
  server.setErrorHandler((error: { statusCode?: number; code?: string; message: string }, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) {
      request.log.error({ err: error }, 'a request failed');
      return reply.code(status).send({ code: 'INTERNAL_SERVER_ERROR', message: 'Something went wrong.', requestId: request.id });
    }
    const message =
      error.code === 'FST_ERR_CTP_BODY_TOO_LARGE'
        ? `The body is larger than ${MAX_BODY_BYTES} bytes: send less at a time.`
        : error.message;
    return reply.code(status).send({ code: error.code ?? 'BAD_REQUEST', message, requestId: request.id });
  });
  addClientAddress(server, options.trustedProxies);
  addMetrics(server);
  addHealth(server, options.services, options.readiness);
  addGraphiql(server);
  await addGraphqlRoute(server, options);
  return server;
}
