import type { AccountStatus } from '../../domain/accounts/account';
import { Account } from '../../entities/account';
import { requireVersion } from '../access';
import { change } from '../change';
import type { Context } from '../context';
import { requireGoverned } from './governor';

export interface AccountStatusInput {
  readonly accountId: string;
  /** Where it is given, another one is a conflict. */
  readonly version?: number | undefined;
}

/** What suspend-account.ts and resume-account.ts share. */
export function setAccountStatus(
  context: Context,
  input: AccountStatusInput,
  status: AccountStatus,
  what: string,
): Promise<Account> {
  return change(context, async (change) => {
    const account = await requireGoverned(change, input.accountId, 'ModifyAccount', what);
    if (input.version !== undefined) requireVersion(account, input.version, { type: 'Account', id: account.id });
    if (account.status === status) return account;
    const fields = { status, version: account.version + 1, updatedAt: change.now() };
    await change.manager.update(Account, { id: account.id }, fields);
    change.record('account', account.id);
    change.audit({
      action: status === 'SUSPENDED' ? 'ACCOUNT_SUSPENDED' : 'ACCOUNT_RESUMED',
      account,
      target: { type: 'Account', id: account.id, name: account.name },
      before: { status: account.status },
      after: { status },
    });
    return Object.assign(new Account(), account, fields);
  });
}
