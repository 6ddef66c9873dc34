import { isWithin } from '../../domain/accounts/account-path';
import { ConflictError } from '../../domain/errors';
import type { Account } from '../../entities/account';
import { requireAccount } from '../access';
import type { Change } from '../change';
import { type ApiKeyAndAccount, apiKeyNotFound, findApiKey } from './require-api-key';

export interface BlockInput {
  /** The account on which, and below which, the key does not work. */
  readonly accountId: string;
  readonly keyId: string;
}

/** The account, with ModifyApiKey there, and a key that it inherits: what block and unblock share. */
export async function requireInheritedKey(
  change: Change,
  input: BlockInput,
): Promise<{ readonly account: Account; readonly inherited: ApiKeyAndAccount }> {
  const account = await requireAccount(change, input.accountId, 'ModifyApiKey', ['accountId']);
  const inherited = await findApiKey(change, input.keyId);
  // Not on the line is not effective here: whether there is such a key elsewhere is nobody's business here.
  if (!inherited || !isWithin(account.path, inherited.account.path)) throw apiKeyNotFound(['keyId']);
  if (inherited.account.id === account.id) {
    throw new ConflictError('The key is defined on this account, which cannot block it: deactivate it instead.', [
      'keyId',
    ]);
  }
  return { account, inherited };
}
