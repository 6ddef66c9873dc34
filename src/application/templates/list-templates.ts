import { In } from 'typeorm';
import type { Account } from '../../entities/account';
import { ApiKeyTemplate } from '../../entities/api-key-template';
import { holds } from '../caller';
import type { Context } from '../context';

/** The templates kept on each of the accounts, by name: one statement. An account without ViewApiKey has none to show. */
export async function listTemplates(
  context: Context,
  accounts: readonly Pick<Account, 'id' | 'path'>[],
): Promise<ReadonlyMap<string, readonly ApiKeyTemplate[]>> {
  const visible = accounts.filter((account) => holds(context.caller, account.path, 'ViewApiKey'));
  const lists = new Map<string, ApiKeyTemplate[]>(accounts.map((account) => [account.id, []]));
  if (visible.length === 0) return lists;
  const rows = await context.manager.find(ApiKeyTemplate, {
    where: { accountId: In(visible.map((account) => account.id)) },
    order: { nameKey: 'ASC', id: 'ASC' },
  });
  for (const row of rows) lists.get(row.accountId)?.push(row);
  return lists;
}
