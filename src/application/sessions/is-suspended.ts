import { In, type EntityManager } from 'typeorm';
import { type AccountPath, lineOf } from '../../domain/accounts/account-path';
import { Account } from '../../entities/account';

/** Whether the account or an ancestor is suspended. */
export async function isSuspended(manager: EntityManager, path: AccountPath): Promise<boolean> {
  return (await manager.countBy(Account, { id: In(lineOf(path)), status: 'SUSPENDED' })) > 0;
}
