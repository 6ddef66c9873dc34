import { createPrivateKey, generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';
import { SignJWT } from 'jose';
import { createApiKey } from '../../src/application/keys/create-api-key';
import { deactivateApiKey } from '../../src/application/keys/deactivate-api-key';
import { rejectEndpoint } from '../../src/application/endpoints/reject-endpoint';
import { revokeEndpoint } from '../../src/application/endpoints/revoke-endpoint';
import { trustEndpoint } from '../../src/application/endpoints/trust-endpoint';
import { suspendAccount } from '../../src/application/accounts/suspend-account';
import { updateAccount } from '../../src/application/accounts/update-account';
import { ConflictError } from '../../src/domain/errors';
import { ENDPOINT_STATUSES, type EndpointStatus } from '../../src/domain/endpoints/endpoint';
import { Account } from '../../src/entities/account';
import { AuditEvent } from '../../src/entities/audit-event';
import { Endpoint } from '../../src/entities/endpoint';
import { NO_RECORDER } from '../../src/verification/recorder';
import { OAuthClient } from '../support/oauth-client';
import { bare, People } from '../support/people';
import { startTestInstallation, type TestInstallation } from '../support/test-installation';

const KEY = 'device-key-51c7e0d94ab83f26';
const AUTOMATIC_KEY = 'automatic-key-8f3c1a9e4b7d2065';
const VENDOR_KEY = 'vendor-key-c40d7715fa29e8b3';

let installation: TestInstallation;
let people: People;
let client: OAuthClient;
let vendorId: string;
let customerId: string;
let serial = 0;

beforeAll(async () => {
  installation = await startTestInstallation({ recorder: NO_RECORDER });
  people = new People(installation);
  client = new OAuthClient(installation.server);
  vendorId = await people.vendor(installation.rootId, 'vendor');
  customerId = await people.customer(vendorId, 'customer');
  const make = (accountId: string, value: string, more: object = {}): Promise<unknown> =>
    createApiKey(installation.commandLine, { accountId: bare(accountId), name: value, value, ...more });
  await make(customerId, KEY);
  await make(customerId, AUTOMATIC_KEY, { automaticEndpointTrust: true });
  await make(vendorId, VENDOR_KEY, { automaticEndpointTrust: true });
});

afterAll(() => installation.close());
afterEach(() => installation.setClock(null));

const pair = generateKeyPairSync('ed25519');
const PUBLIC_KEY = JSON.stringify(pair.publicKey.export({ format: 'jwk' }));
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

interface AssertionOptions {
  readonly key?: KeyObject;
  readonly alg?: string;
  readonly claims?: Record<string, unknown>;
}

async function assertion(
  clientId: string,
  { key = pair.privateKey, alg = 'EdDSA', claims = {} }: AssertionOptions = {},
): Promise<Record<string, string>> {
  const now = Math.floor(installation.services.now().getTime() / 1000);
  const jwt = await new SignJWT({
    ...{ iss: clientId, sub: clientId, aud: 'http://keytree.test', exp: now + 60, jti: randomUUID() },
    ...claims,
  })
    .setProtectedHeader({ alg })
    .sign(key);
  return { client_assertion_type: ASSERTION_TYPE, client_assertion: jwt };
}

function newClientId(): string {
  return `device ${++serial}`;
}

async function endpointOf(clientId: string): Promise<Endpoint> {
  return installation.commandLine.manager.findOneByOrFail(Endpoint, { clientId });
}

async function registered(clientId: string, more: Record<string, string> = {}): Promise<string> {
  const { status, body } = await client.register({ client_id: clientId, client_secret: KEY, ...more });
  expect([status, body]).toEqual([200, expect.objectContaining({ device_code: expect.any(String) })]);
  return body.device_code;
}

async function poll(clientId: string, code: string, secret = KEY): Promise<string> {
  const { body } = await client.token({
    ...{ grant_type: 'device_code', client_id: clientId, client_secret: secret, device_code: code },
  });
  return body.error ?? (body.access_token ? 'TOKEN' : 'nothing');
}

/** Brings a device of that key to the state. */
async function deviceIn(status: EndpointStatus): Promise<string> {
  const clientId = newClientId();
  await registered(clientId, { public_key: PUBLIC_KEY, client_description: 'as it was' });
  const { id: endpointId } = await endpointOf(clientId);
  const { commandLine } = installation;
  if (status === 'TRUSTED' || status === 'REVOKED') await trustEndpoint(commandLine, { endpointId });
  if (status === 'REJECTED') await rejectEndpoint(commandLine, { endpointId });
  if (status === 'REVOKED') await revokeEndpoint(commandLine, { endpointId });
  return clientId;
}

describe('a client id that is not known', () => {
  it('waits, with the code that the administrator sees too', async () => {
    const clientId = newClientId();
    const { body } = await client.register({
      ...{ client_id: clientId, client_secret: KEY, client_type: 'mobile_device', state: 'xyz' },
    });
    expect(body).toEqual({
      device_code: expect.stringMatching(/^ktd_[0-9A-Za-z]{43}$/),
      user_code: expect.stringMatching(/^[B-Z]{4}-[B-Z]{4}$/),
      verification_uri: 'http://keytree.test/device',
      expires_in: 86_400,
      interval: 5,
      state: 'xyz',
    });
    expect(await endpointOf(clientId)).toMatchObject({ status: 'PENDING', clientType: 'mobile_device' });
    expect(await poll(clientId, body.device_code)).toBe('authorization_pending');
  });

  it.each([
    ['what it says of itself', 'Printer\nin the hall', 'a client id', 'Printer in the hall'],
    ['its client id, where it says nothing that can be seen', '\u200B', '\u202Ea client id', 'a client id'],
    ['its client id, where it says nothing', '', ' another client id', 'another client id'],
    ['a word for it, where neither can be a name', '\u200B', '\u200B\u200B', 'Device'],
  ])('goes by %s', async (_what, client_description, clientId, name) => {
    await registered(clientId, { client_description });
    expect(await endpointOf(clientId)).toMatchObject({ name, description: client_description || null });
  });

  it.each([
    ['turns the writing direction', 'hall \u202Erellortnoc niamod'],
    ['has control characters', 'hall\u0000'],
    ['is too long', 'x'.repeat(501)],
  ])('says nothing of itself that %s', async (_what, client_description) => {
    const asked = { client_id: newClientId(), client_secret: KEY, client_description };
    const { status, body } = await client.register(asked);
    expect([status, body.error]).toEqual([400, 'invalid_request']);
    expect(body.error_description).toMatch(/^client_description: /);
  });

  it('is trusted at once by a key that says so, on its own account only, and the record names the key', async () => {
    const clientId = newClientId();
    const code = await registered(clientId, { client_secret: AUTOMATIC_KEY });
    const endpoint = await endpointOf(clientId);
    expect(endpoint).toMatchObject({ status: 'TRUSTED', confirmed: false, accountId: bare(customerId) });
    expect(await poll(clientId, code, AUTOMATIC_KEY)).toBe('TOKEN');
    const record = await installation.commandLine.manager.findOneByOrFail(AuditEvent, {
      ...{ action: 'ENDPOINT_REGISTERED', targetId: endpoint.id },
    });
    expect(record).toMatchObject({
      ...{ actorKind: 'KEY', actorId: endpoint.keyId, actorName: AUTOMATIC_KEY },
      after: { status: 'TRUSTED', trustedByKey: AUTOMATIC_KEY },
    });
  });

  it('must say where, if the account of its key has others below', async () => {
    const clientId = newClientId();
    const unnamed = await client.register({ client_id: clientId, client_secret: VENDOR_KEY });
    expect([unnamed.status, unnamed.body.error]).toEqual([400, 'invalid_request']);
    const named = await client.register({ client_id: clientId, client_secret: VENDOR_KEY, account: customerId });
    expect(named.status).toBe(200);
    expect((await endpointOf(clientId)).accountId).toBe(bare(customerId));
  });
});

describe('a client id that is known', () => {
  const without = ENDPOINT_STATUSES.flatMap((status) => [false, true].map((automatic) => ({ status, automatic })));

  it.each(without)('is nobody without proof, and waits: $status, automatic trust $automatic', async (one) => {
    const clientId = await deviceIn(one.status);
    const before = await endpointOf(clientId);
    const secret = one.automatic ? AUTOMATIC_KEY : KEY;
    const other = JSON.stringify(generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }));
    const more = { client_secret: secret, client_description: 'another', public_key: other };
    const code = await registered(clientId, more);
    expect(await poll(clientId, code, secret)).toBe('authorization_pending');
    expect(await endpointOf(clientId)).toEqual(Object.assign(before, { version: before.version + 1 }));
  });

  it.each([
    { status: 'PENDING', automatic: false, then: 'PENDING', answer: 'authorization_pending' },
    { status: 'PENDING', automatic: true, then: 'TRUSTED', answer: 'TOKEN' },
    { status: 'TRUSTED', automatic: false, then: 'TRUSTED', answer: 'TOKEN' },
    { status: 'TRUSTED', automatic: true, then: 'TRUSTED', answer: 'TOKEN' },
    { status: 'REJECTED', automatic: false, then: 'REJECTED', answer: 'authorization_pending' },
    { status: 'REJECTED', automatic: true, then: 'REJECTED', answer: 'authorization_pending' },
    { status: 'REVOKED', automatic: false, then: 'REVOKED', answer: 'authorization_pending' },
    { status: 'REVOKED', automatic: true, then: 'REVOKED', answer: 'authorization_pending' },
  ] as const)('is taken for what it is by proof: $status, automatic trust $automatic', async (one) => {
    const clientId = await deviceIn(one.status);
    const secret = one.automatic ? AUTOMATIC_KEY : KEY;
    const more = { client_secret: secret, client_description: 'moved', ...(await assertion(clientId)) };
    const code = await registered(clientId, more);
    expect(await poll(clientId, code, secret)).toBe(one.answer);
    expect(await endpointOf(clientId)).toMatchObject({ status: one.then, description: 'moved' });
  });

  it('keeps its key when it proves itself, leaves no other and is confirmed', async () => {
    const clientId = await deviceIn('REVOKED');
    const again = await client.register({ client_id: clientId, client_secret: KEY, ...(await assertion(clientId)) });
    const { device_code: code, user_code: userCode } = again.body;
    await trustEndpoint(installation.commandLine, { endpointId: (await endpointOf(clientId)).id, userCode });
    expect(await poll(clientId, code)).toBe('TOKEN');
    const { body } = await client.token({ grant_type: 'client_credentials', ...(await assertion(clientId)) });
    expect(body.error).toBeUndefined();
  });

  it.each([true, false])(
    'is not confirmed as what it was before the last registration: proven %s',
    async (isProven) => {
      const clientId = newClientId();
      await registered(clientId, { client_secret: AUTOMATIC_KEY, public_key: PUBLIC_KEY });
      const { id: endpointId, version } = await endpointOf(clientId);
      await registered(clientId, { client_secret: AUTOMATIC_KEY, ...(isProven ? await assertion(clientId) : {}) });
      const before = await endpointOf(clientId);
      await expect(trustEndpoint(installation.commandLine, { endpointId, version })).rejects.toThrow(ConflictError);
      expect(await endpointOf(clientId)).toEqual(before);
    },
  );

  it('is refused by a proof that does not hold, and nothing is made of it', async () => {
    const clientId = await deviceIn('TRUSTED');
    const stranger = generateKeyPairSync('ed25519').privateKey;
    const proof = await assertion(clientId, { key: stranger });
    const { status, body } = await client.register({ client_id: clientId, client_secret: KEY, ...proof });
    expect([status, body.error]).toEqual([400, 'invalid_client']);
  });

  it('is new again when it was never confirmed and its time is over', async () => {
    const clientId = newClientId();
    const code = await registered(clientId);
    installation.setClock(new Date(Date.now() + 86_400_000));
    expect(await poll(clientId, code)).toBe('expired_token');
    const again = await registered(clientId, { client_secret: AUTOMATIC_KEY });
    expect(await poll(clientId, again, AUTOMATIC_KEY)).toBe('TOKEN');
  });
});

