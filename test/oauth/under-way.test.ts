import { createPrivateKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { deleteAccount } from '../../src/application/accounts/delete-account';
import { moveAccount } from '../../src/application/accounts/move-account';
import { newContext, type Context } from '../../src/application/context';
import { rejectEndpoint } from '../../src/application/endpoints/reject-endpoint';
import { revokeEndpoint } from '../../src/application/endpoints/revoke-endpoint';
import { trustEndpoint } from '../../src/application/endpoints/trust-endpoint';
import { deleteEndpoint } from '../../src/application/endpoints/delete-endpoint';
import { registerDevice } from '../../src/application/endpoints/register-device';
import { deactivateApiKey } from '../../src/application/keys/deactivate-api-key';
import { createApiKey } from '../../src/application/keys/create-api-key';
import { logIn } from '../../src/application/login/log-in';
import { signInDevice } from '../../src/application/oauth/sign-in-device';
import { endAllSessions } from '../../src/application/sessions/end-all-sessions';
import { setUserPassword } from '../../src/application/users/set-user-password';
import { DeniedError } from '../../src/domain/errors';
import { publicId } from '../../src/domain/ids';
import { Account } from '../../src/entities/account';
import { DeviceRegistration } from '../../src/entities/device-registration';
import { Endpoint } from '../../src/entities/endpoint';
import { NO_RECORDER } from '../../src/verification/recorder';
import { OAuthClient } from '../support/oauth-client';
import { bare, PASSWORD, People } from '../support/people';
import { newTestGateway } from '../support/test-gateway';
import { ADMIN, startTestInstallation, type TestInstallation } from '../support/test-installation';
import { serveVerification, type TestVerification } from '../support/test-verification';

const OPEN = 'open-key-51c7e0d94ab83f26';
const STRICT = 'strict-key-8f3c1a9e4b7d2065';
const AUTOMATIC = 'automatic-key-8f3c1a9e4b7d2065';

let installation: TestInstallation;
let instance: TestVerification;
let people: People;
let oauth: OAuthClient;
let vendorId: string;
let customerId: string;
let gateway: string;
let serial = 0;

beforeAll(async () => {
  installation = await startTestInstallation({ recorder: NO_RECORDER });
  instance = await serveVerification(installation.verification!);
  people = new People(installation);
  oauth = new OAuthClient(installation.server);
  vendorId = await people.vendor(installation.rootId, 'vendor');
  customerId = await people.customer(vendorId, 'customer');
  gateway = await newTestGateway(installation, { id: bare(installation.rootId) });
  await newKey(vendorId, OPEN, { allowUntrustedEndpoints: true });
  await newKey(vendorId, STRICT);
  await newKey(customerId, AUTOMATIC, { automaticEndpointTrust: true });
});

afterAll(async () => {
  await instance.close();
  await installation.close();
});

async function newKey(accountId: string, value: string, more: object = {}): Promise<string> {
  const input = { accountId: bare(accountId), name: value, value, ...more };
  return (await createApiKey(installation.commandLine, input)).apiKey.id;
}

async function verify(userToken: string, account = customerId, key = OPEN): Promise<string> {
  const asked = { account: { id: account }, key, operation: 'LIMITED', userToken };
  return (await instance.post('/v1/verify', asked, gateway)).body.code;
}

async function login(body: object, headers: Record<string, string> = { 'x-api-key': OPEN }, address = '203.0.113.7') {
  const response = await installation.server.inject({
    ...{ method: 'POST', url: '/v1/login', remoteAddress: address },
    headers: { 'content-type': 'application/json', ...headers },
    payload: JSON.stringify({ name: 'nobody', password: PASSWORD, ...body }),
  });
  return { status: response.statusCode, body: response.json() };
}

function endpointOf(clientId: string): Promise<Endpoint> {
  return installation.commandLine.manager.findOneByOrFail(Endpoint, { clientId });
}

async function waitingOf(endpointId: string): Promise<DeviceRegistration> {
  return installation.commandLine.manager.findOneByOrFail(DeviceRegistration, { endpointId, status: 'WAITING' });
}

const pair = generateKeyPairSync('ed25519');
const PUBLIC_KEY = JSON.stringify(pair.publicKey.export({ format: 'jwk' }));

async function assertion(clientId: string): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ iss: clientId, sub: clientId, aud: 'http://keytree.test', exp: now + 60, jti: randomUUID() })
    .setProtectedHeader({ alg: 'EdDSA' })
    .sign(createPrivateKey(pair.privateKey.export({ format: 'pem', type: 'pkcs8' })));
}

