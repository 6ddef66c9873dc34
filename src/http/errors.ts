import type { FastifyReply, FastifyRequest } from 'fastify';

/** What a route answers instead of its own form; the message is public. */
export class HttpError extends Error {
  constructor(
    readonly statusCode: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

interface PublicError {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** For a person to quote: the log has the reason under it. */
  readonly requestId: string;
  readonly limit?: { readonly name: string; readonly most: number; readonly reached?: number };
}

/** An error outside GraphQL, in the form of the REST faces. */
export function sendError(error: Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, ...body } = publicError(error, request);
  return reply.code(status).send(body);
}

/** An error before GraphQL began, in the form that its clients read. */
export function sendGraphqlError(error: Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, message, requestId, limit } = publicError(error, request);
  const code = status >= 500 ? 'INTERNAL_SERVER_ERROR' : 'BAD_USER_INPUT';
  return reply
    .code(status)
    .send({ errors: [{ message, extensions: { code, requestId, ...(limit ? { limit } : {}) } }] });
}

/** Fastify's own errors and ours say in `statusCode` whose fault it was; without one it was the service's. */
function publicError(error: Error & { statusCode?: number; code?: string }, request: FastifyRequest): PublicError {
  const status = error.statusCode ?? 500;
  const requestId = request.id;
  if (status === 413) return bodyTooLarge(request);
  if (status < 500) return { status, code: error.code ?? 'BAD_REQUEST', message: error.message, requestId };
  request.log.error({ err: error }, 'a request failed');
  const message = 'Something went wrong in the service. Its log has the reason, under the id of this request.';
  return { status, code: 'INTERNAL_SERVER_ERROR', message, requestId };
}

function bodyTooLarge(request: FastifyRequest): PublicError {
  const most = request.routeOptions.bodyLimit;
  // Not known where it came in chunks: it is counted only up to the limit.
  const length = request.headers['content-length'];
  const figure = length === undefined ? `more than ${most}` : length;
  return {
    status: 413,
    code: 'BODY_TOO_LARGE',
    message: `The body has ${figure} bytes; at most ${most} are allowed. Send less at a time.`,
    requestId: request.id,
    limit: { name: 'bytes', most, ...(length === undefined ? {} : { reached: Number(length) }) },
  };
}
