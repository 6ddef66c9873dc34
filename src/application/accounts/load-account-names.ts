import { Account } from '../../entities/account';
import type { Context } from '../context';

export interface AccountName {
  readonly id: string;
  readonly name: string;
  readonly path: string;
}

/** Names of accounts by id, also of those that the caller does not see: what inherits from them names them. */
export async function loadAccountNames(
  context: Context,
  ids: readonly string[],
): Promise<ReadonlyMap<string, AccountName>> {
  const rows = await context.manager
    .createQueryBuilder(Account, 'a')
    .select('a.id', 'id')
    .addSelect('a.name', 'name')
    .addSelect('a.path', 'path')
    .where('a.id IN (:...ids)', { ids: [...ids] })
    .getRawMany<AccountName>();
  return new Map(rows.map((row) => [row.id, row]));
}
