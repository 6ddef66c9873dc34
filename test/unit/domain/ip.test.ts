import { fc, test } from '@fast-check/jest';
import { canonicalIpAddress, parseIpAddress } from '../../../src/domain/network/ip-address';
import {
  formatIpRange,
  type IpRange,
  parseIpRange,
  rangeContains,
  rangesContain,
  rangesCover,
} from '../../../src/domain/network/ip-range';
import { describeVectors, type TextVectors } from '../../support/vectors';

function canonicalRange(text: string): string | null {
  const parsed = parseIpRange(text);
  return parsed.ok ? formatIpRange(parsed.range) : null;
}

function range(text: string): IpRange {
  const parsed = parseIpRange(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.message}`);
  return parsed.range;
}

function refusal(text: string): string {
  const parsed = parseIpRange(text);
  return parsed.ok ? `taken as ${formatIpRange(parsed.range)}` : parsed.code;
}

function expectTexts({ canonical, refused }: TextVectors, canonicalOf: (text: string) => string | null): void {
  const texts = [...Object.keys(canonical), ...refused];
  const expected = { ...canonical, ...Object.fromEntries(refused.map((text) => [text, null])) };
  expect(Object.fromEntries(texts.map((text) => [text, canonicalOf(text)]))).toEqual(expected);
}

describeVectors('the texts of ../shared/vectors', ({ addresses, ranges }) => {
  it('are addresses, or refused', () => expectTexts(addresses, canonicalIpAddress));
  it('are ranges, or refused', () => expectTexts(ranges, canonicalRange));
});

describe('an address', () => {
  it('has one canonical form (RFC 5952)', () => {
    expectTexts(
      {
        canonical: {
          '0.0.0.0': '0.0.0.0',
          '255.255.255.255': '255.255.255.255',
          '2001:0DB8:0:0:0:0:0:1': '2001:db8::1',
          '2001:db8:0:1:1:1:1:1': '2001:db8:0:1:1:1:1:1',
          '2001:db8:0:0:1:0:0:1': '2001:db8::1:0:0:1',
          '1:0:0:2:0:0:0:3': '1:0:0:2::3',
          '0:0:0:0:0:0:0:1': '::1',
          '1::': '1::',
          '1:2:3:4:5:6:7::': '1:2:3:4:5:6:7:0',
          '64:ff9b::192.0.2.33': '64:ff9b::c000:221',
          '::192.0.2.33': '::c000:221',
          '::ffff:192.0.2.33': '192.0.2.33',
          '0:0:0:0:0:FFFF:c000:221': '192.0.2.33',
        },
        refused: [
          ...['1.2.3', '1.2.3.4.5', '1.2.3.04', '1.2.3.+4', '1.2.3.4 ', '1.2.3.4\n', '٣.2.3.4', '1e1.2.3.4'],
          ...[':', ':::', '1:', ':1', '1:::2', '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8:9', '1:2:3:4::5:6:7:8', '00001::'],
          ...['1.2.3.4::', '::1.2.3.4:5', '::1.2.3', '::01.2.3.4', '1:2:3:4:5:6:7:1.2.3.4', 'fe80::1%1', '::1/128'],
          '0'.repeat(100_000),
        ],
      },
      canonicalIpAddress,
    );
  });

  test.prop([fc.ipV4()])('in IPv4 reads as it is written, mapped or not', (text) => {
    expect(canonicalIpAddress(text)).toBe(text);
    expect(canonicalIpAddress(`::ffff:${text}`)).toBe(text);
  });

  test.prop([fc.ipV6()])('in IPv6 reads as the URL parser of the platform reads it', (text) => {
    const canonical = new URL(`http://[${text}]/`).hostname.slice(1, -1);
    fc.pre(!canonical.startsWith('::ffff:'));
    expect(canonicalIpAddress(text)).toBe(canonical);
  });

  const anyText = fc.string({ unit: fc.constantFrom(...Array.from('01249afF::..%/ ')), maxLength: 24 });
  test.prop([anyText], { numRuns: 1000 })('is read the same again once it is canonical', (text) => {
    const canonical = canonicalIpAddress(text);
    if (canonical !== null) expect(canonicalIpAddress(canonical)).toBe(canonical);
  });
});

