import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { canonicalIpAddress } from '../../domain/network/ip-address';
import { formatIpRange, parseIpRange } from '../../domain/network/ip-range';

function badInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}

/**
 * Input is checked by the use case, so that all faults come at once, each with its path; output is canonical already.
 */
export const IPRange = new GraphQLScalarType({
  name: 'IPRange',
  description:
    'An IPv4 or IPv6 address or CIDR range, in canonical form (RFC 5952) always with its prefix length: `10.0.0.0/8`, `2001:db8::1/128`. The host bits must be clear.',
  serialize: (value) => {
    const parsed = parseIpRange(String(value));
    return parsed.ok ? formatIpRange(parsed.range) : String(value);
  },
  parseValue: (value) => {
    if (typeof value !== 'string') throw badInput('IPRange takes a string, such as "10.0.0.0/8".');
    return value;
  },
  parseLiteral: (node) => {
    if (node.kind !== Kind.STRING) throw badInput('IPRange takes a string, such as "10.0.0.0/8".');
    return node.value;
  },
});

function address(text: unknown): string {
  const canonical = typeof text === 'string' ? canonicalIpAddress(text) : null;
  if (canonical === null) throw badInput('IPAddress takes an IPv4 or IPv6 address, such as "203.0.113.9".');
  return canonical;
}

export const IPAddress = new GraphQLScalarType({
  name: 'IPAddress',
  description: 'An IPv4 or IPv6 address in canonical form (RFC 5952); an IPv4-mapped IPv6 address is its IPv4 address.',
  serialize: (value) => String(value),
  parseValue: address,
  parseLiteral: (node) => address(node.kind === Kind.STRING ? node.value : null),
});
