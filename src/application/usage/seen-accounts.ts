import type { AccountPath } from '../../domain/accounts/account-path';
import { subtreeRange } from '../../domain/accounts/account-path';
import type { Context } from '../context';
import { hiddenBelow, notHidden } from '../hidden-subtrees';
import { viewedPaths } from '../keys/api-key-visibility';

/** A condition of raw SQL with `?`, and its parameters. */
export interface Condition {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** The accounts at and below any of the paths that are not closed to the caller; `a` is the account. */
export function seenWithin({ caller }: Context, paths: readonly AccountPath[]): Condition {
  if (paths.length === 0) return { sql: '1 = 0', parameters: [] };
  const ranges = paths.map(subtreeRange);
  const within = ranges.map(() => 'a.path >= ? AND a.path < ?').join(' OR ');
  const hidden = paths.flatMap((path) => hiddenBelow(caller, path));
  const shown = notHidden(hidden, 'a.path');
  return {
    sql: hidden.length === 0 ? `(${within})` : `(${within}) AND ${shown.sql}`,
    parameters: [...ranges.flatMap(({ from, to }) => [from, to]), ...shown.parameters],
  };
}

/** What a key did elsewhere is nobody's business: the accounts on which the caller holds ViewApiKey, within reach. */
export function seenAccounts(context: Context): Condition {
  return seenWithin(context, viewedPaths(context.caller));
}
