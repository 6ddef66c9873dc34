import { type AccountPath, subtreeRange } from '../../domain/accounts/account-path';
import { ConflictError } from '../../domain/errors';
import { In } from 'typeorm';
import { Account } from '../../entities/account';
import { requireVersion } from '../access';
import { type Change, change } from '../change';
import type { Context } from '../context';
import { requireNothingHiddenBelow } from '../hidden-subtrees';
import { endTokenFamilies } from '../tokens/end-token-families';
import { requireGoverned } from './governor';

/** Ids of one statement: below SQLite's and MySQL's limits of parameters. */
const BATCH = 500;

export interface DeleteAccountInput {
  readonly accountId: string;
  readonly version?: number | undefined;
  /** Also its sub-accounts, where it has any. Default false: it is refused then. */
  readonly cascade?: boolean | undefined;
}

export interface DeleteAccountResult {
  readonly accountId: string;
  /** What went, the sub-accounts' included. */
  readonly accounts: number;
  readonly apiKeys: number;
  readonly users: number;
}

/**
 * Deletes an account with its subtree's keys and users. Takes DeleteAccount on its parent, so nobody deletes the
 * account that contains them. The last administrator needs no look here: a grant on the root is of a user and a
 * role of the root, which is not deleted.
 */
export function deleteAccount(context: Context, input: DeleteAccountInput): Promise<DeleteAccountResult> {
  return change(context, async (change) => {
    const account = await requireGoverned(change, input.accountId, 'DeleteAccount', 'Deleting an account');
    requireNothingHiddenBelow(change, account.path, ['accountId']);
    if (input.version !== undefined) requireVersion(account, input.version, { type: 'Account', id: account.id });
    const doomed = await subtreeOf(change, account.path);
    if (doomed.length > 1 && input.cascade !== true) {
      throw new ConflictError(
        `The account has ${doomed.length - 1} accounts below it: delete or move them first, or say \`cascade: true\`.`,
        ['cascade'],
      );
    }
    const [apiKeys, users] = [
      await countWithin(change, 'api_key', account.path),
      await countWithin(change, 'user', account.path),
    ];
    await endTokensGainedOn(change, doomed);
    await deleteDeepestFirst(change, account, doomed);
    for (const each of doomed) tell(change, each);
    return { accountId: account.id, accounts: doomed.length, apiKeys, users };
  });
}

function subtreeOf(change: Change, path: AccountPath): Promise<Account[]> {
  const { from, to } = subtreeRange(path);
  return change.manager
    .createQueryBuilder(Account, 'a')
    .where('a.path >= :from AND a.path < :to', { from, to })
    .orderBy('a.path')
    .getMany();
}

async function countWithin(change: Change, table: 'api_key' | 'user', path: AccountPath): Promise<number> {
  const { from, to } = subtreeRange(path);
  const rows = await change.manager.query<{ n: number | string }[]>(
    `SELECT COUNT(*) AS n FROM ${table} t JOIN account a ON a.id = t.account_id WHERE a.path >= ? AND a.path < ?`,
    [from, to],
  );
  return Number(rows[0]?.n);
}

/** Their rows would go unnoticed with the accounts, and a user of an account above could go on with the tokens there. */
async function endTokensGainedOn(change: Change, doomed: readonly Account[]): Promise<void> {
  for (let from = 0; from < doomed.length; from += BATCH) {
    const ids = doomed.slice(from, from + BATCH).map(({ id }) => id);
    await endTokenFamilies(change, { accountId: In(ids) });
  }
}

/** MySQL looks at the foreign key to the parent row by row, so parents go last. All else goes by cascade. */
async function deleteDeepestFirst(change: Change, account: Account, doomed: readonly Account[]): Promise<void> {
  const { from, to } = subtreeRange(account.path);
  const deepest = Math.max(...doomed.map((each) => each.depth));
  for (let depth = deepest; depth >= account.depth; depth--) {
    await change.manager.query('DELETE FROM account WHERE path >= ? AND path < ? AND depth = ?', [from, to, depth]);
  }
}

function tell(change: Change, account: Account): void {
  const { kind, name, parentId, status, externalId } = account;
  change.record('account', account.id);
  change.audit({
    action: 'ACCOUNT_DELETED',
    account,
    target: { type: 'Account', id: account.id, name },
    before: { kind, name, parentId, status, externalId },
  });
}
