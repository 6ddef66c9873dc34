import type { AccountPath } from '../../domain/accounts/account-path';
import { subtreeRange } from '../../domain/accounts/account-path';
import type { Context } from '../context';
import { viewedPaths } from '../keys/api-key-visibility';

/** A condition of raw SQL with `?`, and its parameters. */
export interface Condition {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** The accounts at and below any of the paths; `a` is the account. */
export function withinPaths(paths: readonly AccountPath[]): Condition {
  if (paths.length === 0) return { sql: '1 = 0', parameters: [] };
  const ranges = paths.map(subtreeRange);
  return {
    sql: `(${ranges.map(() => 'a.path >= ? AND a.path < ?').join(' OR ')})`,
    parameters: ranges.flatMap(({ from, to }) => [from, to]),
  };
}

/** What a key did elsewhere is nobody's business: the accounts on which the caller holds ViewApiKey, within reach. */
export function seenAccounts({ caller }: Context): Condition {
  return withinPaths(viewedPaths(caller));
}
