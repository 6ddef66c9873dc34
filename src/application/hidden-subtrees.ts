import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { type AccountPath, isWithin, parentPathOf, subtreeRange } from '../domain/accounts/account-path';
import { ForbiddenError, LimitReachedError } from '../domain/errors';
import type { Caller } from './caller';
import type { Context } from './context';

/** Each is two comparisons for every row. */
const MOST_HIDDEN = 200;

const NONE: readonly AccountPath[] = [];

/** The highest accounts below `top` that are closed to the caller: to all but keys there are none. */
export function hiddenBelow(caller: Caller, top: AccountPath = ''): readonly AccountPath[] {
  if (caller.kind !== 'KEY' || caller.hidden.size === 0) return NONE;
  return [...caller.hidden].filter((path) => isWithin(path, top));
}

/** Of those only the ones directly below `top`. */
export function hiddenChildren(caller: Caller, top: AccountPath): readonly AccountPath[] {
  return hiddenBelow(caller, top).filter((path) => parentPathOf(path) === top);
}

/** A condition of raw SQL with `?` that leaves them out; `column` has the path. @throws LimitReachedError */
export function notHidden(
  hidden: readonly AccountPath[],
  column: string,
): { readonly sql: string; readonly parameters: readonly string[] } {
  if (hidden.length === 0) return { sql: '1 = 1', parameters: [] };
  refuseTooMany(hidden);
  const ranges = hidden.map(subtreeRange);
  return {
    sql: `NOT (${ranges.map(() => `${column} >= ? AND ${column} < ?`).join(' OR ')})`,
    parameters: ranges.flatMap(({ from, to }) => [from, to]),
  };
}

/** The same of a query that is built. */
export function leaveOut<T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  hidden: readonly AccountPath[],
  column = 'a.path',
): void {
  if (hidden.length === 0) return;
  const { sql, parameters } = notHidden(hidden, column);
  const name = `hidden${column.replaceAll(/\W/g, '')}`;
  let at = 0;
  const named = sql.replaceAll('?', () => `:${name}${at++}`);
  query.andWhere(named, Object.fromEntries(parameters.map((value, index) => [`${name}${index}`, value])));
}

function refuseTooMany(hidden: readonly AccountPath[]): void {
  if (hidden.length <= MOST_HIDDEN) return;
  throw new LimitReachedError(
    `More than ${MOST_HIDDEN} accounts below are closed to your API key, as they are suspended or block it: ask about accounts further down, each by itself.`,
  );
}

/** What would carry off accounts that are closed to the caller, or tell of them, is not the caller's to do. */
export function requireNothingHiddenBelow({ caller }: Context, top: AccountPath, path: readonly string[]): void {
  if (hiddenBelow(caller, top).length === 0) return;
  throw new ForbiddenError(
    'Below the account are others that are closed to your API key, as they are suspended or block it.',
    path,
  );
}
