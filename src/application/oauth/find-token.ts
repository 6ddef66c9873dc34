import { StaleRecordsError } from '../../domain/errors';
import { isToken } from '../../domain/secrets/tokens';
import type { AccessToken } from '../../domain/tokens/access-token';
import { RefreshToken } from '../../entities/refresh-token';
import { TokenFamily } from '../../entities/token-family';
import type { Context } from '../context';
import type { InspectedToken } from '../services';

/** A token of ours, of whichever kind, and whether it is good now. */
export interface FoundToken {
  readonly use: 'access_token' | 'refresh_token';
  readonly token: AccessToken;
  readonly isGood: boolean;
}

/** Null for what is none of ours, or was forgotten. @throws StaleRecordsError */
export async function findToken(context: Context, text: string): Promise<FoundToken | null> {
  if (isToken(text, 'login')) return findRefreshToken(context, text);
  const { token, isGood } = inspect(context, text);
  return token && { use: 'access_token', token, isGood };
}

async function findRefreshToken(context: Context, text: string): Promise<FoundToken | null> {
  const { manager, services } = context;
  const tokenHash = services.secrets.tokens.hash(text);
  const row = await manager.findOneBy(RefreshToken, { tokenHash });
  const family = row && (await manager.findOneBy(TokenFamily, { id: row.familyId }));
  if (!family) return null;
  const { userId, endpointId, accountId, keyId, clientId } = family;
  const token: AccessToken = {
    kind: userId === null ? 'device' : 'user',
    subjectId: userId ?? endpointId ?? '',
    familyId: family.id,
    issuedAtMs: family.createdAt.getTime(),
    expiresAtMs: row.expiresAt.getTime(),
    ...{ accountId, keyId, endpointId, clientId },
  };
  return { use: 'refresh_token', token, isGood: row.usedAt === null && inspect(context, token).isGood };
}

function inspect({ services }: Context, presented: string | AccessToken): InspectedToken {
  const inspected = services.records?.inspect(presented);
  if (!inspected) throw new StaleRecordsError();
  return inspected;
}
