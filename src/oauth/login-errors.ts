import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  DeniedError,
  KeytreeError,
  LimitReachedError,
  StaleRecordsError,
  UnauthenticatedError,
  ValidationError,
} from '../domain/errors';

/** Refusals of a login in the form of the REST face; what nobody expected is for the handler of all. */
export function sendLoginError(error: Error, _request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { message } = error;
  if (error instanceof DeniedError) return reply.code(403).send({ code: error.decision, valid: false, message });
  if (error instanceof UnauthenticatedError)
    return reply.code(401).send({ code: 'UNAUTHENTICATED', valid: false, message });
  if (error instanceof StaleRecordsError)
    return reply.code(503).header('retry-after', '1').send({ code: 'STALE', message });
  if (error instanceof LimitReachedError) {
    const { retryAfterSeconds = 1 } = error;
    return reply.code(429).header('retry-after', String(retryAfterSeconds)).send({ code: 'RATE_LIMITED', message });
  }
  if (error instanceof ValidationError) {
    return reply.code(400).send({ code: 'BAD_REQUEST', message, path: error.path });
  }
  if (error instanceof KeytreeError) return reply.code(400).send({ code: error.code, message });
  throw error;
}
