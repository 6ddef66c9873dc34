import { ConflictError, ValidationError } from '../../domain/errors';
import { checkPassword } from '../../domain/users/password';
import { beginPasswordAttempt } from '../attempts/password-attempt';
import { auditAlone, change } from '../change';
import type { Context } from '../context';
import { InputFaults } from '../input-faults';
import { reachUser } from '../users/require-user';
import { writePassword } from '../users/write-password';
import { insertSession } from './new-session';
import { requireSignedIn } from './require-signed-in';
import { checkPasswordLength, type SignInResult } from './sign-in';

export interface ChangePasswordInput {
  readonly currentPassword: string;
  readonly newPassword: string;
}

/**
 * One's own password. All the user's sessions end, this one too; the answer carries the tokens of a fresh one.
 * The current password is counted and slowed down like a sign-in's: a stolen access token must not find it out.
 */
export async function changePassword(context: Context, input: ChangePasswordInput): Promise<SignInResult> {
  const caller = requireSignedIn(context);
  new InputFaults()
    .add(['currentPassword'], checkPasswordLength(input.currentPassword))
    .add(['newPassword'], checkPassword(input.newPassword))
    .refuse();
  const { passwords } = context.services;
  const { user: read, account } = await reachUser(context, caller.userId, []);
  const attempt = await beginPasswordAttempt(context, JSON.stringify([read.accountId, read.nameKey]));
  if (!(await passwords.verify(read.passwordHash, input.currentPassword))) {
    await auditAlone(context, {
      action: 'SIGN_IN_FAILED',
      account,
      target: { type: 'User', id: read.id, name: read.name },
      after: { attempt: 'CHANGE_PASSWORD' },
    });
    throw ValidationError.of(['currentPassword'], 'WRONG_PASSWORD', 'That is not your current password.');
  }
  await attempt.forgive();
  const passwordHash = await passwords.hash(input.newPassword);
  return change(context, async (change) => {
    const found = await reachUser(change, caller.userId, []);
    if (found.user.passwordHash !== read.passwordHash) {
      throw new ConflictError('Your password was changed meanwhile: sign in with the new one.', ['currentPassword']);
    }
    const { user } = await writePassword(change, found, passwordHash, 'PASSWORD_CHANGED');
    const session = await insertSession(change, change.manager, user.id);
    return { session, user };
  });
}
