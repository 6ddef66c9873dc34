import { canonicalIpAddress, parseIpAddress } from './ip-address';
import { type IpRange, rangesContain } from './ip-range';

/** Canonical; null for what is no address. The zone of a link-local peer is this machine's own name for the interface. */
export function peerAddress(peer: string | undefined): string | null {
  return canonicalIpAddress((peer ?? '').replace(/%.*$/, ''));
}

/** `address` is canonical. */
export function isTrusted(trusted: readonly IpRange[], address: string | null): boolean {
  const parsed = address === null ? null : parseIpAddress(address);
  return parsed !== null && rangesContain(trusted, parsed);
}

/**
 * The client that a trusted proxy reports: X-Forwarded-For counted from the right, past every trusted proxy. What
 * stands further left was written by the client. Where all that stand there are trusted, it is the one that the chain
 * began with; null where there is none.
 */
export function forwardedClient(forwardedFor: string | undefined, trusted: readonly IpRange[]): string | null {
  let client: string | null = null;
  for (const hop of (forwardedFor ?? '').split(',').reverse()) {
    client = canonicalIpAddress(hop.trim());
    if (!isTrusted(trusted, client)) return client;
  }
  return client;
}
