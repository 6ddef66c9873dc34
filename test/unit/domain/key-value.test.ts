import { randomBytes, randomUUID } from 'node:crypto';
import { fc, test } from '@fast-check/jest';
import { crc32 } from '../../../src/domain/keys/crc32';
import {
  checkCustomValue,
  claimsToBeGenerated,
  generateKeyValue,
  hasValidChecksum,
  hintOf,
  isGeneratedForm,
} from '../../../src/domain/keys/key-value';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

const random = (seed: number): string => generateKeyValue((length) => new Uint8Array(length).fill(seed));

describe('the checksum of a value', () => {
  it('is CRC-32/ISO-HDLC by its published check value', () => {
    expect(crc32('123456789').toString(16)).toBe('cbf43926');
    expect(crc32('')).toBe(0);
  });

  it('stands at the end as six base62 digits, the most significant first', () => {
    const value = generateKeyValue();
    const number = Array.from(value.slice(-6)).reduce((sum, digit) => sum * 62 + BASE62.indexOf(digit), 0);
    expect(number).toBe(crc32(value.slice(0, -6)));
  });

  test.prop([fc.integer({ min: 3, max: 40 }), fc.nat(61)])('tells any one mistyped character', (place, digit) => {
    const value = generateKeyValue();
    const mistyped = value.slice(0, place) + BASE62[digit]! + value.slice(place + 1);
    expect(isGeneratedForm(mistyped)).toBe(true);
    expect(hasValidChecksum(mistyped)).toBe(mistyped === value);
    expect(checkCustomValue(mistyped)?.code).toBe(mistyped === value ? undefined : 'WRONG_CHECKSUM');
  });

  test.prop([fc.integer({ min: 3, max: 39 })])('tells two neighbours exchanged', (place) => {
    const value = generateKeyValue();
    const [one, other] = [value[place]!, value[place + 1]!];
    const exchanged = value.slice(0, place) + other + one + value.slice(place + 2);
    expect(hasValidChecksum(exchanged)).toBe(one === other);
  });
});

describe('a generated value', () => {
  it('is `kt_`, 32 random characters and the checksum, and never twice the same', () => {
    const values = Array.from({ length: 200 }, () => generateKeyValue());
    expect(new Set(values).size).toBe(200);
    for (const value of values) {
      expect(value).toMatch(/^kt_[0-9A-Za-z]{38}$/);
      expect(isGeneratedForm(value) && claimsToBeGenerated(value) && hasValidChecksum(value)).toBe(true);
      expect(checkCustomValue(value)).toBeNull();
    }
  });

  it('takes each character from four random bytes alike, and leaves out the bytes that would favour some', () => {
    const counts = new Map<string, number>();
    for (let byte = 0; byte < 248; byte++) {
      const character = random(byte)[3]!;
      counts.set(character, (counts.get(character) ?? 0) + 1);
    }
    expect(counts.size).toBe(62);
    expect(new Set(counts.values())).toEqual(new Set([4]));

    const reads = [new Uint8Array(32).fill(255), new Uint8Array(32).fill(61)];
    expect(generateKeyValue(() => reads.shift()!).slice(3, 35)).toBe('z'.repeat(32));
  });
});

describe('a chosen value', () => {
  it.each([
    ['TOO_SHORT', 'x7Qp2LmZ9vKs4Rt'],
    ['TOO_LONG', 'x7Qp2LmZ9vKs4RtW'.repeat(16)],
    ['NOT_PRINTABLE_ASCII', 'x7Qp2LmZ 9vKs4RtW'],
    ['NOT_PRINTABLE_ASCII', 'x7Qp2LmZ9vKs4RtW\n'],
    ['NOT_PRINTABLE_ASCII', 'x7Qp2LmZ9vKs4RtÜ'],
    ['NOT_PRINTABLE_ASCII', 'x7Qp2LmZ\u00009vKs4RtW'],
    ['NOT_GENERATED_FORM', 'kt_x7Qp2LmZ9vKs4RtW'],
    ['NOT_GENERATED_FORM', `${generateKeyValue()}0`],
    ['WRONG_CHECKSUM', `kt_${'0'.repeat(38)}`],
    ['REPEATED', 'aaaaaaaaaaaaaaaa'],
    ['REPEATED', 'abcabcabcabcabcabc'],
    ['REPEATED', 'x7Qp2LmZ9vKs4Rtx7Qp2LmZ9vKs4Rt'],
    ['REPEATED', '00000000-0000-0000-0000-000000000000'],
    ['REPEATED', 'p@ssw0rdp@ssw0rd'],
    ['SEQUENTIAL', '0123456789abcdef'],
    ['SEQUENTIAL', 'ZYXWVUTSRQPONMLK'],
    ['SEQUENTIAL', 'qwertyuiop-asdfghjkl'],
    ['SEQUENTIAL', '11112222333344445555666677778888'],
    ['SEQUENTIAL', 'a1b2c3d4e5f6g7h8'],
    ['SEQUENTIAL', '1q2w3e4r5t6y7u8i'],
    ['SEQUENTIAL', '11111111-2222-3333-4444-555555555555'],
    ['COMMON', 'Password-1234567'],
    ['COMMON', 'my-secret-api-key'],
    ['COMMON', 'administrator2024'],
    ['COMMON', 'changeme.default.1'],
  ])('is refused as %s: %j', (code, value) => {
    const fault = checkCustomValue(value);
    expect(fault?.code).toBe(code);
    expect(fault?.message).not.toContain(value);
  });

  it('of 16 or of 255 characters may be used', () => {
    expect(checkCustomValue('x7Qp2LmZ9vKs4RtW')).toBeNull();
    expect(checkCustomValue(randomBytes(128).toString('hex').slice(1))).toBeNull();
    expect(checkCustomValue('~!@#$%^&*()+={}[]|;<>?')).toBeNull();
  });

  it('that is random may be used, whatever its form', () => {
    for (let round = 0; round < 300; round++) {
      const values = [randomUUID(), randomUUID().toUpperCase(), randomBytes(16).toString('hex')];
      const encoded = [randomBytes(24).toString('base64url'), randomBytes(120).toString('base64')];
      expect([...values, ...encoded].filter((value) => checkCustomValue(value))).toEqual([]);
    }
  });
});

describe('a hint', () => {
  it('shows six and four characters of a generated value', () => {
    const value = generateKeyValue();
    expect(hintOf(value)).toBe(`${value.slice(0, 6)}…${value.slice(-4)}`);
  });

  test.prop([fc.string({ unit: fc.constantFrom(...Array.from(BASE62)), minLength: 1, maxLength: 255 })])(
    'shows the first and last characters of any, together at most ten and a quarter',
    (value) => {
      const [first, last] = hintOf(value).split('…') as [string, string];
      expect(value.startsWith(first) && value.endsWith(last)).toBe(true);
      expect(first.length + last.length).toBe(Math.min(10, Math.floor(value.length / 4)));
    },
  );
});
