import { ForbiddenError, NotFoundError } from '../../domain/errors';
import { nameKey } from '../../domain/text/name';
import { checkPassword } from '../../domain/users/password';
import { User } from '../../entities/user';
import { change } from '../change';
import type { Context } from '../context';
import { InputFaults } from '../input-faults';
import { type AccountLocator, locateAccount } from '../sessions/locate-account';
import { writePassword } from './write-password';

export interface ResetPasswordInput {
  /** None: the root. */
  readonly account?: AccountLocator | null | undefined;
  readonly name: string;
  readonly password: string;
}

/** For the command line, where nobody can sign in any more: sets a user's password and ends all their sessions. */
export async function resetPassword(
  context: Context,
  input: ResetPasswordInput,
): Promise<{ user: User; sessionsEnded: number }> {
  if (context.caller.kind !== 'COMMAND_LINE') throw new ForbiddenError('Only the command line resets passwords.');
  new InputFaults().add(['password'], checkPassword(input.password)).refuse();
  const passwordHash = await context.services.passwords.hash(input.password);
  return change(context, async (change) => {
    const account = await locateAccount(change.manager, input.account);
    if (!account) throw new NotFoundError('There is no such account.', ['account']);
    const user = await change.manager.findOneBy(User, { accountId: account.id, nameKey: nameKey(input.name) });
    if (!user) throw new NotFoundError('There is no user of this name on the account.', ['name']);
    return writePassword(change, { user, account }, passwordHash, 'USER_PASSWORD_SET');
  });
}
