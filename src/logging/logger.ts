import pino, { type DestinationStream, type Logger } from 'pino';

/** JSON lines on standard output. Requests are logged by method, path and status: never headers, bodies or queries. */
export function newLogger(level: string, destination: DestinationStream = pino.destination(1)): Logger {
  return pino(
    {
      level,
      base: { service: 'keytree' },
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: loggedError },
    },
    destination,
  );
}

interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly code?: string | number;
  readonly detail?: unknown;
  readonly cause?: LoggedError;
}

/**
 * What of an error may be logged. Named one by one: drivers hang the statement and its parameters on their errors, and
 * these are hashes, e-mail addresses, names.
 */
function loggedError(error: unknown): LoggedError | string {
  if (!(error instanceof Error)) return typeof error;
  const { code, errno, detail } = error as { code?: unknown; errno?: unknown; detail?: unknown };
  const named = [code, errno].find((one) => typeof one === 'string' || typeof one === 'number');
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    ...(named === undefined ? {} : { code: named }),
    ...(detail === undefined ? {} : { detail }),
    ...(error.cause instanceof Error ? { cause: loggedError(error.cause) as LoggedError } : {}),
  };
}
