import type { FastifyInstance } from 'fastify';
import { forwardedClient, isTrusted, peerAddress } from '../domain/network/forwarded-client';
import { type IpRange, parseIpRange } from '../domain/network/ip-range';
import { twinOf } from '../domain/network/twin-headers';
import { HttpError } from './errors';

declare module 'fastify' {
  interface FastifyRequest {
    /** Canonical address of the client; null where it is not known. */
    clientIp: string | null;
  }
}

/** The client's address: the peer's, unless the peer is a trusted proxy; then the one that it reports. */
export function clientAddressOf(
  peer: string | undefined,
  forwardedFor: string | undefined,
  trusted: readonly IpRange[],
): string | null {
  const nearest = peerAddress(peer);
  return isTrusted(trusted, nearest) ? forwardedClient(forwardedFor, trusted) : nearest;
}

/** Headers that are believed. */
const TRUSTED_HEADERS: ReadonlySet<string> = new Set(['authorization', 'x-forwarded-for']);

export function addClientAddress(server: FastifyInstance, trustedProxies: readonly string[]): void {
  const trusted = trustedProxies.flatMap((text) => {
    const parsed = parseIpRange(text);
    return parsed.ok ? [parsed.range] : [];
  });
  server.decorateRequest('clientIp', null);
  server.addHook('onRequest', (request, _reply, done) => {
    const twin = twinOf(request.raw.rawHeaders, TRUSTED_HEADERS);
    if (twin !== null) {
      done(new HttpError(400, 'BAD_REQUEST', `The header ${twin} came twice, or with underscores: send it once.`));
      return;
    }
    const forwarded = request.headers['x-forwarded-for'];
    request.clientIp = clientAddressOf(request.socket.remoteAddress, forwarded?.toString(), trusted);
    done();
  });
}
