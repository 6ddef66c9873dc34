import { OAuthError } from '../../domain/oauth/oauth-error';
import { Account } from '../../entities/account';
import { Endpoint } from '../../entities/endpoint';
import type { Context } from '../context';
import { locateAccount } from '../sessions/locate-account';
import { insertTokenFamily, type IssuedAccess, withAccessToken } from '../tokens/issue-tokens';
import { tokenLifetimesOn } from '../tokens/token-lifetimes';
import type { ClientCredentials, NamedAccount } from './client';
import {
  claimedClientId,
  proveAssertion,
  type ProvenAssertion,
  useAssertion,
  wrongAssertion,
} from './client-assertion';
import { limitRate } from './limit-rate';
import { locatorOf } from './locator';
import { recordDeviceSignIn } from './record-device-sign-in';

/** Accounts on which one client id may have left a key, that are looked at. */
const MOST_CANDIDATES = 20;
/** Of one device within a quarter of an hour: its token lives for longer. */
const MOST_SIGN_INS = 60;

/**
 * A new token for a trusted device that lost its own: it proves itself by its registered key (RFC 6749, 4.4 with
 * RFC 7523, 2.2). Nobody has to confirm anything again. There is no refresh token: the device signs another assertion.
 *
 * @throws OAuthError
 */
export async function signInDevice(
  context: Context,
  client: ClientCredentials,
  account: NamedAccount,
): Promise<IssuedAccess> {
  const { endpoint, proof } = await provenEndpoint(context, client, account);
  await limitRate(context, [{ name: ['device.sign-in', endpoint.id], most: MOST_SIGN_INS }]);
  const place = await context.manager.findOneBy(Account, { id: endpoint.accountId });
  if (!place) throw wrongAssertion();
  const lifetimes = await tokenLifetimesOn(context, place.path);
  const { id: endpointId, accountId, keyId, clientId } = endpoint;
  const family = await context.services.database.transaction(async (manager) => {
    await useAssertion(manager, proof);
    await recordDeviceSignIn({ ...context, manager }, endpoint, place, keyId);
    // Another device may have taken its place since the proof: from here on the row is ours.
    const now = await manager.findOneByOrFail(Endpoint, { id: endpointId });
    if (JSON.stringify(now.publicKey) !== JSON.stringify(endpoint.publicKey)) throw wrongAssertion();
    const columns = { accountId, userId: null, endpointId, keyId, clientId };
    return insertTokenFamily(context, manager, columns, lifetimes.deviceAccessTokenSeconds);
  });
  return withAccessToken(context, { family }, lifetimes);
}

interface ProvenEndpoint {
  readonly endpoint: Endpoint;
  readonly proof: ProvenAssertion;
}

async function provenEndpoint(
  context: Context,
  { clientId, assertion }: ClientCredentials,
  named: NamedAccount,
): Promise<ProvenEndpoint> {
  if (assertion === null) {
    throw new OAuthError(
      'invalid_client',
      'This grant takes a client assertion by the key that the device left when it registered.',
    );
  }
  const claimed = claimedClientId(assertion);
  if (claimed === null || (clientId !== null && clientId !== claimed)) throw wrongAssertion();
  const account = named && (await locateAccount(context.manager, locatorOf(named)));
  if (named && !account) throw wrongAssertion();
  const proven: ProvenEndpoint[] = [];
  for (const endpoint of await candidates(context, claimed, account)) {
    const proof = await proveAssertion(context, endpoint, assertion);
    if (proof) proven.push({ endpoint, proof });
  }
  // One that nobody trusts, left by whoever knows the public key, makes no other ambiguous.
  const trusted = proven.filter(({ endpoint }) => endpoint.status === 'TRUSTED');
  const [only, another] = trusted.length > 0 ? trusted : proven;
  if (!only) throw wrongAssertion();
  if (another)
    throw new OAuthError('invalid_request', 'The device is registered on several accounts: name the account.');
  return only;
}

/** Those that are trusted first. */
async function candidates({ manager }: Context, clientId: string, account: Account | null): Promise<Endpoint[]> {
  const where = { clientId, ...(account ? { accountId: account.id } : {}) };
  const list = { order: { id: 'ASC' }, take: MOST_CANDIDATES } as const;
  const trusted = await manager.find(Endpoint, { where: { ...where, status: 'TRUSTED' }, ...list });
  return trusted.length > 0 ? trusted : manager.find(Endpoint, { where, ...list });
}
