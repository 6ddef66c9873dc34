import { In } from 'typeorm';
import { AccountDomain } from '../../entities/account-domain';
import type { Context } from '../context';

/** The domains of each account, sorted: one statement. For accounts that the caller sees. */
export async function loadDomains(
  context: Context,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await context.manager.find(AccountDomain, {
    where: { accountId: In([...accountIds]) },
    order: { domain: 'ASC' },
  });
  const lists = new Map<string, string[]>(accountIds.map((id) => [id, []]));
  for (const row of rows) lists.get(row.accountId)?.push(row.domain);
  return lists;
}
