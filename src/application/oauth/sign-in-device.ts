import { OAuthError } from '../../domain/oauth/oauth-error';
import { Account } from '../../entities/account';
import { Endpoint } from '../../entities/endpoint';
import type { Context } from '../context';
import { locateAccount } from '../sessions/locate-account';
import { type IssuedTokens, openTokenFamily, withAccessToken } from '../tokens/issue-tokens';
import { tokenLifetimesOn } from '../tokens/token-lifetimes';
import type { ClientCredentials, NamedAccount } from './client';
import {
  claimedClientId,
  proveAssertion,
  type ProvenAssertion,
  useAssertion,
  wrongAssertion,
} from './client-assertion';
import { recordDeviceSignIn } from './record-device-sign-in';
import { locatorOf } from './locator';

/** Accounts on which one client id may have left a key, that are looked at. */
const MOST_CANDIDATES = 50;

/**
 * New tokens for a trusted device that lost its own: it proves itself by its registered key (RFC 6749, 4.4 with
 * RFC 7523, 2.2). Nobody has to confirm anything again.
 *
 * @throws OAuthError
 */
export async function signInDevice(
  context: Context,
  client: ClientCredentials,
  account: NamedAccount,
): Promise<IssuedTokens> {
  const { endpoint, proof } = await provenEndpoint(context, client, account);
  const place = await context.manager.findOneByOrFail(Account, { id: endpoint.accountId });
  const lifetimes = await tokenLifetimesOn(context, place.path);
  const { id: endpointId, accountId, keyId, clientId } = endpoint;
  const opened = await context.services.database.transaction(async (manager) => {
    await useAssertion(manager, proof);
    await recordDeviceSignIn({ ...context, manager }, endpoint, place, keyId);
    return openTokenFamily(context, manager, { accountId, userId: null, endpointId, keyId, clientId }, lifetimes);
  });
  return withAccessToken(context, opened, lifetimes);
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
  const candidates = await context.manager.find(Endpoint, {
    where: { clientId: claimed, ...(account ? { accountId: account.id } : {}) },
    take: MOST_CANDIDATES,
  });
  const proven: ProvenEndpoint[] = [];
  for (const endpoint of candidates) {
    const proof = await proveAssertion(context, endpoint, assertion);
    if (proof) proven.push({ endpoint, proof });
  }
  const [only, another] = proven;
  if (!only) throw wrongAssertion();
  if (another)
    throw new OAuthError('invalid_request', 'The device is registered on several accounts: name the account.');
  return only;
}
