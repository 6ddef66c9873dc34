import { fc, test } from '@fast-check/jest';
import { API_KEY_FLAGS, type ApiKeyPowers } from '../../../src/domain/keys/api-key';
import { isLoosening } from '../../../src/domain/keys/loosening';

const early = new Date('2030-01-01');
const late = new Date('2031-01-01');
const key: ApiKeyPowers = {
  active: true,
  fullApiAccess: false,
  allowUnauthenticatedRequests: false,
  allowUntrustedEndpoints: false,
  automaticEndpointTrust: false,
  expiresAt: early,
  allowedIps: ['10.0.0.0/8', '2001:db8::/32'],
  permissions: ['ViewAccount'],
};

describe('a change of a key', () => {
  it.each<[string, Partial<ApiKeyPowers>, Partial<ApiKeyPowers>]>([
    ['activates it', { active: false }, { active: true }],
    ...API_KEY_FLAGS.map((flag): [string, Partial<ApiKeyPowers>, Partial<ApiKeyPowers>] => [
      `sets ${flag}`,
      { [flag]: false },
      { [flag]: true },
    ]),
    ['lets it work longer', { expiresAt: early }, { expiresAt: late }],
    ['lets it work for ever', { expiresAt: early }, { expiresAt: null }],
    ['adds a permission', { permissions: ['ViewAccount'] }, { permissions: ['ViewAccount', 'ViewUser'] }],
    ['widens a range', { allowedIps: ['10.0.0.0/8'] }, { allowedIps: ['10.0.0.0/7'] }],
    ['adds a range', { allowedIps: ['10.0.0.0/8'] }, { allowedIps: ['10.0.0.0/8', '192.0.2.1/32'] }],
    ['takes all ranges away, so that it works everywhere', { allowedIps: ['0.0.0.0/0'] }, { allowedIps: [] }],
  ])('loosens it where it %s, and the change back does not', (_, before, after) => {
    expect(isLoosening({ ...key, ...before }, { ...key, ...after })).toBe(true);
    expect(isLoosening({ ...key, ...after }, { ...key, ...before })).toBe(false);
  });

  it('loosens it either way where it exchanges one thing for another', () => {
    const views = { ...key, permissions: ['ViewUser'] } satisfies ApiKeyPowers;
    const elsewhere = { ...key, allowedIps: ['11.0.0.0/8'] };
    for (const other of [views, elsewhere]) {
      expect([isLoosening(key, other), isLoosening(other, key)]).toEqual([true, true]);
    }
  });

  it('does not loosen it where ranges are only written otherwise or made narrower', () => {
    const change = (allowedIps: string[]): boolean => isLoosening(key, { ...key, allowedIps });
    expect(change(['2001:db8::/32', '10.128.0.0/9', '10.0.0.0/9'])).toBe(false);
    expect(change(['10.1.2.3/32'])).toBe(false);
  });

  const powers = fc.record<ApiKeyPowers>({
    active: fc.boolean(),
    fullApiAccess: fc.boolean(),
    allowUnauthenticatedRequests: fc.boolean(),
    allowUntrustedEndpoints: fc.boolean(),
    automaticEndpointTrust: fc.boolean(),
    expiresAt: fc.constantFrom(null, early, late),
    allowedIps: fc.subarray(['10.0.0.0/8', '10.0.0.0/9', '10.128.0.0/9', '192.0.2.0/24', '::/0']),
    permissions: fc.subarray(['ViewAccount', 'ViewUser', 'ModifyApiKey']),
  });

  test.prop([powers, powers, powers])('loosens only if one of its steps does', (first, second, third) => {
    fc.pre(isLoosening(first, third));
    expect(isLoosening(first, second) || isLoosening(second, third)).toBe(true);
    expect(isLoosening(first, first)).toBe(false);
  });
});
