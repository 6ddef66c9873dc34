import type { IssuedAccess, OpenedFamily } from '../application/tokens/issue-tokens';
import { publicId } from '../domain/ids';

/** RFC 6749, 5.1, with what the tokens are of. */
export function tokenResponse(issued: IssuedAccess & Partial<OpenedFamily>, nowMs: number): Record<string, unknown> {
  const { family, accessToken, accessExpiresAt, refreshToken, refreshExpiresAt } = issued;
  return {
    access_token: accessToken,
    token_type: 'Bearer',
    expires_in: secondsUntil(accessExpiresAt, nowMs),
    ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
    ...(refreshExpiresAt === undefined ? {} : { refresh_expires_in: secondsUntil(refreshExpiresAt, nowMs) }),
    client_id: family.clientId,
    account: publicId('Account', family.accountId),
    ...(family.userId === null ? {} : { user: publicId('User', family.userId) }),
    ...(family.endpointId === null ? {} : { endpoint: publicId('Endpoint', family.endpointId) }),
  };
}

function secondsUntil(instant: Date, nowMs: number): number {
  return Math.max(0, Math.floor((instant.getTime() - nowMs) / 1000));
}
