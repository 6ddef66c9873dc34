/** The ids from the root to the account that a webhook is of. */
export type Line = readonly string[];

/** What one account with all below it may hold of the places that the others at its side leave. */
const SHARE = 2 / 3;

/**
 * Whether one more may begin for a webhook on `line`, besides those under way, of so many places. At each account of the
 * line some places stay free for its neighbours, however many accounts and webhooks somebody makes below their own.
 */
export function hasPlace(line: Line, underWay: readonly Line[], places: number): boolean {
  if (underWay.length >= places) return false;
  let most = places;
  let above = underWay.length;
  return heldBy(line, underWay).every((held) => {
    most = SHARE * (most - (above - held));
    above = held;
    return held < most;
  });
}

/** Less than zero where `a` goes before `b`: its branch holds fewer where the two part, or first does. */
export function compareTurns(a: readonly number[], b: readonly number[]): number {
  const longer = a.length > b.length ? a : b;
  const differences = longer.map((_, depth) => (a[depth] ?? 0) - (b[depth] ?? 0));
  return differences.find((difference) => difference !== 0) ?? 0;
}

/** How many are under way below each account of the line, from under the root on; last, of the account's own webhooks. */
export function heldBy(line: Line, underWay: readonly Line[]): number[] {
  let within = underWay;
  return Array.from(line, (_, index) => {
    // Past the end of both lines there is nothing, which is the same: the account's own.
    const depth = index + 1;
    within = within.filter((other) => other[depth] === line[depth]);
    return within.length;
  });
}
