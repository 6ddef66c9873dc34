import type { AuditAction } from '../audit/audit-entry';
import type { Change } from '../change';
import { endSessionsOf } from '../sessions/end-sessions-of';
import { User } from '../../entities/user';
import type { UserAndAccount } from './require-user';

/**
 * Sets the hash and ends all the user's sessions. The user's row is written first: a sign-in with the old password
 * that is under way either has its session here already, or waits for this row and then sees the new hash.
 */
export async function writePassword(
  change: Change,
  { user, account }: UserAndAccount,
  passwordHash: string,
  action: AuditAction,
): Promise<{ user: User; sessionsEnded: number }> {
  const after = Object.assign(new User(), user, {
    passwordHash,
    version: user.version + 1,
    updatedAt: change.now(),
  });
  const { version, updatedAt } = after;
  await change.manager.update(User, { id: user.id }, { passwordHash, version, updatedAt });
  const sessionsEnded = await endSessionsOf(change, user.id);
  change.audit({ action, account, target: { type: 'User', id: user.id, name: user.name } });
  change.record('user', user.id);
  return { user: after, sessionsEnded };
}
