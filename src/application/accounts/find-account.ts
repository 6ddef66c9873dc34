import { Account } from '../../entities/account';
import { AccountDomain } from '../../entities/account-domain';
import { requirePermission } from '../access';
import { reaches } from '../caller';
import type { Context } from '../context';
import { accountOfRow, type AccountRow, SHOWN_COLUMNS, type ShownAccount } from './account-of-row';

export type AccountReference =
  | { readonly id: string }
  | { readonly externalId: string }
  /** In whatever case; with a trailing dot it is the same name. */
  | { readonly domain: string };

const BY_ID = `SELECT ${SHOWN_COLUMNS} FROM account WHERE id = ?`;

/** The account; null where it is not there or not within reach. @throws ForbiddenError without ViewAccount on it. */
export async function findAccount(context: Context, reference: AccountReference): Promise<ShownAccount | null> {
  const account = await load(context, reference);
  if (!account || !reaches(context.caller, account.path)) return null;
  requirePermission(context, account, 'ViewAccount');
  return account;
}

async function load(context: Context, reference: AccountReference): Promise<ShownAccount | null> {
  const { manager } = context;
  if ('id' in reference) {
    const [row] = await manager.query<AccountRow[]>(BY_ID, [reference.id]);
    return row ? accountOfRow(row) : null;
  }
  if ('externalId' in reference) return manager.findOneBy(Account, { externalId: reference.externalId });
  // Kept in ASCII; another text is no account's domain, whatever it becomes in lower case.
  if (!/^[\x21-\x7e]+$/.test(reference.domain)) return null;
  const domain = reference.domain.toLowerCase().replace(/\.$/, '');
  const row = await manager.findOneBy(AccountDomain, { domain });
  return row && manager.findOneBy(Account, { id: row.accountId });
}
