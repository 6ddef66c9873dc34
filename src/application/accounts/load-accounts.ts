import { In } from 'typeorm';
import { Account } from '../../entities/account';
import { holds } from '../caller';
import type { Context } from '../context';

/** The accounts of the ids on which ViewAccount is held; others are not there: one statement. */
export async function loadVisibleAccounts(
  context: Context,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Account>> {
  const rows = await context.manager.findBy(Account, { id: In([...ids]) });
  return new Map(rows.filter((row) => holds(context.caller, row.path, 'ViewAccount')).map((row) => [row.id, row]));
}
