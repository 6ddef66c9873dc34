import { isToken } from '../../domain/secrets/tokens';
import { SessionRefreshToken } from '../../entities/session-refresh-token';
import type { Context } from '../context';
import { endSession } from './end-session';

/**
 * Ends the session of a refresh token: for whoever signs out when the access token has long expired. One that was used
 * will do as well: a refresh may be on its way. What is no session's token ends nothing, and takes no lock.
 */
export async function signOutByRefreshToken(context: Context, refreshToken: string): Promise<void> {
  if (!isToken(refreshToken, 'refresh')) return;
  const tokenHash = context.services.secrets.tokens.hash(refreshToken);
  const token = await context.manager.findOneBy(SessionRefreshToken, { tokenHash });
  if (!token) return;
  await endSession(context, token.sessionId, (user) => ({
    action: 'SIGNED_OUT',
    actor: { actorKind: 'USER', actorId: user.id, actorName: user.name },
  }));
}
