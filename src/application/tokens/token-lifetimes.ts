import { In } from 'typeorm';
import { type AccountPath, lineOf } from '../../domain/accounts/account-path';
import { effectiveTokenLifetimes, type TokenLifetimes } from '../../domain/accounts/token-lifetimes';
import { Account } from '../../entities/account';
import type { Context } from '../context';

/** Seconds, as they hold on the account. */
export async function tokenLifetimesOn(
  context: Context,
  path: AccountPath,
): Promise<Record<keyof TokenLifetimes, number>> {
  const line = await context.manager.find(Account, { where: { id: In(lineOf(path)) }, order: { depth: 'ASC' } });
  return effectiveTokenLifetimes(line);
}
