import { MoreThan } from 'typeorm';
import type { DevicePublicKey } from '../../domain/endpoints/device-key';
import type { EndpointStatus } from '../../domain/endpoints/endpoint';
import { REFUSALS } from '../../domain/decision/refusals';
import { StaleRecordsError } from '../../domain/errors';
import { publicId } from '../../domain/ids';
import { OAuthError } from '../../domain/oauth/oauth-error';
import { nameFrom } from '../../domain/text/name';
import { insertAll } from '../../database/insert';
import { Account } from '../../entities/account';
import { ApiKey } from '../../entities/api-key';
import { DeviceRegistration } from '../../entities/device-registration';
import { Endpoint } from '../../entities/endpoint';
import { addressGroup } from '../attempts/address-group';
import { type Change, change } from '../change';
import type { Context } from '../context';
import { newId } from '../new-id';
import { rootAsker } from '../decision/root-asker';
import type { NamedAccount } from '../oauth/client';
import { proveAssertion, type ProvenAssertion, useAssertion, wrongAssertion } from '../oauth/client-assertion';
import { limitRate } from '../oauth/limit-rate';
import { type Allowed, requireKey } from '../oauth/require-key';
import { addRegistration, type DeviceAuthorization } from './add-registration';
import { checkRegistrationForm, type RegistrationForm } from './registration-form';

export interface RegisterDeviceInput {
  readonly account: NamedAccount;
  readonly clientId: string;
  /** The API key. */
  readonly secret: string;
  readonly clientType: string | null;
  readonly description: string | null;
  /** JWK, PEM or certificate. */
  readonly publicKey: string | null;
  /** Proof by the key that was registered before. */
  readonly assertion: string | null;
}

/** The name of a device that says nothing of itself that may be one. */
const NAMELESS = 'Device';
/** Devices that wait, with one key from one address, and with one key. */
const MOST_FROM_ADDRESS = 100;
const MOST_OF_KEY = 1_000;
/** Registrations within a quarter of an hour, likewise: those that a key trusts at once do not wait. */
const MOST_OFTEN_FROM_ADDRESS = 200;
const MOST_OFTEN_WITH_KEY = 2_000;

/**
 * A device asks to be trusted. A new one waits for an administrator, unless the key trusts at once. One whose client id
 * is known is taken for it only by proof: else nothing of what is known changes, and the request waits, whatever the
 * key says. What was rejected or revoked is never trusted without an administrator.
 *
 * @throws OAuthError
 */
export async function registerDevice(context: Context, input: RegisterDeviceInput): Promise<DeviceAuthorization> {
  const said = checkRegistrationForm(input);
  const allowed = await requireKey(context, input.secret, input.account, 'REGISTER_DEVICE');
  if (input.account === null) await requireLeaf(context, allowed.accountId);
  await limitRate(context, [
    { name: ['device.register', allowed.keyId, addressGroup(context.clientIp)], most: MOST_OFTEN_FROM_ADDRESS },
    { name: ['device.register', allowed.keyId], most: MOST_OFTEN_WITH_KEY },
  ]);
  return change(context, async (change) => {
    await requireKeyStill(change, input, allowed);
    const account = await change.manager.findOneBy(Account, { id: allowed.accountId });
    const key = await change.manager.findOneBy(ApiKey, { id: allowed.keyId });
    if (!account || !key) throw new OAuthError('invalid_client', REFUSALS.KEY_NOT_FOUND, { decision: 'KEY_NOT_FOUND' });
    await requireRoom(change, allowed);
    // Here, since by the time of the lock another device may have taken the place of the one that the key is of.
    const proof = await provedBy(change, account.id, input);
    if (proof) await useAssertion(change.manager, proof);
    const known = await knownEndpoint(change, account, input.clientId);
    const registering: Registering = { account, key, clientId: input.clientId, said, isProven: proof !== null };
    const { endpoint, isAllowed } = known
      ? await registerAgain(change, registering, known)
      : await registerNew(change, registering);
    return addRegistration(change, key, keptKey(registering, endpoint), endpoint, isAllowed);
  });
}

interface Registering {
  readonly account: Account;
  readonly key: ApiKey;
  readonly clientId: string;
  readonly said: RegistrationForm;
  readonly isProven: boolean;
}

/** A device that proved itself by its key and leaves no other keeps that one when it is confirmed. */
function keptKey({ said, isProven }: Registering, { publicKey }: Endpoint): RegistrationForm {
  return isProven && said.publicKey === null ? { ...said, publicKey: publicKey as DevicePublicKey | null } : said;
}

interface Registered {
  readonly endpoint: Endpoint;
  /** The next poll gets the token. */
  readonly isAllowed: boolean;
}

/** A device belongs to one place: where the key alone tells a vendor's account, it must say which. */
async function requireLeaf({ manager }: Context, accountId: string): Promise<void> {
  if (!(await manager.existsBy(Account, { parentId: accountId }))) return;
  throw new OAuthError('invalid_request', 'The account of this key has accounts below it: name the one of the device.');
}

async function provedBy(
  context: Context,
  accountId: string,
  { clientId, assertion }: RegisterDeviceInput,
): Promise<ProvenAssertion | null> {
  if (assertion === null) return null;
  const endpoint = await context.manager.findOneBy(Endpoint, { accountId, clientId });
  const proof = endpoint && (await proveAssertion(context, endpoint, assertion));
  // An assertion that does not hold is never taken for none.
  if (!proof) throw wrongAssertion();
  return proof;
}

