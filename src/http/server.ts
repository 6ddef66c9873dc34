import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyServerFactory,
  LogController,
} from 'fastify';
import type { Logger } from 'pino';
import type { GraphQLSchema } from 'graphql';
import type { Services } from '../application/services';
import { addBrowserSessions } from './browser-session';
import { addClientAddress } from './client-address';
import { addConsole, CONSOLE_FOLDER } from './console';
import { asksForPage, ConsolePage } from './console-page';
import { HttpError, sendError } from './errors';
import { addOAuth } from '../oauth/add-oauth';
import { addGraphiql } from './graphiql';
import { addGraphqlRoute } from './graphql-route';
import { addHealth, type Readiness } from './health';
import { addMetrics, type MetricsOfAll } from './metrics';
import type { PersistedOperations } from './persisted-operations';
import type { RecordsHealth } from './records-health';
import { addRequestLog } from './request-log';

const MAX_BODY_BYTES = 100_000;

export interface ServerOptions {
  /** Null: GraphQL is not served, nor what is for people: the console and its sessions. */
  readonly schema: GraphQLSchema | null;
  readonly services: Services;
  readonly logger: Logger;
  readonly production: boolean;
  readonly trustedProxies: readonly string[];
  readonly readiness: Readiness;
  /** How long a query may take; 5 s by default. */
  readonly queryLimitMs?: number;
  /** Operations known beforehand; none by default. */
  readonly operations?: PersistedOperations;
  /** Where the console was built; its own folder by default. */
  readonly consoleFolder?: string;
  readonly records?: RecordsHealth | undefined;
  /** Where several processes serve as one: given this one's metrics, the text of all. */
  readonly metricsOfAll?: MetricsOfAll | undefined;
  /** Answers ahead of the framework, which costs a quarter of the requests a second; false where it is none of its own. */
  readonly firstLook?: ((request: IncomingMessage, response: ServerResponse) => boolean) | undefined;
}

export async function newServer(options: ServerOptions): Promise<FastifyInstance> {
  // As the general type, or every plugin would have to know pino's.
  const loggerInstance: FastifyBaseLogger = options.logger;
  const server = Fastify({
    loggerInstance,
    logController: new LogController({ requestIdLogLabel: 'requestId', disableRequestLogging: true }),
    bodyLimit: MAX_BODY_BYTES,
    genReqId: () => randomUUID(),
    // While it stops, requests under way finish and idle connections close.
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    serverFactory: looksFirst(options.firstLook),
  });
  server.addHook('onSend', (request, reply, payload, done) => {
    void reply
      .header('x-request-id', request.id)
      .header('x-content-type-options', 'nosniff')
      .header('referrer-policy', 'no-referrer');
    // A connection that is kept would hold up the stop until it has been idle for long enough.
    if (options.readiness.stopping) void reply.header('connection', 'close');
    done(null, payload);
  });
  server.setErrorHandler(sendError);
  const { consoleFolder = CONSOLE_FOLDER } = options;
  const page = options.schema === null ? null : ConsolePage.read(consoleFolder);
  server.setNotFoundHandler((request, reply) =>
    page && asksForPage(request)
      ? page.send(reply)
      : sendError(new HttpError(404, 'NOT_FOUND', 'There is nothing at this address.'), request, reply),
  );
  addClientAddress(server, options.trustedProxies);
  addRequestLog(server);
  addMetrics(server, options.records, options.metricsOfAll);
  addHealth(server, options.services, options.readiness, options.records);
  if (options.schema === null) return server;
  await addConsole(server, page, consoleFolder);
  await addBrowserSessions(server, options.services);
  addGraphiql(server);
  await addOAuth(server, options.services);
  await addGraphqlRoute(server, { ...options, schema: options.schema });
  return server;
}

/**
 * Fastify would wait forever for a body, node five minutes: whoever sends slowly or not at all must not hold a
 * connection that long. An idle one is kept for longer than proxies keep it (nginx 60 s), or they would now and then
 * send a request into one that has just been closed.
 */
const TIMEOUTS = { headersTimeout: 15_000, requestTimeout: 30_000, keepAliveTimeout: 72_000 };
/** Proxies pass on what their clients sent: nginx takes 32 KiB of headers, node 16, and would answer 431 to the rest. */
const MOST_BYTES_OF_HEADERS = 65_536;

function looksFirst(firstLook: ServerOptions['firstLook']): FastifyServerFactory {
  return (framework) =>
    createServer({ ...TIMEOUTS, maxHeaderSize: MOST_BYTES_OF_HEADERS }, (request, response) => {
      if (!firstLook?.(request, response)) framework(request, response);
    });
}
