import { nameKey } from '../../domain/text/name';
import { subtreeRange } from '../../domain/accounts/account-path';
import { Account } from '../../entities/account';
import { User } from '../../entities/user';
import { requireAccount } from '../access';
import type { Context } from '../context';
import { hiddenBelow, leaveOut } from '../hidden-subtrees';
import { keysetPage, type Page, type PageRequest, prefixRange } from '../keyset-page';

export interface ListUsersInput extends PageRequest {
  readonly accountId: string;
  /** The users of the accounts below too. */
  readonly includeBelow?: boolean | undefined;
  /** Names that begin with it, without case. */
  readonly namePrefix?: string | undefined;
  readonly disabled?: boolean | undefined;
}

/** By name, then id; cursor values are `[nameKey, id]`. Takes ViewUser on the account. */
export async function listUsers(context: Context, input: ListUsersInput): Promise<Page<User>> {
  const account = await requireAccount(context, input.accountId, 'ViewUser', ['accountId']);
  const query = context.manager.createQueryBuilder(User, 'u');
  if (input.includeBelow) {
    query
      .innerJoin(Account, 'a', 'a.id = u.accountId')
      .where('a.path >= :from AND a.path < :to', subtreeRange(account.path));
    leaveOut(query, hiddenBelow(context.caller, account.path));
  } else {
    query.where('u.accountId = :accountId', { accountId: account.id });
  }
  if (input.namePrefix) {
    const range = prefixRange(nameKey(input.namePrefix));
    query.andWhere('u.nameKey >= :nameFrom AND u.nameKey < :nameTo', { nameFrom: range.from, nameTo: range.to });
  }
  if (input.disabled !== undefined) query.andWhere('u.disabled = :disabled', { disabled: input.disabled ? 1 : 0 });
  return keysetPage(query, [{ column: 'u.nameKey', bytes: true }, { column: 'u.id' }], 'ASC', input);
}