describe('a range', () => {
  it('is canonical with its prefix length, and its refusal says what is wrong', () => {
    expectTexts(
      {
        canonical: {
          '10.0.0.1': '10.0.0.1/32',
          '10.0.0.128/25': '10.0.0.128/25',
          '2001:DB8:0:0::/48': '2001:db8::/48',
          '::/80': '::/80',
          '::ffff:0.0.0.0/96': '0.0.0.0/0',
          '::ffff:0:0/96': '0.0.0.0/0',
          '::ffff:10.1.2.3/128': '10.1.2.3/32',
        },
        refused: [
          '10.0.0.0/8/8',
          '10.0.0.0/1e1',
          '10.0.0.0/+8',
          '10.0.0.0/٨',
          ' 10.0.0.0/8',
          '10.0.0.0/8 ',
          '*',
          '::%1/64',
        ],
      },
      canonicalRange,
    );
    const codes = [
      'example.test',
      '10.0.0.0/33',
      '10.0.0.0/255.0.0.0',
      '::/129',
      '10.0.0.0/',
      '::ffff:0:0/95',
      '10.0.0.1/31',
    ];
    expect(codes.map(refusal)).toEqual([
      'NOT_A_RANGE',
      'PREFIX_LENGTH',
      'PREFIX_LENGTH',
      'PREFIX_LENGTH',
      'PREFIX_LENGTH',
      'MAPPED_PREFIX_LENGTH',
      'HOST_BITS_SET',
    ]);
  });

  it.each([
    ['172.16.31.200/12', '172.16.31.200/32', '172.16.0.0/12'],
    ['2001:db8::1/32', '2001:db8::1/128', '2001:db8::/32'],
    ['::ffff:198.51.100.7/120', '198.51.100.7/32', '198.51.100.0/24'],
  ])('with host bits, %s, is refused with both readings', (text, single, whole) => {
    const parsed = parseIpRange(text);
    expect(parsed).toMatchObject({ ok: false, code: 'HOST_BITS_SET' });
    const named = parsed.ok ? [] : (parsed.message.match(/[\da-f.:]+\/\d+/g) ?? []);
    expect(named).toEqual([single, whole]);
    expect(named.map(canonicalRange)).toEqual(named);
  });

  it.each([
    ['10.0.0.0/8', '10.255.255.255', true],
    ['10.0.0.0/8', '11.0.0.0', false],
    ['10.0.0.0/8', '::ffff:10.1.2.3', true],
    ['::ffff:10.0.0.0/104', '10.1.2.3', true],
    ['172.16.0.0/12', '172.31.255.255', true],
    ['172.16.0.0/12', '172.32.0.0', false],
    ['0.0.0.0/0', '::', false],
    ['::/0', '10.1.2.3', false],
    ['::/0', '::ffff:10.1.2.3', false],
    ['::/0', '2001:db8::1', true],
    ['203.0.113.128/25', '203.0.113.127', false],
    ['203.0.113.128/25', '203.0.113.128', true],
  ])('%s holds %s: %s', (text, address, holds) => {
    expect(rangeContains(range(text), parseIpAddress(address)!)).toBe(holds);
  });
});

/** Sixteen places that differ in four bits on either side of a byte's border, as IPv4 and as IPv6. */
const PLACES = Array.from({ length: 16 }, (_, place) => place << 6);
const addressText = (family: 4 | 6, place: number): string =>
  family === 4 ? `0.0.${place >> 8}.${place & 0xff}` : `::${place.toString(16)}`;
const UNIVERSE = PLACES.flatMap((place) => [addressText(4, place), addressText(6, place)]).map((text) =>
  parseIpAddress(text)!,
);

/** Of one place or of 2, 4, 8 or all sixteen. */
const smallRange = fc
  .record({ family: fc.constantFrom(4, 6), place: fc.constantFrom(...PLACES), length: fc.integer({ min: 0, max: 4 }) })
  .map(({ family, place, length }) => {
    const base = place & (0x3c0 << (4 - length));
    return range(`${addressText(family, base)}/${(family === 4 ? 22 : 118) + length}`);
  });
const everything = [range('0.0.0.0/0'), range('::/0')];
const beside = [range('128.0.0.0/1'), range('8000::/1')];

describe('whether ranges cover others', () => {
  const some = fc.array(smallRange, { minLength: 1, maxLength: 8 });

  test.prop([some, some], { numRuns: 500 })('is whether they hold all their addresses', (outer, inner) => {
    const held = UNIVERSE.filter((address) => rangesContain(inner, address));
    expect(rangesCover(outer, inner)).toBe(held.every((address) => rangesContain(outer, address)));
  });

  it('takes none for everywhere, of both families', () => {
    expect(rangesCover([], everything)).toBe(true);
    expect(rangesCover(everything, [])).toBe(true);
    expect(everything.map((one) => rangesCover([one], []))).toEqual([false, false]);
    expect(rangesCover([range('0.0.0.0/1'), range('::/1'), ...beside], [])).toBe(true);
    expect(rangesCover([range('0.0.0.0/1'), range('::/1')], [])).toBe(false);
  });
});
