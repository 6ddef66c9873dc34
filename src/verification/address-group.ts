import type { IpAddress } from '../domain/network/ip-address';

const IPV6_GROUP_BYTES = 8;

/**
 * What counts as one client: an IPv4 address, or the /64 of an IPv6 one, since whoever has one of its addresses
 * commonly has all 2^64.
 */
export function addressGroup({ family, bytes }: IpAddress): number | string {
  if (family === 4) {
    return (
      ((bytes[0] as number) << 24) | ((bytes[1] as number) << 16) | ((bytes[2] as number) << 8) | (bytes[3] as number)
    );
  }
  let group = '';
  for (let index = 0; index < IPV6_GROUP_BYTES; index++) group += String.fromCharCode(bytes[index] as number);
  return group;
}
