import { MAX_ACCOUNT_DEPTH } from '../../domain/accounts/account';
import { childPath, isWithin, subtreeRange } from '../../domain/accounts/account-path';
import { ConflictError, ForbiddenError, LimitReachedError } from '../../domain/errors';
import { missingPermissions } from '../../domain/permissions/permission';
import { concatenated } from '../../database/dialect';
import { Account } from '../../entities/account';
import { requireAccount, requireVersion } from '../access';
import { permissionsOn } from '../caller';
import { type Change, change } from '../change';
import type { Context } from '../context';
import { requireNothingHiddenBelow } from '../hidden-subtrees';
import { limitValueConflicts } from '../keys/limit-value-conflicts';
import { requireGoverned } from './governor';
import { type RemovedBlock, type RemovedGrant, removeWhatNoLongerStands } from './remove-what-no-longer-stands';
import { requireNoValueTwice } from './require-no-value-twice';

export interface MoveAccountInput {
  readonly accountId: string;
  readonly newParentId: string;
  readonly version: number;
}

export interface MoveAccountResult {
  readonly account: Account;
  /** Grants in the subtree whose role or user is no longer on the line of their account. */
  readonly removedGrants: readonly RemovedGrant[];
  /** Blocks in the subtree of keys that are no longer inherited. */
  readonly removedBlocks: readonly RemovedBlock[];
}

/**
 * Hangs an account with its subtree below another vendor. Takes ModifyAccount on both parents, and gives the mover
 * no permission on the account that they do not hold there already. The last administrator needs no look here: a
 * grant on the root is of a user and a role of the root, which does not move.
 */
export function moveAccount(context: Context, input: MoveAccountInput): Promise<MoveAccountResult> {
  const work = (): Promise<MoveAccountResult> => change(context, (change) => move(change, input));
  return limitValueConflicts(context, input.accountId, work, ['newParentId']);
}

async function move(change: Change, input: MoveAccountInput): Promise<MoveAccountResult> {
  const account = await requireGoverned(change, input.accountId, 'ModifyAccount', 'Moving an account');
  const parent = await requireAccount(change, input.newParentId, 'ModifyAccount', ['newParentId']);
  requireNothingHiddenBelow(change, account.path, ['accountId']);
  requireVersion(account, input.version, { type: 'Account', id: account.id });
  if (parent.id === account.parentId) return { account, removedGrants: [], removedBlocks: [] };

  requirePossibleParent(account, parent);
  requireNoTakeOver(change, account, parent);
  await requireDepth(change, account, parent);
  await requireNoValueTwice(change, account, parent);

  const moved = await rewritePaths(change, account, parent);
  const removed = await removeWhatNoLongerStands(change, account, moved);
  tell(change, account, moved, removed.forAudit);
  return { account: moved, removedGrants: removed.grants, removedBlocks: removed.blocks };
}

function requirePossibleParent(account: Account, parent: Account): void {
  if (isWithin(parent.path, account.path)) {
    throw new ConflictError('An account cannot be moved below itself.', ['newParentId']);
  }
  if (parent.kind !== 'VENDOR') {
    throw new ConflictError('A customer has no accounts below it: choose a vendor as parent.', ['newParentId']);
  }
}

/** Grants hold on all below: a move under an account where one may do more would make one stronger here. */
function requireNoTakeOver(change: Change, account: Account, parent: Account): void {
  const gained = missingPermissions(
    permissionsOn(change.caller, parent.path),
    permissionsOn(change.caller, account.path),
  );
  if (gained.length > 0) {
    throw new ForbiddenError(
      `A move there would give you permissions on the account that you do not hold on it now: ${gained.join(', ')}. ` +
        'Ask somebody who holds them on both.',
      ['newParentId'],
    );
  }
}

async function requireDepth(change: Change, account: Account, parent: Account): Promise<void> {
  const { from, to } = subtreeRange(account.path);
  const rows = await change.manager.query<{ deepest: number | string }[]>(
    'SELECT MAX(depth) AS deepest FROM account WHERE path >= ? AND path < ?',
    [from, to],
  );
  const deepest = Number(rows[0]?.deepest) - account.depth + parent.depth + 1;
  if (deepest > MAX_ACCOUNT_DEPTH) {
    throw new LimitReachedError(
      `The tree is at most ${MAX_ACCOUNT_DEPTH} levels deep below the root; this move would make it ${deepest}.`,
      ['newParentId'],
    );
  }
}

async function rewritePaths(change: Change, account: Account, parent: Account): Promise<Account> {
  const { manager } = change;
  const { from, to } = subtreeRange(account.path);
  const moved = Object.assign(new Account(), account, {
    parentId: parent.id,
    path: childPath(parent.path, account.id),
    depth: parent.depth + 1,
    version: account.version + 1,
    updatedAt: change.now(),
  });
  // Their audit records lie at the old paths. A path to which an account comes back may be there already.
  await manager.query(
    `INSERT INTO account_former_path (account_id, path)
     SELECT a.id, a.path FROM account a WHERE a.path >= ? AND a.path < ?
     AND NOT EXISTS (SELECT 1 FROM account_former_path f WHERE f.account_id = a.id AND f.path = a.path)`,
    [from, to],
  );
  // An id stands once in the tree, so no new path is anybody's old one: UNIQUE (path) holds for every row in turn.
  const rewritten = concatenated(change.services.database.dialect, '?', 'SUBSTR(path, ?)');
  await manager.query(`UPDATE account SET path = ${rewritten}, depth = depth + ? WHERE path >= ? AND path < ?`, [
    moved.path,
    account.path.length + 1,
    moved.depth - account.depth,
    from,
    to,
  ]);
  const { parentId, version, updatedAt } = moved;
  await manager.update(Account, { id: account.id }, { parentId, version, updatedAt });
  for (const id of await idsWithin(change, moved)) change.record('account', id);
  return moved;
}

async function idsWithin(change: Change, account: Account): Promise<string[]> {
  const { from, to } = subtreeRange(account.path);
  const rows = await change.manager.query<{ id: string }[]>(
    'SELECT id FROM account WHERE path >= ? AND path < ? ORDER BY path',
    [from, to],
  );
  return rows.map((row) => row.id);
}

/** Once on each line: those whom it left and those to whom it came both read of it. What was removed was the old line's. */
function tell(change: Change, before: Account, after: Account, removed: Record<string, unknown>): void {
  const target = { type: 'Account', id: after.id, name: after.name } as const;
  const moved = { before: { parentId: before.parentId }, after: { parentId: after.parentId } };
  change.audit({
    action: 'ACCOUNT_MOVED',
    account: before,
    target,
    before: moved.before,
    after: { ...moved.after, ...removed },
  });
  change.audit({ action: 'ACCOUNT_MOVED', account: after, target, ...moved });
}
