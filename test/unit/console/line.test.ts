import { cutOf, stopsOf } from '../../../console/src/why/line';

type Explanation = Parameters<typeof stopsOf>[0];

const ref = (name: string, id: string | null = name) => ({ __typename: 'AccountRef' as const, id, name });
const NOBODY = new Set<string>();

/** Of the line root, vendor, reseller, shop. */
function explanation(
  edge: { definedOn: ReturnType<typeof ref>; blockedBy?: ReturnType<typeof ref> } | null,
  more: { failed?: 'KEY_INACTIVE' | 'KEY_EXPIRED'; effectiveStatus?: 'SUSPENDED'; line?: string[] } = {},
): Explanation {
  const { failed, effectiveStatus = 'ACTIVE', line = ['root', 'vendor', 'reseller', 'shop'] } = more;
  return {
    account: { __typename: 'Account', id: 'shop', name: 'shop', effectiveStatus, line: line.map((one) => ref(one)) },
    checks: failed ? [{ __typename: 'AccessCheck', code: failed, outcome: 'FAILED' }] : [],
    effectiveApiKey: edge && ({ blockedBy: null, ...edge } as unknown as Explanation['effectiveApiKey']),
  };
}

/** Each account with `=` before it where the key opens it. */
const drawn = (asked: Explanation, suspended = NOBODY): string[] =>
  stopsOf(asked, suspended).map(({ name, reached }) => (reached ? `=${name}` : name));
const cut = (asked: Explanation, suspended = NOBODY): string | undefined => cutOf(stopsOf(asked, suspended))?.name;

describe('how far down a key reaches', () => {
  it('is from the account that defines it to the one that is asked about', () => {
    const asked = explanation({ definedOn: ref('vendor') });
    expect(drawn(asked)).toEqual(['root', '=vendor', '=reseller', '=shop']);
    expect(cut(asked)).toBeUndefined();
  });

  it('ends above the account that blocks it', () => {
    const asked = explanation({ definedOn: ref('root'), blockedBy: ref('reseller') });
    expect(drawn(asked)).toEqual(['=root', '=vendor', 'reseller', 'shop']);
    expect(cut(asked)).toBe('reseller');
  });

  it('ends above a suspended account, and begins nowhere below one', () => {
    const asked = explanation({ definedOn: ref('vendor') }, { effectiveStatus: 'SUSPENDED' });
    expect(drawn(asked, new Set(['shop']))).toEqual(['root', '=vendor', '=reseller', 'shop']);
    expect(drawn(asked, new Set(['root']))).toEqual(['root', 'vendor', 'reseller', 'shop']);
    // One that the viewer does not see.
    expect(drawn(asked)).toEqual(['root', 'vendor', 'reseller', 'shop']);
  });

  it.each(['KEY_INACTIVE', 'KEY_EXPIRED'] as const)('is nowhere with %s', (failed) => {
    const asked = explanation({ definedOn: ref('vendor') }, { failed });
    expect(drawn(asked)).toEqual(['root', 'vendor', 'reseller', 'shop']);
    expect(cut(asked)).toBe('vendor');
  });

  it('is drawn from accounts that the viewer knows by name alone', () => {
    const edge = { definedOn: ref('vendor', null), blockedBy: ref('reseller', null) };
    const stops = stopsOf(explanation(edge, { line: ['shop'] }), NOBODY);
    expect(stops.map(({ name, gapBelow, reached }) => [name, gapBelow, reached])).toEqual([
      ['vendor', true, true],
      ['reseller', true, false],
      ['shop', false, false],
    ]);
    expect(stops[0]).toMatchObject({ defines: true, blocks: false });
    expect(stops[1]).toMatchObject({ defines: false, blocks: true });
  });

  it('is nowhere without a key, and no picture without an account', () => {
    expect(drawn(explanation(null))).toEqual(['root', 'vendor', 'reseller', 'shop']);
    expect(cut(explanation(null))).toBeUndefined();
    expect(stopsOf({ ...explanation(null), account: null }, NOBODY)).toEqual([]);
  });
});
