import type { IpAddress } from './ip-address';
import { type IpRange, parseIpRange, rangeContains, rangesContain } from './ip-range';

/**
 * What the IANA IPv4 special-purpose address registry (RFC 6890) does not call globally reachable, and multicast, which
 * is no unicast. The few addresses of 192.0.0.0/24 that are global are anycast of protocols, nobody's server.
 */
const NOT_GLOBAL_IPV4 = ranges(
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
);

/** All global unicast that IANA has given out; what lies outside is special, multicast or nobody's yet. */
const [GLOBAL_IPV6] = ranges('2000::/3') as [IpRange];
/**
 * Within it what is special: protocols (Teredo, ORCHID, benchmarks among them), documentation, and 6to4, which would
 * lead to an IPv4 address of anybody's choice.
 */
const NOT_GLOBAL_IPV6 = ranges('2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20');
/** IPv4 addresses as NAT64 writes them (RFC 6052). The local prefix of RFC 8215, 64:ff9b:1::/48, is global to nobody. */
const [NAT64] = ranges('64:ff9b::/96') as [IpRange];

function ranges(...texts: readonly string[]): IpRange[] {
  return texts.map((text) => {
    const parsed = parseIpRange(text);
    if (!parsed.ok) throw new Error(`${text}: ${parsed.message}`);
    return parsed.range;
  });
}

/** A NAT64 address is the IPv4 address in it, as an IPv4-mapped one is since it was parsed. */
export function withoutNat64(address: IpAddress): IpAddress {
  return rangeContains(NAT64, address) ? { family: 4, bytes: address.bytes.slice(12) } : address;
}

/** Whether it is unicast that the whole internet reaches: no private network, no link, not this machine. */
export function isGlobalUnicast(address: IpAddress): boolean {
  const plain = withoutNat64(address);
  if (plain.family === 4) return !rangesContain(NOT_GLOBAL_IPV4, plain);
  return rangeContains(GLOBAL_IPV6, plain) && !rangesContain(NOT_GLOBAL_IPV6, plain);
}
