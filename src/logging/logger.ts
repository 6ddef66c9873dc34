import pino, { type Logger } from 'pino';

/** JSON lines on standard output. Requests are logged by method, path and status: never headers, bodies or queries. */
export function newLogger(level: string): Logger {
  return pino({
    level,
    base: { service: 'keytree' },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: {
      req: (request: { method?: string; url?: string; id?: string }) => ({
        method: request.method,
        path: request.url?.split('?')[0],
      }),
      res: (reply: { statusCode?: number }) => ({ status: reply.statusCode }),
      err: pino.stdSerializers.err,
    },
  });
}
