import type { FastifyInstance } from 'fastify';
import { forwardedClient, isTrusted, peerAddress } from '../domain/network/forwarded-client';
import { type IpRange, parseIpRange } from '../domain/network/ip-range';
import { twinOf } from '../domain/network/twin-headers';
import { HttpError } from './errors';

declare module 'fastify' {
  interface FastifyRequest {
    /** Canonical address of the client; null where it is not known. */
    clientIp: string | null;
    /** The host name, without port, that the client asked for: a name that anybody may send, and no more than that. */
    clientHost: string;
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
const TRUSTED_HEADERS: ReadonlySet<string> = new Set([
  'authorization',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-api-key',
  'x-keytree-gateway',
  'x-keytree-account',
  'x-keytree-view-as',
]);

export function addClientAddress(server: FastifyInstance, trustedProxies: readonly string[]): void {
  const trusted = trustedProxies.flatMap((text) => {
    const parsed = parseIpRange(text);
    return parsed.ok ? [parsed.range] : [];
  });
  server.decorateRequest('clientIp', null);
  server.decorateRequest('clientHost', '');
  server.addHook('onRequest', (request, _reply, done) => {
    const twin = twinOf(request.raw.rawHeaders, TRUSTED_HEADERS);
    if (twin !== null) {
      done(new HttpError(400, 'BAD_REQUEST', `The header ${twin} came twice, or with underscores: send it once.`));
      return;
    }
    const forwarded = request.headers['x-forwarded-for'];
    const { remoteAddress } = request.socket;
    request.clientIp = clientAddressOf(remoteAddress, forwarded?.toString(), trusted);
    const reported = isTrusted(trusted, peerAddress(remoteAddress)) ? request.headers['x-forwarded-host'] : undefined;
    request.clientHost = reported === undefined ? request.hostname : reported.toString().replace(/:\d+$/, '');
    done();
  });
}