/** A confirmed device of the vendor with tokens. */
async function device(
  more: Record<string, string> = {},
  account = vendorId,
): Promise<{ clientId: string; token: string; endpoint: Endpoint }> {
  const clientId = `review ${++serial}`;
  const registered = await oauth.register({ client_id: clientId, client_secret: STRICT, account, ...more });
  const endpoint = await endpointOf(clientId);
  await trustEndpoint(installation.commandLine, { endpointId: endpoint.id });
  const { body } = await oauth.token({
    grant_type: 'device_code',
    ...{ client_id: clientId, client_secret: STRICT, device_code: registered.body.device_code },
  });
  expect(body.access_token).toBeDefined();
  return { clientId, token: body.access_token, endpoint };
}

/** A login whose password takes as long to check as `meanwhile` lasts. */
async function slowLogIn(name: string, deviceToken: string, meanwhile: () => Promise<unknown>): Promise<string | null> {
  const { services } = installation;
  const passwords = Object.create(services.passwords, {
    verify: {
      value: async (hash: string, password: string) => {
        const right = await services.passwords.verify(hash, password);
        await meanwhile();
        return right;
      },
    },
  });
  const context = newContext({ ...services, passwords }, { kind: 'ANONYMOUS' }, '203.0.113.7');
  const result = await logIn(context, {
    ...{ account: { by: 'id', text: customerId }, key: STRICT, deviceToken, name, password: PASSWORD },
  }).catch(() => null);
  return result && result.tokens.accessToken;
}

describe('a login under way on a device whose trust ends meanwhile', () => {
  it('gives no token that is good once the device is trusted again', async () => {
    const user = await people.user(customerId);
    const { token, endpoint } = await device();
    const userToken = await slowLogIn(user.name, token, () =>
      revokeEndpoint(installation.commandLine, { endpointId: endpoint.id }),
    );
    await trustEndpoint(installation.commandLine, { endpointId: endpoint.id });
    expect(userToken === null ? 'USER_TOKEN_INVALID' : await verify(userToken)).toBe('USER_TOKEN_INVALID');
  });

  it('gives no token where another device takes its place', async () => {
    const user = await people.user(customerId);
    const { token, endpoint, clientId } = await device();
    const userToken = await slowLogIn(user.name, token, async () => {
      await oauth.register({ client_id: clientId, client_secret: STRICT, account: vendorId });
      const { userCode } = await waitingOf(endpoint.id);
      await trustEndpoint(installation.commandLine, { endpointId: endpoint.id, userCode });
    });
    expect(userToken === null ? 'USER_TOKEN_INVALID' : await verify(userToken)).toBe('USER_TOKEN_INVALID');
  });
});

it('a device that was displaced gets no tokens by the key of before, in a request under way', async () => {
  const { endpoint, clientId } = await device({ public_key: PUBLIC_KEY });
  const { services } = installation;
  const real = services.database;
  let done = false;
  const database = Object.create(real, {
    transaction: {
      value: async (work: never) => {
        if (!done) {
          done = true;
          await oauth.register({ client_id: clientId, client_secret: STRICT, account: vendorId });
          const { userCode } = await waitingOf(endpoint.id);
          await trustEndpoint(installation.commandLine, { endpointId: endpoint.id, userCode });
        }
        return real.transaction(work);
      },
    },
  });
  const base: Context = newContext(services, { kind: 'ANONYMOUS' }, '203.0.113.7');
  const context = { ...base, services: { ...services, database } };
  const client = { clientId, secret: null, assertion: await assertion(clientId) };
  await expect(signInDevice(context, client, { by: 'id', text: vendorId })).rejects.toThrow();
});

