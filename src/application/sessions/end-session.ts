import { Account } from '../../entities/account';
import { Session } from '../../entities/session';
import { User } from '../../entities/user';
import type { AuditEntry } from '../audit/audit-entry';
import { change } from '../change';
import type { Context } from '../context';

/** Ends a session for somebody who is not signed in by it, its refresh tokens with it; nothing where it has ended. */
export function endSession(
  context: Context,
  sessionId: string,
  entryOf: (user: User) => Pick<AuditEntry, 'action' | 'actor' | 'before'>,
): Promise<void> {
  return change({ ...context, caller: { kind: 'ANONYMOUS' } }, async (change) => {
    const session = await change.manager.findOneBy(Session, { id: sessionId });
    if (!session) return;
    const user = await change.manager.findOneByOrFail(User, { id: session.userId });
    const account = await change.manager.findOneByOrFail(Account, { id: user.accountId });
    await change.manager.delete(Session, { id: sessionId });
    change.audit({ ...entryOf(user), account, target: { type: 'User', id: user.id, name: user.name } });
    change.record('session', sessionId);
  });
}
