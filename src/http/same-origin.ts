import type { FastifyRequest } from 'fastify';
import { HttpError } from './errors';

/**
 * Why a request that a browser sends with its cookies is not this service's own page's; null where it is, or where no
 * browser sent it.
 *
 * @param publicUrl the origin at which clients reach the service, where a proxy tells another host
 */
export function otherSiteRefusal({ headers }: FastifyRequest, publicUrl: string): HttpError | null {
  const site = headers['sec-fetch-site'];
  // No page can set it. Where it is sent the browser has compared the origins, also before a proxy that does not tell.
  const isOwn = site === undefined ? isOwnOrigin(headers.origin, headers.host, publicUrl) : site === 'same-origin';
  if (isOwn) return null;
  return new HttpError(
    403,
    'FORBIDDEN',
    'This was sent by a page of another origin. Behind a proxy KEYTREE_PUBLIC_URL says which origin is this one.',
  );
}

function isOwnOrigin(origin: string | undefined, host: string | undefined, publicUrl: string): boolean {
  if (origin === undefined || origin === publicUrl) return true;
  return URL.canParse(origin) && new URL(origin).host === host?.toLowerCase();
}
