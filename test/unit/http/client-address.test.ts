import { parseIpRange } from '../../../src/domain/network/ip-range';
import { clientAddressOf } from '../../../src/http/client-address';

const TRUSTED = ['10.0.0.0/8', '2001:db8:ffff::/48'].map((text) => {
  const parsed = parseIpRange(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.range;
});

describe('the client’s address', () => {
  it.each([
    // peer, X-Forwarded-For, address
    ['198.51.100.1', undefined, '198.51.100.1'],
    ['198.51.100.1', '203.0.113.9', '198.51.100.1'],
    ['::ffff:198.51.100.1', undefined, '198.51.100.1'],
    ['2001:DB8::1', undefined, '2001:db8::1'],
    ['fe80::1%eth0', undefined, 'fe80::1'],
    [undefined, '203.0.113.9', null],

    ['10.0.0.1', '203.0.113.9', '203.0.113.9'],
    ['::ffff:10.0.0.1', '203.0.113.9', '203.0.113.9'],
    ['2001:db8:ffff::1', '2001:db8:1::9', '2001:db8:1::9'],
    ['10.0.0.1', 'spoofed, 192.0.2.7, 203.0.113.9', '203.0.113.9'],
    ['10.0.0.1', '192.0.2.7, 203.0.113.9, 10.0.0.2, 10.0.0.3', '203.0.113.9'],
    ['10.0.0.1', '203.0.113.9 ,10.0.0.2', '203.0.113.9'],
    ['10.0.0.1', '10.1.2.3, 10.0.0.2', '10.1.2.3'],
    ['10.0.0.1', undefined, null],
    ['10.0.0.1', '', null],
    ['10.0.0.1', 'unknown', null],
    ['10.0.0.1', '203.0.113.9, unknown', null],
    ['10.0.0.1', '203.0.113.9, unknown, 10.0.0.2', null],
    ['10.0.0.1', '203.0.113.9:5000', null],
    ['10.0.0.1', '010.0.0.9', null],
  ])('of peer %s with X-Forwarded-For %j is %s', (peer, forwardedFor, address) => {
    expect(clientAddressOf(peer, forwardedFor, TRUSTED)).toBe(address);
  });

  it('is the peer’s where no proxy is trusted', () => {
    expect(clientAddressOf('10.0.0.1', '203.0.113.9', [])).toBe('10.0.0.1');
  });
});
