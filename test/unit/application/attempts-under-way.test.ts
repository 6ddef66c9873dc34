import { type Attempting, AttemptsUnderWay } from '../../../src/application/notifications/attempts-under-way';

describe('AttemptsUnderWay', () => {
  let places: AttemptsUnderWay;
  let ids = 0;

  beforeEach(() => {
    places = new AttemptsUnderWay();
  });

  /** Another webhook of the account. */
  function webhook(...line: string[]): Attempting {
    return { webhookId: `webhook ${++ids}`, line: ['root', ...line] };
  }

  /** Begins for one webhook after the other, of those lines by turns, until all of them are refused in a row. */
  function fill(lines: readonly string[][], prepare: (one: Attempting) => void = () => undefined): number {
    let [begun, refused] = [0, 0];
    for (let n = 0; refused < lines.length; n++) {
      const one = webhook(...lines[n % lines.length]!);
      prepare(one);
      if (!places.hasPlaceFor(one)) refused++;
      else {
        places.begin(one);
        begun++;
        refused = 0;
      }
    }
    return begun;
  }

  const slow = (one: Attempting): void => places.took(one.webhookId, 2_001);

  it('gives a webhook two places, and takes them back', () => {
    const one = webhook('a');
    const leave = places.begin(one);
    places.begin(one);
    expect(places.hasPlaceFor(one)).toBe(false);
    expect(places.hasPlaceFor(webhook('a'))).toBe(true);
    leave();
    expect(places.hasPlaceFor(one)).toBe(true);
  });

  it('keeps a third free of an account with all below it, however many those are', () => {
    const begun = fill([['a'], ...Array.from({ length: 30 }, (_, n) => ['a', `below ${n}`])]);
    expect(begun).toBeGreaterThan(60);
    expect(begun).toBeLessThanOrEqual(67);
    for (const line of [[], ['b'], ['b', 'c', 'd']]) expect(places.hasPlaceFor(webhook(...line))).toBe(true);
    expect(fill([['b']])).toBeGreaterThan(10);
    expect(places.hasPlaceFor(webhook('c'))).toBe(true);
  });

  it('keeps some free of each account below another too, and of one’s own webhooks', () => {
    expect(fill([[]])).toBe(67);
    expect(fill([['a', 'x']])).toBeGreaterThan(5);
    expect(places.hasPlaceFor(webhook('a', 'y'))).toBe(true);
    expect(places.hasPlaceFor(webhook('a'))).toBe(true);
  });

  it('has one for the deepest account of the tree', () => {
    const deepest = Array.from({ length: 16 }, (_, n) => `level ${n}`);
    expect(fill([deepest])).toBeGreaterThan(0);
    expect(places.hasPlaceFor(webhook(...deepest.slice(0, 8)))).toBe(true);
  });

  it('is full when all places are taken, by many', () => {
    fill(Array.from({ length: 150 }, (_, n) => [`account ${n}`]));
    expect(places.isFull).toBe(true);
    expect(places.hasPlaceFor(webhook('another'))).toBe(false);
  });

  it('keeps those that were slow to a quarter, whoever they are of', () => {
    const lines = Array.from({ length: 150 }, (_, n) => [`account ${n}`]);
    expect(fill(lines, slow)).toBe(25);
    const [known, unknown] = [webhook('account 1'), webhook('account 1')];
    slow(known);
    expect([known, unknown].map((one) => places.hasPlaceFor(one))).toEqual([false, true]);
    // It was quick this time.
    places.took(known.webhookId, 2_000);
    expect(places.hasPlaceFor(known)).toBe(true);
  });

  it('shares out that quarter in the same way', () => {
    const begun = fill([['a'], ['a', 'below']], slow);
    expect(begun).toBeGreaterThan(10);
    expect(begun).toBeLessThanOrEqual(17);
    const neighbour = webhook('b');
    slow(neighbour);
    expect(places.hasPlaceFor(neighbour)).toBe(true);
  });

  it('remembers so and so many', () => {
    fill([['a']], slow);
    const first = webhook('a');
    slow(first);
    expect(places.hasPlaceFor(first)).toBe(false);
    for (let n = 0; n < 10_000; n++) slow(webhook('a'));
    expect(places.hasPlaceFor(first)).toBe(true);
  });

  it('has those first whose accounts hold the fewest places, then those that were first', () => {
    for (const line of [['a'], ['a', 'x'], ['b', 'x']]) places.begin(webhook(...line));
    const waiting = [['a'], ['a', 'y'], ['b', 'x'], ['b', 'y'], ['c'], [], ['c', 'z']].map((line) => webhook(...line));
    const turns = places.inTurn(waiting).map(({ line }) => line.slice(1).join('/'));
    expect(turns).toEqual(['c', '', 'c/z', 'b/y', 'b/x', 'a/y', 'a']);
  });
});
