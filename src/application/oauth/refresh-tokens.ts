import { type EntityManager, IsNull, LessThanOrEqual, Not } from 'typeorm';
import { lineOf } from '../../domain/accounts/account-path';
import { publicId } from '../../domain/ids';
import { OAuthError } from '../../domain/oauth/oauth-error';
import { isToken } from '../../domain/secrets/tokens';
import { Account } from '../../entities/account';
import { Endpoint } from '../../entities/endpoint';
import { RefreshToken } from '../../entities/refresh-token';
import { TokenFamily } from '../../entities/token-family';
import { User } from '../../entities/user';
import { change } from '../change';
import type { Context } from '../context';
import { endTokenFamilies } from '../tokens/end-token-families';
import {
  addRefreshToken,
  type IssuedTokens,
  type Lifetimes,
  type OpenedFamily,
  withAccessToken,
} from '../tokens/issue-tokens';
import { tokenLifetimesOn } from '../tokens/token-lifetimes';
import { authenticateDevice } from './authenticate-device';
import type { ClientCredentials } from './client';
import { type ProvenAssertion, useAssertion } from './client-assertion';
import { touchTrusted } from './record-device-sign-in';
import { requireKey } from './require-key';

/**
 * New tokens for a refresh token, which works once; a second use is a sign that it was stolen, and ends the family
 * (RFC 9700, 4.14.2). A user's are refreshed only where a LOGIN through the same key would be allowed now.
 *
 * @throws OAuthError
 */
export async function refreshTokens(
  context: Context,
  client: ClientCredentials,
  refreshToken: string,
): Promise<IssuedTokens> {
  const { token, family } = await findRefreshToken(context, client, refreshToken);
  const proof =
    family.userId === null ? await deviceProof(context, client, family) : await decideAnew(context, client, family);
  const account = await context.manager.findOneBy(Account, { id: family.accountId });
  if (!account) throw invalidGrant();
  const lifetimes = await tokenLifetimesOn(context, account.path);
  try {
    const opened = await rotate(context, { token, family, account, proof }, lifetimes);
    return await withAccessToken(context, opened, lifetimes);
  } catch (error) {
    if (!(error instanceof UsedBefore)) throw error;
    await endReused(context, family, account);
    throw invalidGrant();
  }
}

/** Issued to this client: another one's is not even used up. */
async function findRefreshToken(
  { manager, services }: Context,
  { clientId }: ClientCredentials,
  text: string,
): Promise<{ token: RefreshToken; family: TokenFamily }> {
  const tokenHash = isToken(text, 'login') ? services.secrets.tokens.hash(text) : null;
  const token = tokenHash && (await manager.findOneBy(RefreshToken, { tokenHash }));
  const family = token && (await manager.findOneBy(TokenFamily, { id: token.familyId }));
  if (!token || family?.clientId !== clientId) throw invalidGrant();
  return { token, family };
}

/** Without a key of its own, a device that has no secret at hand is known by its client id and the token alone. */
async function deviceProof(
  context: Context,
  client: ClientCredentials,
  { endpointId }: TokenFamily,
): Promise<ProvenAssertion | null> {
  const endpoint = await context.manager.findOneBy(Endpoint, { id: endpointId ?? '' });
  if (!endpoint) throw invalidGrant();
  if (client.secret === null && client.assertion === null && !endpoint.publicKey) return null;
  return (await authenticateDevice(context, client, endpoint)).proof;
}

/** As the LOGIN that it goes on from: the same key and device, on the same account. */
async function decideAnew(context: Context, { secret }: ClientCredentials, family: TokenFamily): Promise<null> {
  if (secret === null) throw new OAuthError('invalid_client', 'Send the API key of the login as client_secret.');
  const named = { by: 'id', text: publicId('Account', family.accountId) } as const;
  const device = family.endpointId === null ? null : { endpointId: family.endpointId };
  const { keyId } = await requireKey(context, secret, named, 'LOGIN', device);
  if (keyId !== family.keyId)
    throw new OAuthError('invalid_grant', 'The login went through another key: log in again.');
  return null;
}

interface Rotated {
  readonly token: RefreshToken;
  readonly family: TokenFamily;
  readonly account: Account;
  readonly proof: ProvenAssertion | null;
}

/** Takes no write lock: the tokens that it replaces are its caller's own. */
function rotate(
  context: Context,
  { token: { tokenHash }, family: { id }, account, proof }: Rotated,
  lifetimes: Lifetimes,
): Promise<OpenedFamily> {
  return context.services.database.transaction(async (manager) => {
    const now = context.now();
    if (proof) await useAssertion(manager, proof);
    // The family first, as whoever ends it does; whether the token was used before is the database's to decide.
    const touched = await manager.update(TokenFamily, { id }, { ip: context.clientIp });
    if (touched.affected !== 1) throw invalidGrant();
    const used = await manager.update(RefreshToken, { tokenHash, usedAt: IsNull() }, { usedAt: now });
    if (used.affected !== 1) throw new UsedBefore();
    const token = await manager.findOneByOrFail(RefreshToken, { tokenHash });
    const family = await manager.findOneByOrFail(TokenFamily, { id });
    if (token.expiresAt <= now || family.expiresAt <= now) throw invalidGrant();
    if (family.userId !== null && !(await mayAct(manager, family.userId, account))) throw invalidGrant();
    if (family.endpointId !== null) await touchTrusted({ ...context, manager }, { id: family.endpointId }, account);
    const opened = await addRefreshToken(context, manager, family, lifetimes);
    // What has expired is refused anyway: it need not be kept to tell a second use.
    await manager.delete(RefreshToken, { familyId: id, usedAt: Not(IsNull()), expiresAt: LessThanOrEqual(now) });
    return opened;
  });
}

/** The user is there, not disabled, and of an account on the line. */
async function mayAct(manager: EntityManager, userId: string, account: Account): Promise<boolean> {
  const user = await manager.findOneBy(User, { id: userId, disabled: false });
  return user !== null && lineOf(account.path).includes(user.accountId);
}

/** By whoever presents it: the thief or the robbed, nobody knows which. */
function endReused(context: Context, { id, userId, endpointId, keyId }: TokenFamily, account: Account): Promise<void> {
  return change({ ...context, caller: { kind: 'ANONYMOUS' } }, async (change) => {
    if ((await endTokenFamilies(change, { id })) === 0) return;
    const user = userId === null ? null : await change.manager.findOneBy(User, { id: userId });
    const endpoint = userId !== null ? null : await change.manager.findOneBy(Endpoint, { id: endpointId ?? '' });
    const target = user ?? endpoint;
    change.audit({
      action: 'REFRESH_TOKEN_REUSED',
      account,
      target: { type: userId === null ? 'Endpoint' : 'User', id: target?.id ?? null, name: target?.name ?? null },
      before: { familyId: id, keyId },
    });
  });
}

/** Takes the transaction back. */
class UsedBefore extends Error {}

function invalidGrant(): OAuthError {
  return new OAuthError(
    'invalid_grant',
    'The refresh token is not valid, was issued to another client, was used before or has expired.',
  );
}
