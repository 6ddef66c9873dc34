import { blockingAccount, reasonsOf, stateOf } from '../../../src/domain/keys/effective-state';
import { bearsValue, REPLACED_VALUE_KEPT_MS } from '../../../src/domain/keys/replaced-value';
import { describeVectors, type EffectiveVector, VECTORS_NOW } from '../../support/vectors';
import { NaiveWorld } from './naive-world';

const now = VECTORS_NOW;

describe('the state of a key on an account', () => {
  it('is the first of all that stands in its way', () => {
    const all = { blocked: true, active: false, expiresAt: now };
    expect(reasonsOf(all, now)).toEqual(['BLOCKED', 'INACTIVE', 'EXPIRED']);
    expect(stateOf(all, now)).toBe('BLOCKED');
    expect(stateOf({ ...all, blocked: false }, now)).toBe('INACTIVE');
    expect(stateOf({ ...all, blocked: false, active: true }, now)).toBe('EXPIRED');
    expect(stateOf({ blocked: false, active: true, expiresAt: new Date(now.getTime() + 1) }, now)).toBe('ACTIVE');
    expect(reasonsOf({ blocked: false, active: true, expiresAt: null }, now)).toEqual([]);
  });

  it('names of several blocking accounts the one nearest to the key’s own, and never that itself', () => {
    const blocks = (...ids: string[]): string | null =>
      blockingAccount(['root', 'vendor', 'branch', 'shop'], 'vendor', (id) => ids.includes(id));
    expect(blocks()).toBeNull();
    expect(blocks('shop')).toBe('shop');
    expect(blocks('shop', 'branch')).toBe('branch');
    expect(blocks('root', 'vendor')).toBeNull();
  });
});

describe('a replaced value', () => {
  it('bears its key until 30 days after the end of its overlap', () => {
    const end = now.getTime();
    expect(REPLACED_VALUE_KEPT_MS).toBe(2_592_000_000);
    expect([-1, 0, 1].map((ms) => bearsValue(end, end + 2_592_000_000 + ms))).toEqual([true, false, false]);
    expect(bearsValue(null, Number.MAX_SAFE_INTEGER)).toBe(true);
  });
});

describeVectors('the effective keys in the worlds of ../shared/vectors', ({ worlds }) => {
  it.each(worlds.map((_, index) => index))('are on every account of world %i as the file says', (index) => {
    const vectors = worlds[index]!;
    const world = new NaiveWorld(vectors);
    const effective = (id: string): EffectiveVector[] =>
      world.effective(id).map(({ definedOn, name, active, expiresAtMs }) => {
        const line = world.line(id).reverse();
        const key = world.key(definedOn, name);
        const blockedBy = blockingAccount(line, definedOn, (above) => world.blockers(id, key).includes(above));
        const expiresAt = expiresAtMs === null ? null : new Date(expiresAtMs);
        const state = stateOf({ active, expiresAt, blocked: blockedBy !== null }, now);
        return { definedOn, name, inherited: definedOn !== id, state, ...(blockedBy === null ? {} : { blockedBy }) };
      });
    const ids = vectors.tree.accounts.map((account) => account.externalId);
    expect(Object.keys(vectors.effective).sort()).toEqual([...ids].sort());
    for (const id of ids) {
      const expected = vectors.effective[id]!;
      expect({ id, keys: new Set(effective(id)) }).toEqual({ id, keys: new Set(expected) });
      expect(effective(id)).toHaveLength(expected.length);
    }
  });
});
