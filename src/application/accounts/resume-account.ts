import type { Account } from '../../entities/account';
import type { Context } from '../context';
import { type AccountStatusInput, setAccountStatus } from './set-account-status';

/** Ends the account's own suspension; one above it goes on. Takes ModifyAccount on its parent. */
export function resumeAccount(context: Context, input: AccountStatusInput): Promise<Account> {
  return setAccountStatus(context, input, 'ACTIVE', 'Resuming an account');
}