describe('a login on an account that is deleted', () => {
  async function orphan(): Promise<{ userId: string; userToken: string; clientId: string; place: string }> {
    const place = await people.customer(vendorId, `place ${++serial}`);
    const user = await people.user(vendorId);
    const { body } = await login({
      ...{ account: { id: place }, name: user.name, userAccount: { id: vendorId } },
    });
    expect(body.code).toBe('VALID');
    await deleteAccount(installation.commandLine, { accountId: bare(place) });
    return { userId: bare(user.id), userToken: body.access_token, clientId: body.client_id, place };
  }

  it('its token ends with a new password', async () => {
    const { userId, userToken } = await orphan();
    await setUserPassword(installation.commandLine, { userId, password: 'another river at noon' });
    expect(await verify(userToken, vendorId)).toBe('USER_TOKEN_INVALID');
  });

  it('its token ends with all sessions', async () => {
    const { userId, userToken } = await orphan();
    await endAllSessions(installation.commandLine, { userId });
    expect(await verify(userToken, vendorId)).toBe('USER_TOKEN_INVALID');
  });

  it('its token can be revoked', async () => {
    const { userToken, clientId } = await orphan();
    const answer = await oauth.post('/oauth/v1/revoke', { token: userToken, client_id: clientId });
    expect(answer.status).toBe(200);
    expect(await verify(userToken, vendorId)).toBe('USER_TOKEN_INVALID');
  });
});

it('devices that were rejected leave room for others', async () => {
  const key = 'room-key-51c7e0d94ab83f26';
  await newKey(customerId, key);
  const from = new OAuthClient(installation.server, '203.0.113.99');
  const ids: string[] = [];
  for (let n = 0; n < 100; n++) {
    const clientId = `room ${n}`;
    expect((await from.register({ client_id: clientId, client_secret: key })).status).toBe(200);
    ids.push((await endpointOf(clientId)).id);
  }
  for (const endpointId of ids) await rejectEndpoint(installation.commandLine, { endpointId });
  expect((await from.register({ client_id: 'room for one', client_secret: key })).body).toMatchObject({
    device_code: expect.any(String),
  });
});

it('a login is not refreshed where the user could not log in any more', async () => {
  const place = await people.customer(vendorId, `place ${++serial}`);
  const own = `own-key-${++serial}-51c7e0d94ab83f26`;
  const keyId = await newKey(place, own, { allowUntrustedEndpoints: true });
  const user = await people.user(vendorId);
  const { body } = await login(
    { account: { id: place }, name: user.name, userAccount: { id: vendorId } },
    { 'x-api-key': own },
  );
  const { version } = await installation.commandLine.manager.findOneByOrFail(Account, { id: bare(place) });
  await moveAccount(installation.commandLine, {
    accountId: bare(place),
    newParentId: bare(installation.rootId),
    version,
  });
  const again = await oauth.token({
    ...{ grant_type: 'refresh_token', refresh_token: body.refresh_token },
    ...{ client_id: publicId('ApiKey', keyId), client_secret: own },
  });
  expect(again.body.access_token).toBeUndefined();
});

it('a login on a device that is deleted meanwhile is refused, and no failure of the service', async () => {
  const user = await people.user(customerId);
  const { token, endpoint } = await device();
  const { services } = installation;
  const passwords = Object.create(services.passwords, {
    verify: {
      value: async (hash: string, password: string) => {
        await deleteEndpoint(installation.commandLine, { endpointId: endpoint.id });
        return services.passwords.verify(hash, password);
      },
    },
  });
  const context = newContext({ ...services, passwords }, { kind: 'ANONYMOUS' }, '203.0.113.7');
  const asked = { account: { by: 'id', text: customerId }, key: STRICT, deviceToken: token } as const;
  await expect(logIn(context, { ...asked, name: user.name, password: PASSWORD })).rejects.toThrow(DeniedError);
});

it('a key that was stopped while the device waited for its turn trusts nobody', async () => {
  const value = 'stopping-key-8f3c1a9e4b7d2065';
  const keyId = await newKey(customerId, value, { automaticEndpointTrust: true });
  const { services } = installation;
  const real = services.database;
  let done = false;
  const database = Object.create(real, {
    transaction: {
      value: async (...work: Parameters<typeof real.transaction>) => {
        if (!done) {
          done = true;
          await deactivateApiKey(installation.commandLine, { keyId });
        }
        return real.transaction(...work);
      },
    },
  });
  const base = newContext(services, { kind: 'ANONYMOUS' }, '203.0.113.7');
  const clientId = `review ${++serial}`;
  const input = { account: null, clientId, secret: value, clientType: null, description: null };
  await registerDevice(
    { ...base, services: { ...services, database } },
    { ...input, publicKey: PUBLIC_KEY, assertion: null },
  ).catch(() => undefined);
  const found = await installation.commandLine.manager.findOneBy(Endpoint, { clientId });
  expect(found?.status ?? 'NONE').not.toBe('TRUSTED');
});

