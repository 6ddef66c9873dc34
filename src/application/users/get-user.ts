import type { User } from '../../entities/user';
import type { Context } from '../context';
import { requireUser } from './require-user';

/** Takes ViewUser on the user's account. */
export async function getUser(context: Context, input: { readonly userId: string }): Promise<User> {
  const { user } = await requireUser(context, input.userId, 'ViewUser', ['userId']);
  return user;
}
