import type { FastifyInstance } from 'fastify';
import { canonicalIpAddress, parseIpAddress } from '../domain/network/ip-address';
import { type IpRange, parseIpRange, rangesContain } from '../domain/network/ip-range';

declare module 'fastify' {
  interface FastifyRequest {
    /** Canonical address of the client; null where it is not known. */
    clientIp: string | null;
  }
}

/**
 * The client's address: the peer's, unless the peer is a trusted proxy; then X-Forwarded-For counted from the right,
 * past every trusted proxy. What stands further left was written by the client.
 */
export function clientAddressOf(
  peer: string | undefined,
  forwardedFor: string | undefined,
  trusted: readonly IpRange[],
): string | null {
  const isTrusted = (text: string): boolean => {
    const address = parseIpAddress(text);
    return address !== null && rangesContain(trusted, address);
  };
  if (peer === undefined) return null;
  if (trusted.length === 0 || !isTrusted(peer)) return canonicalIpAddress(peer);
  const hops = (forwardedFor ?? '').split(',').map((hop) => hop.trim());
  for (const hop of hops.reverse()) {
    const address = canonicalIpAddress(hop);
    if (address === null) return null;
    if (!isTrusted(address)) return address;
  }
  return null;
}

/** Headers that are believed: a twin written twice, or with underscores, could slip past a proxy's own. */
const TRUSTED_HEADERS = ['authorization', 'x-forwarded-for'];

export function addClientAddress(server: FastifyInstance, trustedProxies: readonly string[]): void {
  const trusted = trustedProxies.flatMap((text) => {
    const parsed = parseIpRange(text);
    return parsed.ok ? [parsed.range] : [];
  });
  server.decorateRequest('clientIp', null);
  server.addHook('onRequest', async (request, reply) => {
    const seen = new Map<string, number>();
    for (let index = 0; index < request.raw.rawHeaders.length; index += 2) {
      const name = (request.raw.rawHeaders[index] ?? '').toLowerCase();
      seen.set(name.replaceAll('_', '-'), (seen.get(name.replaceAll('_', '-')) ?? 0) + 1);
    }
    const twin = TRUSTED_HEADERS.find((name) => (seen.get(name) ?? 0) > 1);
    if (twin !== undefined) {
      return reply.code(400).send({ code: 'BAD_REQUEST', message: `The header ${twin} came more than once: send it once.` });
    }
    const forwarded = request.headers['x-forwarded-for'];
    request.clientIp = clientAddressOf(request.socket.remoteAddress, Array.isArray(forwarded) ? forwarded.join(',') : forwarded, trusted);
    return undefined;
  });
}
