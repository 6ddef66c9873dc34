import { In } from 'typeorm';
import { type AccountPath, lineOf } from '../../domain/accounts/account-path';
import { Account } from '../../entities/account';
import { AccountFormerPath } from '../../entities/account-former-path';
import type { AuditEvent } from '../../entities/audit-event';
import { isHidden } from '../caller';
import type { Context } from '../context';
import { hiddenBelow } from '../hidden-subtrees';

function idOf(path: AccountPath): string {
  return lineOf(path).at(-1) ?? '';
}

/**
 * Where records lie that are closed to the caller: those of accounts that are hidden now, also from where these stood
 * before.
 */
export async function hiddenRecordPaths(context: Context): Promise<readonly AccountPath[]> {
  const hidden = hiddenBelow(context.caller);
  if (hidden.length === 0) return hidden;
  const former = await context.manager.findBy(AccountFormerPath, { accountId: In(hidden.map(idOf)) });
  return [...hidden, ...former.map((row) => row.path)];
}

/** The same of one record: its line, then or now, has a hidden account. */
export async function isHiddenRecord(
  { caller, manager }: Context,
  { pathThen, accountId }: AuditEvent,
): Promise<boolean> {
  if (caller.kind !== 'KEY' || caller.hidden.size === 0) return false;
  const ids = new Set([...caller.hidden].map(idOf));
  if (lineOf(pathThen).some((id) => ids.has(id))) return true;
  const account = await manager.findOneBy(Account, { id: accountId });
  return account !== null && isHidden(account.path, caller.hidden);
}
