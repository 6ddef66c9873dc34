import { publicId } from '../../domain/ids';
import { OAuthError } from '../../domain/oauth/oauth-error';
import type { AccessToken } from '../../domain/tokens/access-token';
import { Account } from '../../entities/account';
import { Endpoint } from '../../entities/endpoint';
import { User } from '../../entities/user';
import { change } from '../change';
import type { Context } from '../context';
import { endForgottenFamily, endTokenFamilies } from '../tokens/end-token-families';
import { authenticateDevice } from './authenticate-device';
import type { ClientCredentials } from './client';
import { useAssertion } from './client-assertion';
import { findToken } from './find-token';
import { requireKey } from './require-key';

/**
 * Ends the family of the token, access and refresh tokens with it (RFC 7009). Only the client that it was issued to may;
 * what is no token of ours, or no longer, is as good as revoked.
 *
 * @throws OAuthError
 */
export async function revokeToken(context: Context, client: ClientCredentials, text: string): Promise<void> {
  const found = await findToken(context, text);
  if (!found) return;
  const { token } = found;
  if (token.clientId !== client.clientId) {
    throw new OAuthError('unauthorized_client', 'The token was issued to another client.');
  }
  await authenticate(context, client, token);
  await change({ ...context, caller: { kind: 'ANONYMOUS' } }, async (change) => {
    const ended = (await endTokenFamilies(change, { id: token.familyId })) > 0;
    if (!ended && !(await endForgottenFamily(change, token.familyId))) return;
    const { manager } = change;
    const account = await manager.findOneBy(Account, { id: token.accountId });
    // It went with the account where it was gained, and opened others still.
    if (!account) return;
    const isUser = token.kind === 'user';
    const subject = isUser
      ? await manager.findOneBy(User, { id: token.subjectId })
      : await manager.findOneBy(Endpoint, { id: token.subjectId });
    const actorKind = isUser ? 'USER' : 'ENDPOINT';
    change.audit({
      action: 'TOKENS_REVOKED',
      account,
      target: { type: isUser ? 'User' : 'Endpoint', id: token.subjectId, name: subject?.name ?? null },
      before: { familyId: token.familyId, keyId: token.keyId },
      actor: { actorKind, actorId: token.subjectId, actorName: subject?.name ?? null },
    });
  });
}

/** A client without credentials of its own is known by its id and the token. What it sends besides must hold. */
async function authenticate(context: Context, client: ClientCredentials, token: AccessToken): Promise<void> {
  if (token.kind === 'user') {
    if (client.secret === null) return;
    const named = { by: 'id', text: publicId('Account', token.accountId) } as const;
    const { keyId } = await requireKey(context, client.secret, named, 'REGISTER_DEVICE');
    if (keyId !== token.keyId) throw new OAuthError('unauthorized_client', 'The token was gained through another key.');
    return;
  }
  const endpoint = await context.manager.findOneBy(Endpoint, { id: token.subjectId });
  if (!endpoint || (client.secret === null && client.assertion === null && !endpoint.publicKey)) return;
  const { proof } = await authenticateDevice(context, client, endpoint);
  if (proof) await context.services.database.transaction((manager) => useAssertion(manager, proof));
}
