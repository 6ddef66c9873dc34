import { IsNull } from 'typeorm';
import { isToken } from '../../domain/secrets/tokens';
import { OAuthError } from '../../domain/oauth/oauth-error';
import { Account } from '../../entities/account';
import { DeviceRegistration } from '../../entities/device-registration';
import { Endpoint } from '../../entities/endpoint';
import type { Context } from '../context';
import { endOldestFamilies } from '../tokens/end-oldest-families';
import {
  type IssuedTokens,
  type Lifetimes,
  type OpenedFamily,
  openTokenFamily,
  withAccessToken,
} from '../tokens/issue-tokens';
import { tokenLifetimesOn } from '../tokens/token-lifetimes';
import { authenticateDevice } from './authenticate-device';
import type { ClientCredentials } from './client';
import { type ProvenAssertion, useAssertion } from './client-assertion';
import { recordDeviceSignIn } from './record-device-sign-in';

/** After a poll that came too soon (RFC 8628, 3.5). */
const SLOWER_BY_SECONDS = 5;

/**
 * The device asks whether it is trusted by now; once it is, the code is used up and the device has its tokens.
 *
 * @throws OAuthError authorization_pending, slow_down, access_denied, expired_token, or what is wrong with the client
 */
export async function pollDeviceCode(
  context: Context,
  client: ClientCredentials,
  deviceCode: string,
): Promise<IssuedTokens> {
  const found = await findRegistration(context, client, deviceCode);
  const { registration, endpoint } = found;
  const { keyId, proof } = await authenticateDevice(context, client, endpoint);
  if (registration.status === 'DENIED') throw denied();
  if (registration.status === 'WAITING') {
    if (proof) await context.services.database.transaction((manager) => useAssertion(manager, proof));
    throw await notYet(context, registration);
  }
  const account = await context.manager.findOneBy(Account, { id: endpoint.accountId });
  if (!account) throw denied();
  await endOldestFamilies(context, { endpointId: endpoint.id, userId: IsNull() });
  const lifetimes = await tokenLifetimesOn(context, account.path);
  const issued = { ...found, account, keyId: keyId ?? registration.keyId, proof };
  const opened = await context.services.database.transaction((manager) =>
    redeem({ ...context, manager }, issued, lifetimes),
  );
  return withAccessToken(context, opened, lifetimes);
}

interface Found {
  readonly registration: DeviceRegistration;
  readonly endpoint: Endpoint;
}

interface Redeemed extends Found {
  readonly account: Account;
  readonly keyId: string;
  readonly proof: ProvenAssertion | null;
}

async function findRegistration(context: Context, client: ClientCredentials, deviceCode: string): Promise<Found> {
  const { manager, services } = context;
  const codeHash = isToken(deviceCode, 'deviceCode') ? services.secrets.tokens.hash(deviceCode) : null;
  const registration = codeHash && (await manager.findOneBy(DeviceRegistration, { codeHash }));
  const endpoint = registration && (await manager.findOneBy(Endpoint, { id: registration.endpointId }));
  if (!registration || endpoint?.clientId !== client.clientId) {
    throw new OAuthError('invalid_grant', 'There is no such device code of this client: register again.');
  }
  if (registration.expiresAt <= context.now()) {
    throw new OAuthError('expired_token', 'The device code has expired: register again.');
  }
  return { registration, endpoint };
}

function denied(): OAuthError {
  return new OAuthError('access_denied', 'The device was not trusted. Ask the administrator of the account.');
}

async function notYet(context: Context, { id, polledAt, intervalSeconds }: DeviceRegistration): Promise<OAuthError> {
  const now = context.now();
  const isTooSoon = polledAt !== null && now.getTime() - polledAt.getTime() < intervalSeconds * 1000;
  await context.services.database.transaction((manager) =>
    manager.update(
      DeviceRegistration,
      { id },
      { polledAt: now, intervalSeconds: isTooSoon ? intervalSeconds + SLOWER_BY_SECONDS : intervalSeconds },
    ),
  );
  if (!isTooSoon) {
    return new OAuthError('authorization_pending', 'An administrator has not confirmed the device yet: go on asking.');
  }
  return new OAuthError('slow_down', `Wait ${intervalSeconds + SLOWER_BY_SECONDS} seconds before you ask again.`);
}

/** Takes no write lock: it ends nobody's token. Whether the code was used before is the database's to decide. */
async function redeem(
  context: Context,
  { registration, endpoint, account, keyId, proof }: Redeemed,
  lifetimes: Lifetimes,
): Promise<OpenedFamily> {
  const { manager } = context;
  if (proof) await useAssertion(manager, proof);
  await recordDeviceSignIn(context, endpoint, account, keyId);
  const used = await manager.delete(DeviceRegistration, { id: registration.id, status: 'ALLOWED' });
  if (used.affected !== 1) throw denied();
  const { accountId, clientId } = endpoint;
  return openTokenFamily(
    context,
    manager,
    { accountId, userId: null, endpointId: endpoint.id, keyId, clientId },
    lifetimes,
  );
}