/** Whoever waits for the lock may wait for whoever stops the key. */
async function requireKeyStill(change: Change, { secret }: RegisterDeviceInput, allowed: Allowed): Promise<void> {
  const { records } = change.services;
  await records?.upTo(change.seq - 1);
  const reach = records?.reach({
    asker: await rootAsker(change),
    account: { by: 'id', text: publicId('Account', allowed.accountId) },
    ...{ key: secret, clientIp: change.clientIp, operation: 'REGISTER_DEVICE', userToken: null, deviceToken: null },
  });
  if (!reach) throw new StaleRecordsError();
  if (typeof reach === 'string') throw new OAuthError('invalid_client', REFUSALS[reach], { decision: reach });
}

async function requireRoom(change: Change, { keyId }: Allowed): Promise<void> {
  const open = { keyId, status: 'WAITING' as const, expiresAt: MoreThan(change.now()) };
  const ofAddress = { ...open, addressGroup: addressGroup(change.clientIp) };
  const { manager } = change;
  if (
    (await manager.countBy(DeviceRegistration, ofAddress)) < MOST_FROM_ADDRESS &&
    (await manager.countBy(DeviceRegistration, open)) < MOST_OF_KEY
  ) {
    return;
  }
  throw new OAuthError(
    'temporarily_unavailable',
    'Too many devices wait with this key: have an administrator confirm or reject them, or wait until they expire.',
    { retryAfterSeconds: 300 },
  );
}

/** One that never was decided about, and whose registrations are over, is no longer known. */
async function knownEndpoint(change: Change, account: Account, clientId: string): Promise<Endpoint | null> {
  const endpoint = await change.manager.findOneBy(Endpoint, { accountId: account.id, clientId });
  if (endpoint?.status !== 'PENDING') return endpoint;
  const open = { endpointId: endpoint.id, expiresAt: MoreThan(change.now()) };
  if (await change.manager.existsBy(DeviceRegistration, open)) return endpoint;
  await change.manager.delete(Endpoint, { id: endpoint.id });
  return null;
}

async function registerNew(change: Change, registering: Registering): Promise<Registered> {
  const { account, key, clientId, said } = registering;
  const now = change.now();
  const isAllowed = key.automaticEndpointTrust;
  const endpoint = Object.assign(new Endpoint(), {
    id: newId(),
    accountId: account.id,
    clientId,
    name: nameFrom(said.description ?? '') ?? nameFrom(clientId) ?? NAMELESS,
    ...said,
    publicKey: said.publicKey && { ...said.publicKey },
    status: isAllowed ? 'TRUSTED' : 'PENDING',
    confirmed: false,
    decidedBy: isAllowed ? `key:${key.id}` : null,
    decidedAt: isAllowed ? now : null,
    keyId: key.id,
    registeredAt: now,
    registeredIp: change.clientIp,
    lastSeenAt: null,
    lastSeenIp: null,
    signIns: 0,
    version: 1,
  } satisfies Endpoint);
  await insertAll(change.manager, Endpoint, [endpoint]);
  tell(change, registering, endpoint, isAllowed ? 'ENDPOINT_REGISTERED' : 'ENDPOINT_WAITING', null);
  return { endpoint, isAllowed };
}

async function registerAgain(change: Change, registering: Registering, known: Endpoint): Promise<Registered> {
  const { key, said, isProven } = registering;
  const trustsNow = isProven && known.status === 'PENDING' && key.automaticEndpointTrust;
  const isAllowed = trustsNow || (isProven && known.status === 'TRUSTED');
  if (!isProven) {
    // Whoever decides by the version that they looked at decides about what waited then.
    const version = known.version + 1;
    await change.manager.update(Endpoint, { id: known.id }, { version });
    tell(change, registering, known, 'ENDPOINT_WAITING', known.status);
    return { endpoint: Object.assign(new Endpoint(), known, { version }), isAllowed };
  }
  const columns = {
    clientType: said.clientType,
    description: said.description,
    ...(said.publicKey ? { publicKey: { ...said.publicKey } } : {}),
    keyId: key.id,
    version: known.version + 1,
    ...(trustsNow ? { status: 'TRUSTED' as const, decidedBy: `key:${key.id}`, decidedAt: change.now() } : {}),
  };
  await change.manager.update(Endpoint, { id: known.id }, columns as object);
  const endpoint = Object.assign(new Endpoint(), known, columns);
  tell(change, registering, endpoint, isAllowed ? 'ENDPOINT_REGISTERED' : 'ENDPOINT_WAITING', known.status);
  return { endpoint, isAllowed };
}

function tell(
  change: Change,
  { account, key, isProven }: Registering,
  endpoint: Endpoint,
  action: 'ENDPOINT_REGISTERED' | 'ENDPOINT_WAITING',
  before: EndpointStatus | null,
): void {
  change.record('endpoint', endpoint.id);
  change.audit({
    action,
    account,
    target: { type: 'Endpoint', id: endpoint.id, name: endpoint.name },
    before: before === null ? null : { status: before },
    after: {
      status: endpoint.status,
      clientType: endpoint.clientType,
      keyId: key.id,
      ...(before === null ? {} : { provenByItsKey: isProven }),
      ...(endpoint.status === 'TRUSTED' && endpoint.decidedBy === `key:${key.id}` ? { trustedByKey: key.name } : {}),
    },
    actor: { actorKind: 'KEY', actorId: key.id, actorName: key.name },
  });
}
