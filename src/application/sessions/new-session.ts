import type { EntityManager } from 'typeorm';
import { newToken } from '../../domain/secrets/tokens';
import { Session } from '../../entities/session';
import { SessionRefreshToken } from '../../entities/session-refresh-token';
import type { Context } from '../context';
import { newId } from '../new-id';

/** Shown once; only keyed hashes of the tokens are kept. */
export interface SessionTokens {
  readonly sessionId: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly accessExpiresAt: Date;
  readonly refreshExpiresAt: Date;
}

export interface IssuedTokens {
  readonly tokens: SessionTokens;
  readonly accessHash: Buffer;
  readonly refreshRow: SessionRefreshToken;
}

/** A new pair for the session; neither outlives it. */
export function issueTokens(
  context: Context,
  session: { readonly id: string; readonly expiresAt: Date },
): IssuedTokens {
  const { secrets, settings } = context.services;
  const after = (seconds: number): Date =>
    new Date(Math.min(context.now().getTime() + seconds * 1000, session.expiresAt.getTime()));
  const tokens: SessionTokens = {
    sessionId: session.id,
    accessToken: newToken('access'),
    refreshToken: newToken('refresh'),
    accessExpiresAt: after(settings.accessTokenSeconds),
    refreshExpiresAt: after(settings.refreshTokenSeconds),
  };
  const refreshRow = Object.assign(new SessionRefreshToken(), {
    tokenHash: secrets.tokens.hash(tokens.refreshToken),
    sessionId: session.id,
    expiresAt: tokens.refreshExpiresAt,
    usedAt: null,
  });
  return { tokens, accessHash: secrets.tokens.hash(tokens.accessToken), refreshRow };
}

export async function insertSession(context: Context, manager: EntityManager, userId: string): Promise<SessionTokens> {
  const now = context.now();
  const id = newId();
  const expiresAt = new Date(now.getTime() + context.services.settings.sessionSeconds * 1000);
  const { tokens, accessHash, refreshRow } = issueTokens(context, { id, expiresAt });
  await manager.insert(
    Session,
    Object.assign(new Session(), {
      id,
      userId,
      accessHash,
      accessExpiresAt: tokens.accessExpiresAt,
      expiresAt,
      createdAt: now,
      ip: context.clientIp,
    }),
  );
  await manager.insert(SessionRefreshToken, refreshRow);
  return tokens;
}
