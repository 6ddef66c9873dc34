import { guard, type GuardedRequest, type GuardOptions } from './guard';
import type { ValidAnswer } from './types';

interface Reply {
  code(status: number): unknown;
  headers(headers: Record<string, string>): unknown;
  send(body: unknown): unknown;
}

/**
 * A hook for `onRequest` or `preHandler`. Lets pass what Keytree lets pass, with its answer as `request.keytree`;
 * `app.decorateRequest('keytree', null)` prepares the place for it.
 */
export function keytreeHook<R extends GuardedRequest>(
  options: GuardOptions<R>,
): (request: R, reply: Reply) => Promise<unknown> {
  return async (request, reply) => {
    const outcome = await guard(request, options);
    if ('refusal' in outcome) {
      const { status, headers, body } = outcome.refusal;
      reply.code(status);
      reply.headers({ ...headers });
      reply.send(body);
      return reply;
    }
    (request as { keytree?: ValidAnswer | null }).keytree = outcome.answer;
    return undefined;
  };
}
