/** An address as comparable bytes: 4 or 16. An IPv4-mapped IPv6 address is its IPv4 address (RFC 4291, 2.5.5.2). */
export interface IpAddress {
  readonly family: 4 | 6;
  readonly bytes: Uint8Array;
}

const HEX_GROUP = /^[0-9a-f]{1,4}$/i;
const MAPPED_PREFIX = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff];
const LONGEST_ADDRESS = 45;

/** Null for what is no address: leading zeros, zone ids, ports, brackets, blanks and host names among it. */
export function parseIpAddress(text: string): IpAddress | null {
  if (text.length > LONGEST_ADDRESS) return null;
  const literal = parseLiteral(text);
  return literal && unmapped(literal);
}

/** The address as it is written, a mapped one as IPv6: ranges need to know. */
export function parseLiteral(text: string): IpAddress | null {
  const bytes = text.includes(':') ? parseIpv6(text) : parseIpv4(text);
  return bytes && { family: bytes.length === 4 ? 4 : 6, bytes };
}

function unmapped(address: IpAddress): IpAddress {
  return isMapped(address) ? { family: 4, bytes: address.bytes.slice(12) } : address;
}

export function isMapped({ family, bytes }: IpAddress): boolean {
  return family === 6 && MAPPED_PREFIX.every((byte, index) => bytes[index] === byte);
}

const DOT = 0x2e;
const ZERO = 0x30;

/** Four numbers without leading zeros: `010` is eight to some readers and ten to others. On the path of every request. */
function parseIpv4(text: string): Uint8Array | null {
  const bytes = new Uint8Array(4);
  let complete = 0;
  let value: number | null = null;
  for (let index = 0; index <= text.length; index++) {
    const code = index === text.length ? DOT : text.charCodeAt(index);
    if (code === DOT) {
      if (value === null || complete === 4) return null;
      bytes[complete++] = value;
      value = null;
      continue;
    }
    const digit = code - ZERO;
    if (digit < 0 || digit > 9 || value === 0) return null;
    value = (value ?? 0) * 10 + digit;
    if (value > 255) return null;
  }
  return complete === 4 ? bytes : null;
}

/** RFC 4291, 2.2: eight groups, one `::` for a run of zeros, the last two perhaps as IPv4. */
function parseIpv6(text: string): Uint8Array | null {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const [head, tail] = halves.map((half) => groupBytes(half)) as [number[] | null, number[] | null | undefined];
  if (head === null || tail === null) return null;
  if (tail === undefined) return head.length === 16 ? Uint8Array.from(head) : null;
  // An IPv4 part stands at the very end only.
  if (halves[0]?.includes('.')) return null;
  const zeros = 16 - head.length - tail.length;
  if (zeros < 2) return null;
  const bytes = new Uint8Array(16);
  bytes.set(head);
  bytes.set(tail, head.length + zeros);
  return bytes;
}

function groupBytes(text: string): number[] | null {
  if (text === '') return [];
  const groups = text.split(':');
  const bytes: number[] = [];
  for (const [index, group] of groups.entries()) {
    if (index === groups.length - 1 && group.includes('.')) {
      const last = parseIpv4(group);
      if (!last) return null;
      bytes.push(...last);
    } else {
      if (!HEX_GROUP.test(group)) return null;
      const value = Number.parseInt(group, 16);
      bytes.push(value >> 8, value & 0xff);
    }
  }
  return bytes;
}

/** Canonical text: RFC 5952 for IPv6. */
export function formatIpAddress({ family, bytes }: IpAddress): string {
  if (family === 4) return bytes.join('.');
  const groups = Array.from({ length: 8 }, (_, index) => ((bytes[2 * index] ?? 0) << 8) | (bytes[2 * index + 1] ?? 0));
  const run = longestZeroRun(groups);
  const hex = (from: number, to: number): string =>
    groups
      .slice(from, to)
      .map((group) => group.toString(16))
      .join(':');
  return run.length < 2 ? hex(0, 8) : `${hex(0, run.start)}::${hex(run.start + run.length, 8)}`;
}

/** The first of the longest (RFC 5952, 4.2.3). */
function longestZeroRun(groups: readonly number[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  let start = 0;
  for (let index = 0; index <= groups.length; index++) {
    if (groups[index] === 0) continue;
    if (index - start > best.length) best = { start, length: index - start };
    start = index + 1;
  }
  return best;
}

export function canonicalIpAddress(text: string): string | null {
  const address = parseIpAddress(text);
  return address && formatIpAddress(address);
}
