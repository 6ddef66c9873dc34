import { fc, test } from '@fast-check/jest';
import {
  childPath,
  depthOf,
  isWithin,
  lineOf,
  parentPathOf,
  subtreeRange,
} from '../../../src/domain/accounts/account-path';
import { checkExternalId } from '../../../src/domain/accounts/external-id';
import { parseHostName } from '../../../src/domain/accounts/host-name';
import {
  checkTokenLifetimes,
  DEFAULT_TOKEN_LIFETIMES,
  effectiveTokenLifetimes,
} from '../../../src/domain/accounts/token-lifetimes';

/** Few ids that begin alike, so that paths of different lines do. */
const id = fc.constantFrom('0', '1', 'f').map((digit) => digit.padStart(32, 'a'));
const line = fc.array(id, { minLength: 1, maxLength: 17 });
const pathOf = (ids: readonly string[]): string => ids.reduce(childPath, '');

describe('a path', () => {
  test.prop([line])('is its line', (ids) => {
    const path = pathOf(ids);
    expect(lineOf(path)).toEqual(ids);
    expect(depthOf(path)).toBe(ids.length - 1);
    expect(parentPathOf(path)).toBe(ids.length === 1 ? null : pathOf(ids.slice(0, -1)));
  });

  const shortLine = fc.array(id, { minLength: 1, maxLength: 4 });
  test.prop([shortLine, shortLine], { numRuns: 500 })('is in the range of a subtree where its line is', (ids, top) => {
    const path = pathOf(ids);
    const { from, to } = subtreeRange(pathOf(top));
    const within = top.every((one, index) => ids[index] === one);
    expect(path >= from && path < to).toBe(within);
    expect(isWithin(path, pathOf(top))).toBe(within);
  });
});

describe('a host name', () => {
  it.each([
    ['API.Example.COM', 'api.example.com'],
    ['localhost', 'localhost'],
    ['xn--bcher-kva.example', 'xn--bcher-kva.example'],
    ['1.2.3.example4', '1.2.3.example4'],
    [`${'a'.repeat(63)}.test`, `${'a'.repeat(63)}.test`],
    [`${'a.'.repeat(126)}a`, `${'a.'.repeat(126)}a`],
  ])('is kept in lower case: %s', (text, hostName) => {
    expect(parseHostName(text)).toEqual({ ok: true, hostName });
  });

  it.each([
    ['LENGTH', ''],
    ['LENGTH', `${'a.'.repeat(126)}ab`],
    ['NOT_ASCII', 'bücher.example'],
    ['NOT_ASCII', 'a b.example'],
    ['NOT_ASCII', 'a.example\n'],
    // Lower case would make an ASCII letter of the Kelvin sign.
    ['NOT_ASCII', '\u212Aey.example'],
    ['TRAILING_DOT', 'example.com.'],
    ['PORT', 'example.com:443'],
    ['PORT', 'https://example.com'],
    ['PORT', '[::1]'],
    ['NOT_A_HOST_NAME', 'a..b'],
    ['NOT_A_HOST_NAME', '-a.example'],
    ['NOT_A_HOST_NAME', 'a-.example'],
    ['NOT_A_HOST_NAME', 'a_b.example'],
    ['NOT_A_HOST_NAME', '*.example.com'],
    ['NOT_A_HOST_NAME', `${'a'.repeat(64)}.test`],
    ['IP_ADDRESS', '10.0.0.1'],
    ['IP_ADDRESS', '167772161'],
    ['IP_ADDRESS', '0x0a000001'],
  ])('is refused as %s: %j', (code, text) => {
    expect(parseHostName(text)).toMatchObject({ ok: false, code });
  });

  it('of another script is refused with its ASCII form', () => {
    expect(parseHostName('Bücher.example')).toMatchObject({
      message: expect.stringContaining('xn--bcher-kva.example') as string,
    });
  });
});

describe('an external id', () => {
  it.each(['4711', 'Acme / Köln', 'ID:7', 'hosts', 'Host', 'x'.repeat(200), 'ß'.repeat(127)])(
    'may be used: %j',
    (text) => {
      expect(checkExternalId(text)).toBeNull();
    },
  );

  it.each([
    ['EMPTY', ''],
    ['EMPTY', ' \t'],
    ['TOO_LONG', 'x'.repeat(201)],
    ['TOO_LONG', 'ß'.repeat(128)],
    ['CONTROL_CHARACTER', 'a\u0000'],
    ['CONTROL_CHARACTER', 'a\uD800'],
    ['RESERVED', 'id:acc_1'],
    ['RESERVED', 'external:1'],
    ['RESERVED', 'host'],
  ])('is refused as %s: %j', (code, text) => {
    expect(checkExternalId(text)?.code).toBe(code);
  });
});

describe('token lifetimes', () => {
  const none = { userAccessTokenSeconds: null, deviceAccessTokenSeconds: null, refreshTokenSeconds: null };

  it('are an hour, an hour and 90 days where nobody says otherwise', () => {
    expect(effectiveTokenLifetimes([none, none])).toEqual(DEFAULT_TOKEN_LIFETIMES);
    expect(DEFAULT_TOKEN_LIFETIMES).toEqual({
      userAccessTokenSeconds: 3600,
      deviceAccessTokenSeconds: 3600,
      refreshTokenSeconds: 90 * 86_400,
    });
  });

  it('are each the account’s own, else those of the nearest above', () => {
    const root = { ...none, userAccessTokenSeconds: 60, refreshTokenSeconds: 300 };
    const vendor = { ...none, userAccessTokenSeconds: 120 };
    expect(effectiveTokenLifetimes([root, vendor, none])).toEqual({
      userAccessTokenSeconds: 120,
      deviceAccessTokenSeconds: 3600,
      refreshTokenSeconds: 300,
    });
  });

  it('of access tokens are at most 24 h, and every fault is named', () => {
    expect(checkTokenLifetimes({ userAccessTokenSeconds: 86_400, deviceAccessTokenSeconds: null })).toEqual([]);
    const faults = checkTokenLifetimes({
      userAccessTokenSeconds: 86_401,
      deviceAccessTokenSeconds: 60.5,
      refreshTokenSeconds: 0,
    });
    expect(faults.map(({ path, code }) => [...path, code])).toEqual([
      ['userAccessTokenSeconds', 'OUT_OF_RANGE'],
      ['deviceAccessTokenSeconds', 'OUT_OF_RANGE'],
      ['refreshTokenSeconds', 'OUT_OF_RANGE'],
    ]);
  });
});
