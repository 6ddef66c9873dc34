import { durationInWords, unitOf } from '../../../console/src/accounts/actions/lifetimes';
import { changesOf, rebased } from '../../../console/src/parts/rebase';
import { originOf } from '../../../console/src/accounts/settings/lifetime-origin';

describe('a form over what others change too', () => {
  const base = { name: 'Bakery', externalId: '', domains: ['a.example'] };

  it('sends what one changed', () => {
    expect(changesOf({ ...base, domains: ['a.example'] }, base)).toEqual({});
    expect(changesOf({ ...base, domains: [] }, base)).toEqual({ domains: [] });
  });

  it('follows what one left alone, and keeps what one changed', () => {
    const mine = { ...base, name: 'My bakery' };
    const live = { ...base, name: 'Their bakery', externalId: 'theirs' };
    expect(rebased(mine, base, live)).toEqual({ ...base, name: 'My bakery', externalId: 'theirs' });
  });
});

describe('a token lifetime', () => {
  it.each([
    [90, 'second', '90 seconds'],
    [3600, 'hour', '1 hour'],
    [5400, 'minute', '90 minutes'],
    [7_776_000, 'day', '90 days'],
  ])('of %i seconds is said in the largest unit of which it is a whole number', (seconds, unit, words) => {
    expect(unitOf(seconds)).toBe(unit);
    expect(durationInWords(seconds, 'en')).toBe(words);
  });

  it('comes from the nearest account that sets it', () => {
    const account = (depth: number, refreshTokenSeconds: number | null) => ({
      id: `acc_${depth}`,
      name: `Level ${depth}`,
      depth,
      tokenLifetimes: {
        __typename: 'TokenLifetimes' as const,
        userAccessTokenSeconds: null,
        deviceAccessTokenSeconds: null,
        refreshTokenSeconds,
      },
    });
    const line = [account(0, 300), account(1, 600), account(2, null)];
    expect(originOf('refreshTokenSeconds', 'acc_2', line)).toEqual({ kind: 'account', name: 'Level 1' });
    expect(originOf('refreshTokenSeconds', 'acc_1', line.slice(0, 2))).toEqual({ kind: 'own' });
    expect(originOf('userAccessTokenSeconds', 'acc_2', line)).toEqual({ kind: 'default' });
    // Where one does not see up to the root.
    expect(originOf('userAccessTokenSeconds', 'acc_2', line.slice(1))).toEqual({ kind: 'fromAbove' });
  });
});
