import type { FastifyReply, FastifyRequest } from 'fastify';
import { LimitReachedError, UnauthenticatedError, ValidationError } from '../domain/errors';
import { sendError } from './errors';

/** Refusals of use cases in the form of `errors.ts`; whatever else there is goes there. */
export function sendSessionError(error: Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { message } = error;
  const requestId = request.id;
  if (error instanceof ValidationError) {
    return reply.code(400).send({ code: error.code, message, requestId, faults: error.faults });
  }
  if (error instanceof UnauthenticatedError) return reply.code(401).send({ code: error.code, message, requestId });
  if (error instanceof LimitReachedError) {
    void reply.header('retry-after', String(error.retryAfterSeconds ?? 1));
    return reply.code(429).send({ code: error.code, message, requestId });
  }
  return sendError(error, request, reply);
}
