import { Session } from '../../entities/session';
import { change } from '../change';
import type { Context } from '../context';
import { requireSignedIn } from './require-signed-in';

/** Ends the session of the access token that the request carries, its refresh tokens with it. */
export async function signOut(context: Context): Promise<void> {
  requireSignedIn(context);
  await change(context, async (change) => {
    const caller = requireSignedIn(change);
    await change.manager.delete(Session, { id: caller.sessionId });
    change.audit({
      action: 'SIGNED_OUT',
      account: { id: caller.accountId, path: caller.reach },
      target: { type: 'User', id: caller.userId, name: caller.userName },
    });
    change.record('session', caller.sessionId);
  });
}
