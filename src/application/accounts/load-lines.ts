import { In } from 'typeorm';
import type { AccountStatus } from '../../domain/accounts/account';
import { type AccountPath, idsOnLines, lineOf } from '../../domain/accounts/account-path';
import { Account } from '../../entities/account';
import { reaches } from '../caller';
import type { Context } from '../context';

/** Ids of one statement: below the databases' limits of parameters. */
const BATCH = 5000;

/** The line of each path, the root first, the account itself last: one statement for all of them. */
export async function loadLines(
  context: Context,
  paths: readonly AccountPath[],
): Promise<ReadonlyMap<AccountPath, readonly Account[]>> {
  const ids = idsOnLines(paths);
  const accounts = new Map<string, Account>();
  for (let from = 0; from < ids.length; from += BATCH) {
    const rows = await context.manager.findBy(Account, { id: In(ids.slice(from, from + BATCH)) });
    for (const row of rows) accounts.set(row.id, row);
  }
  const lineAt = (path: AccountPath): Account[] => lineOf(path).flatMap((id) => accounts.get(id) ?? []);
  return new Map(paths.map((path) => [path, lineAt(path)]));
}

/** What of a line the caller may know of: it begins at the highest account within reach. */
export function visibleLine(context: Context, line: readonly Account[]): Account[] {
  return line.filter((account) => reaches(context.caller, account.path));
}

/** Suspending an account suspends all below it. */
export function effectiveStatusOf(line: readonly Pick<Account, 'status'>[]): AccountStatus {
  return line.some((account) => account.status === 'SUSPENDED') ? 'SUSPENDED' : 'ACTIVE';
}
