import { addressGroup } from '../../../src/application/attempts/address-group';

describe('addressGroup', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:db8:0:0:7::1', '2001:db8:0:0::/64'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
    ['1::', '1:0:0:0::/64'],
    ['1:2:3:4:5:6:7::', '1:2:3:4::/64'],
  ])('of %s is %s', (ip, group) => {
    expect(addressGroup(ip)).toBe(group);
  });

  it('puts unknown addresses together', () => {
    expect(addressGroup(null)).toBe(addressGroup(null));
    expect(addressGroup(null)).not.toBe(addressGroup('::'));
  });

  it('puts those apart that different gateways do not tell', () => {
    expect(addressGroup(null, 'one')).toBe(addressGroup(null, 'one'));
    expect(addressGroup(null, 'one')).not.toBe(addressGroup(null, 'other'));
    expect(addressGroup(null, 'one')).not.toBe(addressGroup(null));
    expect(addressGroup('203.0.113.7', 'one')).toBe(addressGroup('203.0.113.7'));
  });
});
