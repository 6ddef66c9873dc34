/**
 * What counts as one address: an IPv4 address, or the /64 of an IPv6 one, since whoever has one of its addresses
 * commonly has all 2^64. `ip` is canonical (RFC 5952); null is one group of its own, for each origin.
 *
 * @param origin the gateway whose client it is, which may know more of it than it says
 */
export function addressGroup(ip: string | null, origin: string | null = null): string {
  if (ip === null) return origin === null ? 'unknown' : `unknown at ${origin}`;
  if (!ip.includes(':')) return ip;
  const [head = '', tail] = ip.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : new Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0');
  return `${[...before, ...zeros, ...after].slice(0, 4).join(':')}::/64`;
}