describe('polling', () => {
  it('is slowed down when it comes too soon, and the interval grows', async () => {
    const clientId = newClientId();
    const code = await registered(clientId);
    const begin = Date.now();
    const at = async (seconds: number): Promise<string> => {
      installation.setClock(new Date(begin + seconds * 1000));
      return poll(clientId, code);
    };
    expect(await at(0)).toBe('authorization_pending');
    expect(await at(5)).toBe('authorization_pending');
    expect(await at(9)).toBe('slow_down');
    expect(await at(16)).toBe('slow_down');
    expect(await at(31)).toBe('authorization_pending');
  });

  it('is denied when an administrator rejects the device', async () => {
    const clientId = newClientId();
    const code = await registered(clientId);
    await rejectEndpoint(installation.commandLine, { endpointId: (await endpointOf(clientId)).id });
    expect(await poll(clientId, code)).toBe('access_denied');
  });

  it('gives tokens to the device whose code was read off, and to no other of the same client id', async () => {
    const clientId = newClientId();
    const codes = [await registered(clientId), await registered(clientId)];
    const waiting = await installation.commandLine.manager.query<{ user_code: string; code_hash: Buffer }[]>(
      'SELECT user_code, code_hash FROM device_registration WHERE endpoint_id = ?',
      [(await endpointOf(clientId)).id],
    );
    const hash = installation.services.secrets.tokens.hash(codes[1] ?? '');
    const { user_code: userCode } = waiting.find(({ code_hash }) => hash.equals(code_hash))!;
    await trustEndpoint(installation.commandLine, { endpointId: (await endpointOf(clientId)).id, userCode });
    expect([await poll(clientId, codes[0] ?? ''), await poll(clientId, codes[1] ?? '')]).toEqual([
      'access_denied',
      'TOKEN',
    ]);
  });

  it('takes the right client and a key that is good now', async () => {
    const clientId = newClientId();
    const value = 'replaced-key-2e91b6f80d4ca753';
    const { apiKey } = await createApiKey(installation.commandLine, {
      ...{ accountId: bare(customerId), name: 'replaced', value },
    });
    const code = await registered(clientId, { client_secret: value });
    expect(await poll('somebody else', code)).toBe('invalid_grant');
    expect(await poll(clientId, code, 'unknown-17ca9d64e80b35f2')).toBe('invalid_client');
    await deactivateApiKey(installation.commandLine, { keyId: apiKey.id });
    expect(await poll(clientId, code, value)).toBe('invalid_client');
    expect(await poll(clientId, code, KEY)).toBe('authorization_pending');
  });
});

