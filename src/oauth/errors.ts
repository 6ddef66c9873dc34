import type { FastifyReply, FastifyRequest } from 'fastify';
import { StaleRecordsError } from '../domain/errors';
import { OAUTH_ERROR_STATUS, OAuthError } from '../domain/oauth/oauth-error';

/** RFC 6749, 5.2. Beside it `decision` tells why an API key was refused. */
export function sendOAuthError(thrown: Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const error = thrown instanceof StaleRecordsError ? unavailable(thrown) : thrown;
  if (!(error instanceof OAuthError)) return sendOther(error, request, reply);
  const { decision, retryAfterSeconds } = error.options;
  if (retryAfterSeconds !== undefined) void reply.header('retry-after', String(retryAfterSeconds));
  const status = statusOf(error, request);
  if (status === 401) void reply.header('www-authenticate', 'Basic realm="keytree"');
  return reply
    .code(status)
    .send({ error: error.code, error_description: error.message, ...(decision ? { decision } : {}) });
}

function unavailable({ message, retryAfterSeconds = 1 }: StaleRecordsError): OAuthError {
  return new OAuthError('temporarily_unavailable', message, { retryAfterSeconds });
}

function statusOf({ code, options }: OAuthError, request: FastifyRequest): number {
  // 401 where the client tried the Authorization header: only then is there a challenge that would help it.
  if (code === 'invalid_client' && request.headers.authorization === undefined) return 400;
  if (options.retryAfterSeconds === undefined) return OAUTH_ERROR_STATUS[code];
  // Whoever asks too much is to blame, not the service; whoever only came at a bad moment is not.
  return options.retryAfterSeconds > 1 ? 429 : 503;
}

/** The framework's own errors say in `statusCode` whose fault it was; without one it was the service's. */
function sendOther(error: Error & { statusCode?: number }, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const status = error.statusCode ?? 500;
  if (status < 500) return reply.code(status).send({ error: 'invalid_request', error_description: error.message });
  request.log.error({ err: error }, 'a request failed');
  return reply.code(500).send({
    error: 'server_error',
    error_description: `Something went wrong in the service. Its log has the reason, under ${request.id}.`,
  });
}