/** A new token by the device's own key; whether it came. */
async function signInDeviceOver(clientId: string): Promise<boolean> {
  const { body } = await oauth.token({
    ...{ grant_type: 'client_credentials', client_assertion: await assertion(clientId) },
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  });
  return body.access_token !== undefined;
}

it('a device that signs in again and again is told to wait', async () => {
  await oauth.register({ client_id: 'gatherer', client_secret: AUTOMATIC, public_key: PUBLIC_KEY });
  for (let count = 0; count < 60; count++) expect(await signInDeviceOver('gatherer')).toBe(true);
  expect(await signInDeviceOver('gatherer')).toBe(false);
  await oauth.register({ client_id: 'another', client_secret: AUTOMATIC, public_key: PUBLIC_KEY });
  expect(await signInDeviceOver('another')).toBe(true);
});

it('of the logins of one user the oldest ends where there are too many', async () => {
  const { name } = await people.user(customerId);
  const { body: first } = await login({ account: { id: customerId }, name });
  for (let count = 0; count < 98; count++) await login({ account: { id: customerId }, name });
  const { body: hundredth } = await login({ account: { id: customerId }, name });
  expect(await verify(first.access_token)).toBe('VALID');
  await login({ account: { id: customerId }, name });
  expect([await verify(first.access_token), await verify(hundredth.access_token)]).toEqual([
    'USER_TOKEN_INVALID',
    'VALID',
  ]);
});

it('nobody on another account makes a device’s own key ambiguous', async () => {
  const clientId = 'owner of a pair';
  await oauth.register({ client_id: clientId, client_secret: AUTOMATIC, public_key: PUBLIC_KEY });
  const elsewhere = await people.customer(installation.rootId, 'elsewhere');
  const other = 'elsewhere-key-51c7e0d94ab83f26';
  await newKey(elsewhere, other);
  // The public half is no secret; nobody confirms this one.
  await oauth.register({ client_id: clientId, client_secret: other, public_key: PUBLIC_KEY });
  expect(await signInDeviceOver(clientId)).toBe(true);
});

it('devices that a key trusts at once are bounded too', async () => {
  const place = await people.customer(installation.rootId, 'flooded');
  const secret = 'flooding-key-8f3c1a9e4b7d2065';
  await newKey(place, secret, { automaticEndpointTrust: true });
  const register = async (number: number): Promise<number> => {
    const client = { client_id: `flood ${number}`, client_secret: secret };
    const { status, body } = await oauth.register(client);
    if (status === 200) await oauth.token({ grant_type: 'device_code', ...client, device_code: body.device_code });
    return status;
  };
  for (let number = 0; number < 200; number++) expect(await register(number)).toBe(200);
  expect(await register(200)).toBe(429);
});

it('the audit log of a customer does not tell which users there are further up', async () => {
  const shop = await people.customer(installation.rootId, 'shop');
  const value = 'shop-key-51c7e0d94ab83f26';
  await newKey(shop, value, { allowUntrustedEndpoints: true });
  const auditor = await people.person(shop, ['ViewAccount', 'ViewAuditLog']);
  const targets: unknown[] = [];
  for (const name of [ADMIN.name, 'surely nobody']) {
    const body = { userAccount: { id: installation.rootId }, name, password: 'a wrong guess' };
    expect((await login(body, { 'x-api-key': value })).status).toBe(401);
    const { account } = await auditor.client.ask(
      `query ($id: ID!) { account(by: { id: $id }) { auditEvents(first: 1) { nodes { action target { type id name } } } } }`,
      { id: shop },
    );
    const [event] = account.auditEvents.nodes;
    expect(event.action).toBe('SIGN_IN_FAILED');
    targets.push(event.target);
  }
  expect(targets[0]).toEqual(targets[1]);
});
