import type { IncomingMessage } from 'node:http';

/** A batch of 100, each with a user token and a device token, has some 160,000. */
export const MAX_BODY_BYTES = 262_144;

/** Calls back with the body, or with null where it is larger than allowed; not at all where the client goes away. */
export function readBody(request: IncomingMessage, done: (body: string | null) => void): void {
  let first: Buffer | null = null;
  let more: Buffer[] | null = null;
  let length = 0;
  request.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length > MAX_BODY_BYTES) {
      first = more = null;
      return;
    }
    if (first === null) first = chunk;
    else if (more === null) more = [first, chunk];
    else more.push(chunk);
  });
  request.on('end', () => {
    if (length > MAX_BODY_BYTES) done(null);
    else if (more !== null) done(Buffer.concat(more).toString('utf8'));
    else done(first === null ? '' : first.toString('utf8'));
  });
}
