import { IsNull, LessThanOrEqual, Not } from 'typeorm';
import { UnauthenticatedError } from '../../domain/errors';
import { isToken } from '../../domain/secrets/tokens';
import { Account } from '../../entities/account';
import { Session } from '../../entities/session';
import { SessionRefreshToken } from '../../entities/session-refresh-token';
import { User } from '../../entities/user';
import type { Context } from '../context';
import { endSession } from './end-session';
import { isSuspended } from './is-suspended';
import { issueTokens } from './new-session';
import type { SignInResult } from './sign-in';

export interface RefreshSessionInput {
  readonly refreshToken: string;
}

/**
 * New tokens for a refresh token, which works once; the access token before ends too. A second use is a sign that the
 * token was stolen, and ends the session (RFC 9700, 4.14.2).
 *
 * @throws UnauthenticatedError
 */
export async function refreshSession(context: Context, input: RefreshSessionInput): Promise<SignInResult> {
  if (!isToken(input.refreshToken, 'refresh')) throw refused();
  const tokenHash = context.services.secrets.tokens.hash(input.refreshToken);
  const token = await context.manager.findOneBy(SessionRefreshToken, { tokenHash });
  if (!token) throw refused();
  try {
    return await rotate(context, tokenHash, token.sessionId);
  } catch (error) {
    if (!(error instanceof UsedBefore)) throw error;
    // By whoever presents it: the thief or the robbed, nobody knows which.
    await endSession(context, token.sessionId, () => ({
      action: 'REFRESH_TOKEN_REUSED',
      before: { sessionId: token.sessionId },
    }));
    throw refused();
  }
}

/** Takes no write lock: the tokens that it replaces are its caller's own. */
function rotate(context: Context, tokenHash: Buffer, sessionId: string): Promise<SignInResult> {
  return context.services.database.transaction(async (manager) => {
    const now = context.now();
    // The session first, as whoever deletes it does; whether the token was used before is the database's to decide.
    const touched = await manager.update(Session, { id: sessionId }, { ip: context.clientIp });
    if (touched.affected !== 1) throw refused();
    const used = await manager.update(SessionRefreshToken, { tokenHash, usedAt: IsNull() }, { usedAt: now });
    if (used.affected !== 1) throw new UsedBefore();
    const token = await manager.findOneByOrFail(SessionRefreshToken, { tokenHash });
    const session = await manager.findOneByOrFail(Session, { id: sessionId });
    if (token.expiresAt <= now || session.expiresAt <= now) throw refused();
    const user = await manager.findOneBy(User, { id: session.userId, disabled: false });
    const account = user && (await manager.findOneBy(Account, { id: user.accountId }));
    if (!account || (await isSuspended(manager, account.path))) throw refused();
    const { tokens, accessHash, refreshRow } = issueTokens(context, session);
    await manager.update(Session, { id: sessionId }, { accessHash, accessExpiresAt: tokens.accessExpiresAt });
    await manager.insert(SessionRefreshToken, refreshRow);
    // What has expired is refused anyway: it need not be kept to tell a second use.
    await manager.delete(SessionRefreshToken, { sessionId, usedAt: Not(IsNull()), expiresAt: LessThanOrEqual(now) });
    return { session: tokens, user };
  });
}

/** Takes the transaction back. */
class UsedBefore extends Error {}

function refused(): UnauthenticatedError {
  return new UnauthenticatedError('The refresh token is not valid, was used before or has expired: sign in again.');
}
