import type { Account } from '../../entities/account';
import type { Context } from '../context';
import { type AccountStatusInput, setAccountStatus } from './set-account-status';

/** Suspends the account and, by it, all below it. Takes ModifyAccount on its parent; the root is never suspended. */
export function suspendAccount(context: Context, input: AccountStatusInput): Promise<Account> {
  return setAccountStatus(context, input, 'SUSPENDED', 'Suspending an account');
}
