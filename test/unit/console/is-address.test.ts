import { isAddress } from '../../../console/src/parts/is-address';
import { parseIpAddress } from '../../../src/domain/network/ip-address';

describe('an address', () => {
  it.each([
    ...[
      '203.0.113.9',
      '0.0.0.0',
      '010.0.0.1',
      '256.0.0.1',
      '1.2.3',
      '1.2.3.4.5',
      '1.2.3.4/24',
      '1',
      'host.example',
      '',
    ],
    ...[
      '2001:db8::1',
      '::',
      '::ffff:1.2.3.4',
      '2001:db8::1::2',
      '1:2:3:4:5:6:7:8',
      '1:2:3:4:5:6:7:8:9',
      'fe80::1%eth0',
    ],
    ...['[::1]', '::1:80/64', '12345::', 'g::1', '1.2.3.4:80', ':1'],
  ])('is for the page what it is for the service: “%s”', (text) => {
    expect(isAddress(text)).toBe(parseIpAddress(text) !== null);
  });
});
