import { In } from 'typeorm';
import { Account } from '../../entities/account';
import { User } from '../../entities/user';
import { holds } from '../caller';
import type { Context } from '../context';

/** The users of the ids on whose account ViewUser is held; others are not there: two statements. */
export async function loadVisibleUsers(context: Context, ids: readonly string[]): Promise<ReadonlyMap<string, User>> {
  const users = await context.manager.findBy(User, { id: In([...ids]) });
  const accounts = await context.manager.findBy(Account, { id: In(users.map((user) => user.accountId)) });
  const visible = new Set(
    accounts.filter((one) => holds(context.caller, one.path, 'ViewUser')).map((account) => account.id),
  );
  return new Map(users.filter((user) => visible.has(user.accountId)).map((user) => [user.id, user]));
}
