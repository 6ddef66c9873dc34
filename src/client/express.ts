import { guard, type GuardedRequest, type GuardOptions } from './guard';
import type { ValidAnswer } from './types';

/** Of Express, Connect or node:http itself. */
interface Response {
  statusCode: number;
  setHeader(name: string, value: string): unknown;
  end(body: string): unknown;
}

/** Lets pass what Keytree lets pass, with its answer as `request.keytree`. Of the rest, errors go to `next`. */
export function keytreeMiddleware<R extends GuardedRequest>(
  options: GuardOptions<R>,
): (request: R, response: Response, next: (error?: unknown) => void) => void {
  return (request, response, next) => {
    guard(request, options).then((outcome) => {
      if ('refusal' in outcome) {
        const { status, headers, body } = outcome.refusal;
        response.statusCode = status;
        response.setHeader('content-type', 'application/json');
        for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
        response.end(JSON.stringify(body));
        return;
      }
      (request as { keytree?: ValidAnswer | null }).keytree = outcome.answer;
      next();
    }, next);
  };
}
