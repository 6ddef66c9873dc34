import type { FastifyRequest } from 'fastify';
import type { PresentedKey } from '../application/decision/load-key-caller';
import { accountOfText } from '../oauth/named-account';

/** What a caller with an API key sends; null without one. Sent empty it is a key that is none. */
export function presentedKeyOf({ headers }: FastifyRequest): PresentedKey | null {
  const key = headers['x-api-key'];
  if (typeof key !== 'string') return null;
  const account = headers['x-keytree-account'];
  return {
    key,
    // Whatever stands there and is no bearer token is a bad token, never none.
    bearer: bearerOf(headers.authorization) ?? headers.authorization ?? null,
    // External ids are text, and headers come byte by byte.
    account: typeof account === 'string' ? accountOfText(Buffer.from(account, 'latin1').toString('utf8')) : null,
  };
}

/** RFC 6750, section 2.1. An access token of a login is a JWT, and long. */
export function bearerOf(header: string | undefined): string | null {
  const match = /^bearer +(\S{1,8192})$/i.exec(header ?? '');
  return match?.[1] ?? null;
}

/** A JWT: no token of a management sign-in is one. */
export function isLoginToken(token: string): boolean {
  return /^[\w-]+\.[\w-]+\.[\w-]+$/.test(token);
}
