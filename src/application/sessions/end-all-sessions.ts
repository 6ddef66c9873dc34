import { change } from '../change';
import type { Context } from '../context';
import { reachUser, requireUser } from '../users/require-user';
import { requireNotStronger } from '../users/stronger-user';
import { endSessionsOf } from './end-sessions-of';
import { requireSignedIn } from './require-signed-in';

export interface EndAllSessionsInput {
  /** None: the caller. */
  readonly userId?: string | null | undefined;
}

export interface EndAllSessionsResult {
  readonly userId: string;
  readonly sessionsEnded: number;
}

/** One's own, this one included, or another user's: that takes ModifyUser and all that the user's grants give. */
export async function endAllSessions(context: Context, input: EndAllSessionsInput = {}): Promise<EndAllSessionsResult> {
  const userId = input.userId ?? requireSignedIn(context).userId;
  return change(context, async (change) => {
    const own = change.caller.kind === 'USER' && change.caller.userId === userId;
    const { user, account } = own
      ? await reachUser(change, userId, ['userId'])
      : await requireUser(change, userId, 'ModifyUser', ['userId']);
    if (!own) await requireNotStronger(change, user, ['userId']);
    const sessionsEnded = await endSessionsOf(change, user.id);
    if (sessionsEnded > 0) {
      change.audit({
        action: 'SESSIONS_ENDED',
        account,
        target: { type: 'User', id: user.id, name: user.name },
        after: { sessionsEnded },
      });
    }
    return { userId: user.id, sessionsEnded };
  });
}
