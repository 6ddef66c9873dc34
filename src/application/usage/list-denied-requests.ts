import { subtreeRange } from '../../domain/accounts/account-path';
import type { DecisionCode } from '../../domain/decision/codes';
import { Account } from '../../entities/account';
import { DeniedRequest } from '../../entities/denied-request';
import { requireAccount } from '../access';
import type { Context } from '../context';
import { hiddenBelow, leaveOut } from '../hidden-subtrees';
import { keysetPage, type Page, type PageRequest } from '../keyset-page';

export interface ListDeniedRequestsInput extends PageRequest {
  readonly accountId: string;
  /** Default false. */
  readonly includeSubAccounts?: boolean | undefined;
  /** Any of these. */
  readonly codes?: readonly DecisionCode[] | undefined;
}

/** Recent refusals on the account, newest first; cursor values are `[id]`. Takes ViewApiKey there. */
export async function listDeniedRequests(
  context: Context,
  input: ListDeniedRequestsInput,
): Promise<Page<DeniedRequest>> {
  const account = await requireAccount(context, input.accountId, 'ViewApiKey', ['accountId']);
  const query = context.manager.createQueryBuilder(DeniedRequest, 'd');
  if (input.includeSubAccounts === true) {
    const { from, to } = subtreeRange(account.path);
    query.innerJoin(Account, 'a', 'a.id = d.accountId').where('a.path >= :from AND a.path < :to', { from, to });
    leaveOut(query, hiddenBelow(context.caller, account.path));
  } else {
    query.where('d.accountId = :accountId', { accountId: account.id });
  }
  if (input.codes) query.andWhere(input.codes.length > 0 ? 'd.code IN (:...codes)' : '1 = 0', { codes: input.codes });
  return keysetPage(query, [{ column: 'd.id' }], 'DESC', input);
}