describe('an assertion of the device’s own key', () => {
  const signIn = async (clientId: string, options: AssertionOptions = {}): Promise<string> => {
    const { body } = await client.token({ grant_type: 'client_credentials', ...(await assertion(clientId, options)) });
    return body.error ?? (body.access_token ? 'TOKEN' : 'nothing');
  };
  const now = (): number => Math.floor(Date.now() / 1000);

  it.each([
    ['another audience', () => ({ aud: 'http://other.test' })],
    ['a second audience', () => ({ aud: ['http://keytree.test', 'http://other.test'] })],
    ['the token endpoint as audience', () => ({ aud: 'http://keytree.test/oauth/v1/token' })],
    ['another issuer', () => ({ iss: 'somebody' })],
    ['a life of more than five minutes', () => ({ exp: now() + 400 })],
    ['an end that has passed', () => ({ exp: now() - 60 })],
    ['no end', () => ({ exp: undefined })],
    ['no jti', () => ({ jti: undefined })],
    ['a jti that is no text', () => ({ jti: 7 })],
  ])('does not hold with %s', async (_what, claims) => {
    const clientId = await deviceIn('TRUSTED');
    expect(await signIn(clientId, { claims: claims() })).toBe('invalid_client');
    expect(await signIn(clientId)).toBe('TOKEN');
  });

  it('holds whatever the host name is a domain of', async () => {
    const clientId = await deviceIn('TRUSTED');
    const other = await people.customer(installation.rootId, `other ${++serial}`);
    const { version } = await installation.commandLine.manager.findOneByOrFail(Account, { id: bare(other) });
    await updateAccount(installation.commandLine, { accountId: bare(other), version, domains: ['device.example'] });
    const form = { grant_type: 'client_credentials', ...(await assertion(clientId)) };
    const { body } = await client.post('/oauth/v1/token', form, { host: 'device.example' });
    expect(body.access_token).toEqual(expect.any(String));
  });

  it('works once in the installation, whatever it is presented for', async () => {
    const clientId = await deviceIn('TRUSTED');
    const once = await assertion(clientId);
    const request = { grant_type: 'client_credentials', ...once };
    expect((await client.token(request)).body.error).toBeUndefined();
    expect((await client.token(request)).body.error).toBe('invalid_client');
    const again = await client.register({ client_id: clientId, client_secret: KEY, ...once });
    expect(again.body.error).toBe('invalid_client');
  });

  it.each(['PENDING', 'REJECTED', 'REVOKED'] as const)('opens nothing for a device that is %s', async (status) => {
    expect(await signIn(await deviceIn(status))).toBe('access_denied');
  });

  it('opens nothing on a suspended account', async () => {
    const id = await people.customer(vendorId, `suspended ${++serial}`);
    const clientId = newClientId();
    const code = await registered(clientId, { client_secret: VENDOR_KEY, account: id, public_key: PUBLIC_KEY });
    expect(await poll(clientId, code, VENDOR_KEY)).toBe('TOKEN');
    const { version } = await installation.commandLine.manager.findOneByOrFail(Account, { id: bare(id) });
    await suspendAccount(installation.commandLine, { accountId: bare(id), version });
    expect(await signIn(clientId)).toBe('access_denied');
  });

  it('is of the algorithm that the key fixes', async () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const clientId = newClientId();
    await registered(clientId, { public_key: rsa.publicKey.export({ format: 'pem', type: 'spki' }).toString() });
    await trustEndpoint(installation.commandLine, { endpointId: (await endpointOf(clientId)).id });
    expect(await signIn(clientId, { key: rsa.privateKey, alg: 'PS256' })).toBe('invalid_client');
    expect(await signIn(clientId, { key: rsa.privateKey, alg: 'RS256' })).toBe('TOKEN');
  });

  it('cannot be signed by a secret made of the public key', async () => {
    const clientId = await deviceIn('TRUSTED');
    const secret = Buffer.from(PUBLIC_KEY);
    const header = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');
    const payload = Buffer.from(JSON.stringify({ iss: clientId, sub: clientId })).toString('base64url');
    for (const text of [`${header}.${payload}.`, `${header}.${payload}.${secret.toString('base64url')}`]) {
      const { body } = await client.token({
        ...{ grant_type: 'client_credentials', client_assertion_type: ASSERTION_TYPE, client_assertion: text },
      });
      expect(body.error).toBe('invalid_client');
    }
  });

  it('is refused where the device leaves a private key instead of the public one', async () => {
    const { privateKey } = pair;
    for (const text of [
      JSON.stringify(privateKey.export({ format: 'jwk' })),
      createPrivateKey(privateKey.export({ format: 'pem', type: 'pkcs8' })).export({ format: 'pem', type: 'pkcs8' }),
    ]) {
      const { body } = await client.register({
        ...{ client_id: newClientId(), client_secret: KEY, public_key: text.toString() },
      });
      expect([body.error, body.error_description]).toEqual(['invalid_request', expect.stringContaining('private key')]);
    }
  });
});

describe('too many devices that wait', () => {
  it('are refused for one key from one address, and others are not', async () => {
    const value = 'crowded-key-a7730ebd5c2916f4';
    await createApiKey(installation.commandLine, { accountId: bare(customerId), name: 'crowded', value });
    const register = (address: string): ReturnType<OAuthClient['register']> =>
      new OAuthClient(installation.server, address).register({ client_id: newClientId(), client_secret: value });
    for (let count = 0; count < 100; count++) expect((await register('198.51.100.1')).status).toBe(200);
    const { status, body } = await register('198.51.100.1');
    expect([status, body.error]).toEqual([429, 'temporarily_unavailable']);
    expect((await register('198.51.100.2')).status).toBe(200);
  });
});
