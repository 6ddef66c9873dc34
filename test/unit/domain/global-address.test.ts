import { fc, test } from '@fast-check/jest';
import { allowedTargets, isException, mayConnect, parseTarget } from '../../../src/domain/network/allowed-targets';
import { isGlobalUnicast } from '../../../src/domain/network/global-address';
import { formatIpAddress, type IpAddress, parseIpAddress } from '../../../src/domain/network/ip-address';

function address(text: string): IpAddress {
  const parsed = parseIpAddress(text);
  if (!parsed) throw new Error(`${text} is no address`);
  return parsed;
}

const globalOf = (texts: readonly string[]): string[] => texts.filter((text) => isGlobalUnicast(address(text)));

/** First and last of what the registries of IANA do not call global, and what stands beside each. */
const NOT_GLOBAL = [
  ...['0.0.0.0', '0.255.255.255', '10.0.0.0', '10.255.255.255', '100.64.0.0', '100.127.255.255'],
  ...['127.0.0.0', '127.0.0.1', '127.255.255.255', '169.254.0.0', '169.254.169.254', '169.254.255.255'],
  ...['172.16.0.0', '172.31.255.255', '192.0.0.0', '192.0.0.255', '192.0.2.0', '192.0.2.255'],
  ...['192.88.99.0', '192.88.99.255', '192.168.0.0', '192.168.255.255', '198.18.0.0', '198.19.255.255'],
  ...['198.51.100.0', '198.51.100.255', '203.0.113.0', '203.0.113.255'],
  ...['224.0.0.0', '239.255.255.255', '240.0.0.0', '255.255.255.255'],
  ...['::', '::1', '::7f00:1', '::ffff:10.0.0.1', '::ffff:127.0.0.1', '100::1', '1fff:ffff::1', '4000::', '5f00::1'],
  ...['fc00::1', 'fd12:3456::1', 'fe80::1', 'febf::1', 'fec0::1', 'ff02::1', 'ffff::1'],
  ...['2001::', '2001:0:4136:e378:8000:63bf:3fff:fdd2', '2001:2::1', '2001:10::1', '2001:1ff:ffff::1'],
  ...['2001:db8::', '2001:db8:ffff::1', '2002::', '2002:c0a8:101::1', '2002:808:808::1', '3fff::', '3fff:fff::1'],
  ...['64:ff9b::10.0.0.1', '64:ff9b::127.0.0.1', '64:ff9b::169.254.169.254', '64:ff9b:1::8.8.8.8', '64:ff9b:1::1'],
  ...['64:ff9a::8.8.8.8', '64:ff9b::1:808:808'],
];
const GLOBAL = [
  ...['1.0.0.0', '9.255.255.255', '11.0.0.0', '100.63.255.255', '100.128.0.0', '126.255.255.255', '128.0.0.0'],
  ...['169.253.255.255', '169.255.0.0', '172.15.255.255', '172.32.0.0', '192.0.1.0', '192.0.3.0', '192.88.98.255'],
  ...['192.167.255.255', '192.169.0.0', '198.17.255.255', '198.20.0.0', '198.51.99.255', '203.0.114.0'],
  ...['223.255.255.255', '::ffff:8.8.8.8', '64:ff9b::8.8.8.8'],
  ...['2000::1', '2001:200::1', '2001:db7::1', '2001:db9::1', '2003::1', '2606:4700::1111', '3ffe::1', '3fff:1000::1'],
];

describe('an address is global unicast', () => {
  it('where the registries of IANA call it so, and nowhere else', () => {
    expect(globalOf(NOT_GLOBAL)).toEqual([]);
    expect(globalOf(GLOBAL)).toEqual(GLOBAL);
  });

  test.prop([fc.ipV4()])('as its mapped and NAT64 forms are', (text) => {
    const plain = isGlobalUnicast(address(text));
    expect(isGlobalUnicast(address(`::ffff:${text}`))).toBe(plain);
    expect(isGlobalUnicast(address(`64:ff9b::${text}`))).toBe(plain);
    const [a = 0, b = 0, c = 0, d = 0] = text.split('.').map(Number);
    const hex = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
    const sixToFour = `2002:${(hex >>> 16).toString(16)}:${(hex & 0xffff).toString(16)}::1`;
    expect(isGlobalUnicast(address(sixToFour))).toBe(false);
  });

  test.prop([fc.uint8Array({ minLength: 16, maxLength: 16 })])('never outside 2000::/3, but for NAT64', (bytes) => {
    const text = formatIpAddress({ family: 6, bytes });
    fc.pre(!text.startsWith('64:ff9b::') && !text.startsWith('::ffff:'));
    if ((bytes[0]! & 0xe0) !== 0x20) expect(isGlobalUnicast(address(text))).toBe(false);
  });
});

describe('the operator’s exceptions', () => {
  const allowed = allowedTargets(['hooks.internal', '10.1.0.0/16', 'fd00::/8', '127.0.0.1']);

  it.each([
    ['hooks.internal', '192.168.7.7', true],
    ['other.internal', '192.168.7.7', false],
    ['other.internal', '10.1.2.3', true],
    ['other.internal', '10.2.2.3', false],
    ['other.internal', '::ffff:10.1.2.3', true],
    ['other.internal', '64:ff9b::10.1.2.3', true],
    ['other.internal', 'fd00::7', true],
    ['127.0.0.1', '127.0.0.1', true],
    ['127.0.0.2', '127.0.0.2', false],
    ['hooks.example.com', '93.184.215.14', true],
  ])('lead %s at %s: %s', (host, text, may) => {
    expect(mayConnect(allowed, host, address(text))).toBe(may);
  });

  it('are those that are named, not whatever is global', () => {
    expect(isException(allowed, 'hooks.internal')).toBe(true);
    expect(isException(allowed, '10.1.2.3')).toBe(true);
    expect(isException(allowed, '8.8.8.8')).toBe(false);
    expect(isException(allowed, 'hooks.example.com')).toBe(false);
  });

  it.each([
    ['Hooks.Internal', 'hooks.internal'],
    ['10.1.2.3/8', 'HOST_BITS_SET'],
    ['10.1.2.3/33', 'PREFIX_LENGTH'],
    ['hooks:80', 'NOT_A_RANGE'],
    ['https://hooks', 'NOT_A_RANGE'],
    ['*.internal', 'NOT_A_HOST_NAME'],
    ['10.1.2', 'IP_ADDRESS'],
  ])('are read: %s is %s', (text, expected) => {
    const parsed = parseTarget(text);
    expect(parsed.ok ? parsed.target : parsed.code).toEqual(expected);
  });
});
