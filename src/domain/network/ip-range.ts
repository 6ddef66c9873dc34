import { type IpAddress, formatIpAddress, isMapped, parseLiteral } from './ip-address';

/** A CIDR range (RFC 4632) with clear host bits. Ranges of one family hold no address of the other. */
export interface IpRange {
  readonly family: 4 | 6;
  readonly bytes: Uint8Array;
  /** Bits: 0 to 32 or 128. */
  readonly prefixLength: number;
}

export type ParsedIpRange =
  | { readonly ok: true; readonly range: IpRange }
  | { readonly ok: false; readonly code: string; readonly message: string };

const PREFIX_LENGTH = /^(?:0|[1-9]\d{0,2})$/;
const LONGEST_RANGE = 49;
const MAPPED_BITS = 96;

/** An address, or an address with `/` and a prefix length. A bare address is the range of itself. */
export function parseIpRange(text: string): ParsedIpRange {
  const [addressText = '', lengthText, ...rest] = text.length > LONGEST_RANGE ? [] : text.split('/');
  const address = parseLiteral(addressText);
  if (!address || rest.length > 0) {
    return refuse(
      'NOT_A_RANGE',
      'This is no IPv4 or IPv6 address or CIDR range: write for example 10.0.0.0/8, 203.0.113.9 or 2001:db8::/32.',
    );
  }
  const bits = address.bytes.length * 8;
  const prefixLength =
    lengthText === undefined ? bits : PREFIX_LENGTH.test(lengthText) ? Number(lengthText) : Number.NaN;
  if (!(prefixLength <= bits)) {
    return refuse(
      'PREFIX_LENGTH',
      `After the slash stands a number from 0 to ${bits} without leading zeros; netmasks are not taken.`,
    );
  }
  if (isMapped(address)) return mapped(address, prefixLength);
  return withClearHostBits(address, prefixLength);
}

function refuse(code: string, message: string): ParsedIpRange {
  return { ok: false, code, message };
}

/** `::ffff:198.51.100.0/120` is `198.51.100.0/24`. A shorter prefix would hold more than mapped addresses. */
function mapped(address: IpAddress, prefixLength: number): ParsedIpRange {
  if (prefixLength < MAPPED_BITS) {
    return refuse(
      'MAPPED_PREFIX_LENGTH',
      `A range of IPv4-mapped addresses has a prefix length of at least ${MAPPED_BITS}: write it as IPv4.`,
    );
  }
  return withClearHostBits({ family: 4, bytes: address.bytes.slice(12) }, prefixLength - MAPPED_BITS);
}

/** A slip must not open a key to a million addresses: both things that may have been meant are named. */
function withClearHostBits({ family, bytes }: IpAddress, prefixLength: number): ParsedIpRange {
  const network = bytes.map((byte, index) => byte & maskByte(prefixLength, index));
  if (network.every((byte, index) => byte === bytes[index]))
    return { ok: true, range: { family, bytes, prefixLength } };
  const single = formatIpRange({ family, bytes, prefixLength: bytes.length * 8 });
  const whole = formatIpRange({ family, bytes: network, prefixLength });
  return refuse(
    'HOST_BITS_SET',
    `The address has bits beyond its prefix length: write ${single} for the one address, or ${whole} for the whole range.`,
  );
}

/** Of the byte at `index`, the bits that belong to the prefix. */
function maskByte(prefixLength: number, index: number): number {
  const bits = Math.min(8, Math.max(0, prefixLength - index * 8));
  return (0xff00 >> bits) & 0xff;
}

/** Canonical: RFC 5952, always with the prefix length. */
export function formatIpRange({ family, bytes, prefixLength }: IpRange): string {
  return `${formatIpAddress({ family, bytes })}/${prefixLength}`;
}

export function rangeContains(range: IpRange, address: IpAddress): boolean {
  return range.family === address.family && samePrefix(range.bytes, address.bytes, range.prefixLength);
}

function samePrefix(one: Uint8Array, other: Uint8Array, prefixLength: number): boolean {
  const wholeBytes = prefixLength >> 3;
  for (let index = 0; index < wholeBytes; index++) {
    if (one[index] !== other[index]) return false;
  }
  if ((prefixLength & 7) === 0) return true;
  return (((one[wholeBytes] ?? 0) ^ (other[wholeBytes] ?? 0)) & maskByte(prefixLength, wholeBytes)) === 0;
}

export function rangesContain(ranges: readonly IpRange[], address: IpAddress): boolean {
  for (const range of ranges) {
    if (rangeContains(range, address)) return true;
  }
  return false;
}

/** Whether every address that `inner` allows is allowed by `outer`; empty allows all. Families are looked at apart. */
export function rangesCover(outer: readonly IpRange[], inner: readonly IpRange[]): boolean {
  if (outer.length === 0) return true;
  if (inner.length === 0) return covers(outer, everything(4)) && covers(outer, everything(6));
  return inner.every((range) => covers(outer, range));
}

function everything(family: 4 | 6): IpRange {
  return { family, bytes: new Uint8Array(family === 4 ? 4 : 16), prefixLength: 0 };
}

/** One range may be covered by several smaller ones together: then each half is. */
function covers(outer: readonly IpRange[], range: IpRange): boolean {
  const near = outer.filter((one) => one.family === range.family && overlaps(one, range));
  if (near.some((one) => one.prefixLength <= range.prefixLength)) return true;
  return near.length > 1 && halves(range).every((half) => covers(near, half));
}

function overlaps(one: IpRange, other: IpRange): boolean {
  return samePrefix(one.bytes, other.bytes, Math.min(one.prefixLength, other.prefixLength));
}

function halves({ family, bytes, prefixLength }: IpRange): IpRange[] {
  const upper = bytes.slice();
  const index = prefixLength >> 3;
  upper[index] = (upper[index] ?? 0) | (0x80 >> (prefixLength & 7));
  return [bytes, upper].map((half) => ({ family, bytes: half, prefixLength: prefixLength + 1 }));
}
