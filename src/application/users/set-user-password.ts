import { ForbiddenError } from '../../domain/errors';
import { checkPassword } from '../../domain/users/password';
import type { User } from '../../entities/user';
import { actingUserId } from '../caller';
import { change } from '../change';
import type { Context } from '../context';
import { InputFaults } from '../input-faults';
import { requireUser, type UserAndAccount } from './require-user';
import { requireNotStronger } from './stronger-user';
import { writePassword } from './write-password';

export interface SetUserPasswordInput {
  readonly userId: string;
  readonly password: string;
}

export interface SetUserPasswordResult {
  readonly user: User;
  readonly sessionsEnded: number;
}

/** Another user's password: takes ModifyUser and all that their grants give. Ends all their sessions. */
export async function setUserPassword(context: Context, input: SetUserPasswordInput): Promise<SetUserPasswordResult> {
  await requireMaySetPassword(context, input);
  new InputFaults().add(['password'], checkPassword(input.password)).refuse();
  const passwordHash = await context.services.passwords.hash(input.password);
  return change(context, async (change) => {
    const found = await requireMaySetPassword(change, input);
    return writePassword(change, found, passwordHash, 'USER_PASSWORD_SET');
  });
}

async function requireMaySetPassword(context: Context, input: SetUserPasswordInput): Promise<UserAndAccount> {
  const found = await requireUser(context, input.userId, 'ModifyUser', ['userId']);
  if (actingUserId(context.caller) === found.user.id) {
    // A stolen access token must not become a password: one's own takes the current one.
    throw new ForbiddenError('Your own password is changed with changePassword, which asks for the current one.', [
      'userId',
    ]);
  }
  await requireNotStronger(context, found.user, ['userId']);
  return found;
}
