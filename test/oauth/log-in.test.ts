import { activateApiKey } from '../../src/application/keys/activate-api-key';
import { blockInheritedKey } from '../../src/application/keys/block-inherited-key';
import { createApiKey } from '../../src/application/keys/create-api-key';
import { deactivateApiKey } from '../../src/application/keys/deactivate-api-key';
import { revokeEndpoint } from '../../src/application/endpoints/revoke-endpoint';
import { createAccount } from '../../src/application/accounts/create-account';
import { updateAccount } from '../../src/application/accounts/update-account';
import { suspendAccount } from '../../src/application/accounts/suspend-account';
import { updateUser } from '../../src/application/users/update-user';
import { Account } from '../../src/entities/account';
import { AuditEvent } from '../../src/entities/audit-event';
import { DeniedRequest } from '../../src/entities/denied-request';
import { User } from '../../src/entities/user';
import { UsageRecorder } from '../../src/verification/usage/usage-recorder';
import { GraphqlClient } from '../support/graphql-client';
import { MintedTokens } from '../support/minted-tokens';
import { OAuthClient } from '../support/oauth-client';
import { bare, PASSWORD, People } from '../support/people';
import { newTestGateway } from '../support/test-gateway';
import { startTestInstallation, type TestInstallation } from '../support/test-installation';
import { serveVerification, type TestVerification } from '../support/test-verification';

const OPEN = 'open-key-51c7e0d94ab83f26';
const STRICT = 'strict-key-8f3c1a9e4b7d2065';

let installation: TestInstallation;
let instance: TestVerification;
let people: People;
let minted: MintedTokens;
let oauth: OAuthClient;
let vendorId: string;
let customerId: string;
let openKeyId: string;
let gateway: string;
const recorder = new UsageRecorder();
let serial = 0;

beforeAll(async () => {
  installation = await startTestInstallation({ recorder });
  instance = await serveVerification(installation.verification!);
  people = new People(installation);
  minted = await MintedTokens.of(installation);
  oauth = new OAuthClient(installation.server);
  vendorId = await people.vendor(installation.rootId, 'vendor');
  customerId = await people.customer(vendorId, 'customer');
  gateway = await newTestGateway(installation, { id: bare(vendorId) });
  openKeyId = await newKey(vendorId, OPEN, { allowUntrustedEndpoints: true });
  await newKey(vendorId, STRICT);
});

afterEach(() => installation.setClock(null));

afterAll(async () => {
  await instance.close();
  await installation.close();
});

async function newKey(accountId: string, value: string, more: object = {}): Promise<string> {
  const input = { accountId: bare(accountId), name: value, value, ...more };
  return (await createApiKey(installation.commandLine, input)).apiKey.id;
}

interface Asked {
  readonly key?: string;
  readonly bearer?: string;
  readonly gateway?: string;
  readonly address?: string;
  readonly headers?: Record<string, string>;
  readonly body?: Record<string, unknown>;
}

async function logIn({
  key = OPEN,
  bearer,
  gateway: credential,
  address = '203.0.113.7',
  headers = {},
  body = {},
}: Asked = {}): Promise<{
  status: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the shape is what a test asserts
  body: any;
}> {
  const response = await installation.server.inject({
    ...{ method: 'POST', url: '/v1/login', remoteAddress: address },
    headers: {
      ...{ 'content-type': 'application/json', 'x-api-key': key },
      ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
      ...(credential === undefined ? {} : { 'x-keytree-gateway': credential }),
      ...headers,
    },
    payload: JSON.stringify({ account: { id: customerId }, name: 'nobody', password: PASSWORD, ...body }),
  });
  return { status: response.statusCode, body: response.json() };
}

/** A user of the customer, logged in through the open key. */
async function loggedIn(): Promise<{ name: string; userId: string; accessToken: string; refreshToken: string }> {
  const user = await people.user(customerId);
  const { body } = await logIn({ body: { name: user.name } });
  expect(body.code).toBe('VALID');
  return { name: user.name, userId: user.id, accessToken: body.access_token, refreshToken: body.refresh_token };
}

async function verify(userToken: string, key = OPEN, operation = 'LIMITED'): Promise<string> {
  const { body } = await instance.post(
    '/v1/verify',
    { account: { id: customerId }, key, operation, userToken },
    gateway,
  );
  return body.code;
}

async function refresh(refreshToken: string, more: Record<string, string> = {}): Promise<string> {
  const { body } = await oauth.token({
    ...{ grant_type: 'refresh_token', refresh_token: refreshToken },
    ...{ client_id: `key_${openKeyId}`, client_secret: OPEN, ...more },
  });
  return body.error ?? (body.access_token ? 'TOKEN' : 'nothing');
}

describe('POST /v1/login', () => {
  it('gives tokens that open what the user may reach, and says what the user may do there', async () => {
    const user = await people.user(customerId, 'ann');
    await people.grant(user.id, await people.role(customerId, ['ViewApiKey', 'ViewAccount']), customerId);
    installation.setClock(new Date());
    const { status, body } = await logIn({ body: { name: 'Ann' } });
    expect([status, body]).toEqual([
      200,
      {
        ...{ code: 'VALID', valid: true, token_type: 'Bearer', expires_in: 3_600, refresh_expires_in: 7_776_000 },
        access_token: expect.stringMatching(/^eyJ/),
        refresh_token: expect.stringMatching(/^ktl_[0-9A-Za-z]{43}$/),
        client_id: `key_${openKeyId}`,
        account: { id: customerId, externalId: null, name: 'customer' },
        user: { id: user.id, name: 'ann', permissions: ['ViewAccount', 'ViewApiKey'] },
      },
    ]);
    const asked = { account: { id: customerId }, key: STRICT, operation: 'LIMITED', userToken: body.access_token };
    expect((await instance.post('/v1/verify', asked, gateway)).body).toMatchObject({
      ...{ code: 'VALID', endpoint: null },
      user: { id: user.id, name: 'ann', permissions: ['ViewAccount', 'ViewApiKey'] },
    });
  });

  it('counts as a use of the key, and is recorded', async () => {
    const { userId } = await loggedIn();
    const events = await installation.commandLine.manager.findBy(AuditEvent, { targetId: bare(userId) });
    expect(events.map(({ action, after }) => [action, after])).toContainEqual([
      'LOGGED_IN',
      { keyId: openKeyId, endpointId: null },
    ]);
    expect(recorder.take().pairs.map(({ keyId }) => keyId)).toContain(openKeyId);
  });

  it('takes a user of an account above, where it is named', async () => {
    const { name } = await people.user(vendorId);
    expect((await logIn({ body: { name } })).status).toBe(401);
    expect((await logIn({ body: { name, userAccount: { id: vendorId } } })).body.code).toBe('VALID');
  });

  it('takes no user of an account elsewhere, below, or that is not there', async () => {
    const elsewhere = await people.vendor(installation.rootId, 'elsewhere');
    const { name } = await people.user(elsewhere);
    const below = await people.user(customerId);
    expect((await logIn({ body: { name, userAccount: { id: elsewhere } } })).status).toBe(401);
    const onVendor = { account: { id: vendorId }, name: below.name, userAccount: { id: customerId } };
    expect((await logIn({ body: onVendor })).status).toBe(401);
    expect((await logIn({ body: { name, userAccount: { externalId: 'nothing' } } })).status).toBe(401);
  });

  it('answers a wrong password, an unknown name and a disabled user alike', async () => {
    const { name, userId } = await loggedIn();
    const { version } = await installation.commandLine.manager.findOneByOrFail(User, { id: bare(userId) });
    const answers = [
      await logIn({ body: { name, password: 'wrong password here' } }),
      await logIn({ body: { name: 'unknown' } }),
    ];
    await updateUser(installation.commandLine, { userId: bare(userId), version, disabled: true });
    answers.push(await logIn({ body: { name } }));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.status).toBe(401);
  });

  describe('refused by the decision', () => {
    const refused = async (asked: Asked): Promise<[number, string, boolean]> => {
      const { status, body } = await logIn(asked);
      return [status, body.code, body.valid];
    };

    it('says why, before it looks at the name', async () => {
      const inactive = await newKey(customerId, 'inactive-90be46c3d17f582a', { active: false });
      expect(await refused({ key: 'inactive-90be46c3d17f582a' })).toEqual([403, 'KEY_INACTIVE', false]);
      await activateApiKey(installation.commandLine, { keyId: inactive });
      expect(await refused({ key: 'inactive-90be46c3d17f582a' })).toEqual([403, 'ENDPOINT_NOT_TRUSTED', false]);
      expect(await refused({ key: 'unknown-17ca9d64e80b35f2' })).toEqual([403, 'KEY_NOT_FOUND', false]);
      const bound = { allowUntrustedEndpoints: true, allowedIps: ['198.51.100.0/24'] };
      await newKey(customerId, 'bound-c40d7715fa29e8b3', bound);
      expect(await refused({ key: 'bound-c40d7715fa29e8b3' })).toEqual([403, 'IP_NOT_ALLOWED', false]);
      expect((await logIn({ key: 'bound-c40d7715fa29e8b3', address: '198.51.100.9' })).status).toBe(401);
    });

    it('tells nothing of accounts that the value does not open', async () => {
      const suspended = await people.customer(vendorId, 'suspended');
      const { version } = await installation.commandLine.manager.findOneByOrFail(Account, { id: bare(suspended) });
      await suspendAccount(installation.commandLine, { accountId: bare(suspended), version });
      const on = (id: string, key: string, credential?: string): ReturnType<typeof refused> =>
        refused({ key, body: { account: { id } }, ...(credential ? { gateway: credential } : {}) });
      const nowhere = `acc_${'0'.repeat(32)}`;
      expect(await on(nowhere, OPEN)).toEqual([403, 'KEY_NOT_FOUND', false]);
      expect(await on(suspended, 'unknown-17ca9d64e80b35f2')).toEqual([403, 'KEY_NOT_FOUND', false]);
      expect(await on(suspended, OPEN)).toEqual([403, 'ACCOUNT_SUSPENDED', false]);
      expect(await on(nowhere, OPEN, gateway)).toEqual([403, 'ACCOUNT_NOT_FOUND', false]);
      expect(await on(suspended, 'unknown-17ca9d64e80b35f2', gateway)).toEqual([403, 'ACCOUNT_SUSPENDED', false]);
    });

    it('is kept among the refused requests of the account', async () => {
      await logIn({ key: STRICT });
      const { refusals } = recorder.take();
      expect(refusals.at(-1)).toMatchObject({ code: 'ENDPOINT_NOT_TRUSTED', operation: 'LOGIN', gatewayId: null });
      expect(await installation.commandLine.manager.count(DeniedRequest)).toBe(0);
    });
  });

  describe('through a key that takes trusted devices only', () => {
    const as = async (is: 'confirmed' | 'automatic' | 'pending' | 'revoked', on: string): Promise<string> => {
      const { name } = await people.user(customerId);
      const bearer = await minted.device(is, bare(on));
      const { body } = await logIn({ key: STRICT, bearer, body: { name } });
      return body.code;
    };

    it('takes one of this account, and a confirmed one of an account above', async () => {
      expect(await as('confirmed', customerId)).toBe('VALID');
      expect(await as('automatic', customerId)).toBe('VALID');
      expect(await as('confirmed', vendorId)).toBe('VALID');
      expect(await as('automatic', vendorId)).toBe('ENDPOINT_NOT_TRUSTED');
      expect(await as('pending', customerId)).toBe('ENDPOINT_NOT_TRUSTED');
      expect(await as('revoked', customerId)).toBe('ENDPOINT_NOT_TRUSTED');
    });

    it('takes no other token in its place', async () => {
      const { accessToken } = await loggedIn();
      const { body } = await logIn({ key: STRICT, bearer: accessToken });
      expect(body.code).toBe('ENDPOINT_NOT_TRUSTED');
    });
  });

  it('takes the word of a gateway, within its reach, on the address of its client', async () => {
    const { name } = await people.user(customerId);
    await newKey(customerId, 'office-d5208fa1963b7ce4', {
      ...{ allowUntrustedEndpoints: true, allowedIps: ['198.51.100.0/24'] },
    });
    const asked = { key: 'office-d5208fa1963b7ce4', gateway };
    expect((await logIn({ ...asked, body: { name, clientIp: '198.51.100.9' } })).body.code).toBe('VALID');
    expect((await logIn({ ...asked, body: { name } })).body.code).toBe('IP_NOT_ALLOWED');
    const without = { key: 'office-d5208fa1963b7ce4', body: { name, clientIp: '198.51.100.9' } };
    expect((await logIn(without)).body).toMatchObject({ code: 'BAD_REQUEST', path: ['clientIp'] });
    expect((await logIn({ gateway: `ktg_${'0'.repeat(43)}` })).status).toBe(401);
  });

  it('takes the host name for the account, and tokens live as long as the account says', async () => {
    const { manager } = installation.commandLine;
    const { version } = await manager.findOneByOrFail(Account, { id: bare(vendorId) });
    await updateAccount(installation.commandLine, {
      accountId: bare(vendorId),
      version,
      tokenLifetimes: { userAccessTokenSeconds: 120 },
    });
    const named = await people.customer(vendorId, 'named');
    const { version: own } = await manager.findOneByOrFail(Account, { id: bare(named) });
    const domains = ['bakery.example'];
    await updateAccount(installation.commandLine, { accountId: bare(named), version: own, domains });
    const { name } = await people.user(named);
    installation.setClock(new Date());
    const response = await installation.server.inject({
      ...{ method: 'POST', url: '/v1/login', payload: JSON.stringify({ name, password: PASSWORD }) },
      headers: { 'x-api-key': OPEN, host: 'Bakery.Example:4000', 'content-type': 'text/plain' },
    });
    expect(response.json()).toMatchObject({ account: { id: named }, expires_in: 120 });
  });

  describe('where the host name names an account', () => {
    /** A customer with this domain; of the vendor, by default. */
    const withDomain = async (domain: string, parentId = vendorId): Promise<string> => {
      const id = await people.customer(parentId, domain);
      const { version } = await installation.commandLine.manager.findOneByOrFail(Account, { id: bare(id) });
      await updateAccount(installation.commandLine, { accountId: bare(id), version, domains: [domain] });
      return id;
    };
    const to = (host: string, key: string, name = 'nobody'): ReturnType<typeof logIn> =>
      logIn({ key, headers: { host }, body: { account: null, name } });

    it('tells nobody which host names are of accounts that the key does not open', async () => {
      const beside = await people.vendor(installation.rootId, 'beside');
      await newKey(beside, 'beside-17ca9d64e80b35f2', { allowUntrustedEndpoints: true });
      await withDomain('till.example');
      const found = await to('till.example', 'beside-17ca9d64e80b35f2');
      expect(found.status).toBe(401);
      expect(found).toEqual(await to('nothing.example', 'beside-17ca9d64e80b35f2'));
      expect(await to('till.example', 'unknown-17ca9d64e80b35f2')).toMatchObject({ body: { code: 'KEY_NOT_FOUND' } });
    });

    it('lets nobody stand in the way of those whose key is of another account', async () => {
      const { name } = await people.user(customerId);
      const value = 'bystander-2e91b6f80d4ca753';
      await newKey(customerId, value, { allowUntrustedEndpoints: true });
      await withDomain('api.keytree.test', await people.vendor(installation.rootId, 'in the way'));
      expect((await to('api.keytree.test', value, name)).body).toMatchObject({ account: { id: customerId } });
    });

    it('takes it wherever the key is effective, in whatever state', async () => {
      const place = await withDomain('blocking.example');
      const keyId = await newKey(vendorId, 'blocked-by-host-63f1d8250ae9', { allowUntrustedEndpoints: true });
      await blockInheritedKey(installation.commandLine, { accountId: bare(place), keyId });
      expect((await to('blocking.example', 'blocked-by-host-63f1d8250ae9')).body.code).toBe('KEY_BLOCKED');
    });
  });

  it.each([
    ['no name', { name: null }, ['name']],
    ['a property that nobody knows', { pasword: 'x' }, ['pasword']],
    ['two ways of naming the account', { account: { id: 'x', domain: 'y' } }, ['account']],
    ['a password that is too long', { password: 'x'.repeat(257) }, ['password']],
  ])('refuses %s', async (_what, body, path) => {
    const answer = await logIn({ body });
    expect([answer.status, answer.body.code, answer.body.path]).toEqual([400, 'BAD_REQUEST', path]);
  });
});

describe('too many guesses', () => {
  it.each([
    ['of an account that is there', (world: TestInstallation) => ({ id: world.rootId })],
    ['of one that is not', () => ({ externalId: 'not there' })],
    ['of one that is suspended', () => ({ externalId: 'suspended' })],
    ['without an account', () => null],
  ])('are counted alike at the login and at the GraphQL door: %s', async (_what, account) => {
    const limited = await startTestInstallation({
      recorder,
      verification: { pollMs: 50, maxStaleSeconds: 300, unknownKeysPerMinute: 4 },
    });
    try {
      const place = { parentId: bare(limited.rootId), kind: 'CUSTOMER', status: 'SUSPENDED' } as const;
      await createAccount(limited.commandLine, { ...place, name: 'suspended', externalId: 'suspended' });
      const named = account(limited);
      const key = 'some-guess-51c7e0d94ab83f26';
      const codes: unknown[] = [];
      for (let n = 0; n < 3; n++) {
        const response = await limited.server.inject({
          ...{ method: 'POST', url: '/v1/login', remoteAddress: '203.0.113.7', headers: { 'x-api-key': key } },
          payload: { account: named, name: 'nobody', password: PASSWORD },
        });
        codes.push(response.json().code);
        const [[way, text] = []] = Object.entries(named ?? {});
        const account = way === 'externalId' ? `external:${text}` : text;
        const headers = account === undefined ? {} : { 'x-keytree-account': account };
        const { errors } = await new GraphqlClient(limited.server)
          .withKey(key, null, headers)
          .send('{ viewer { __typename } }');
        codes.push(errors?.[0]?.extensions.decision ?? errors?.[0]?.extensions.code);
      }
      expect(codes).toEqual([...Array<string>(4).fill('KEY_NOT_FOUND'), 'RATE_LIMITED', 'RATE_LIMITED']);
    } finally {
      await limited.close();
    }
  });
});

describe('a user who has logged in', () => {
  it('is refused at the next request when the key is stopped, and is back when it works again', async () => {
    const { accessToken } = await loggedIn();
    await deactivateApiKey(installation.commandLine, { keyId: openKeyId });
    expect(await verify(accessToken, STRICT)).toBe('USER_TOKEN_INVALID');
    await activateApiKey(installation.commandLine, { keyId: openKeyId });
    expect(await verify(accessToken, STRICT)).toBe('VALID');
  });

  it('is refused where the key is blocked', async () => {
    const keyId = await newKey(vendorId, 'blocked-63f1d8250ae94b7c', { allowUntrustedEndpoints: true });
    const { name } = await people.user(customerId);
    const { body } = await logIn({ key: 'blocked-63f1d8250ae94b7c', body: { name } });
    await blockInheritedKey(installation.commandLine, { accountId: bare(customerId), keyId });
    expect(await verify(body.access_token, STRICT)).toBe('USER_TOKEN_INVALID');
  });

  it('is refused when disabled, and stays so when enabled again', async () => {
    const { accessToken, refreshToken, userId } = await loggedIn();
    const set = async (disabled: boolean): Promise<void> => {
      const { version } = await installation.commandLine.manager.findOneByOrFail(User, { id: bare(userId) });
      await updateUser(installation.commandLine, { userId: bare(userId), version, disabled });
    };
    await set(true);
    expect([await verify(accessToken), await refresh(refreshToken)]).toEqual(['USER_TOKEN_INVALID', 'invalid_grant']);
    await set(false);
    expect([await verify(accessToken), await refresh(refreshToken)]).toEqual(['USER_TOKEN_INVALID', 'invalid_grant']);
  });

  it('is refused once the device is revoked', async () => {
    const device = await minted.device('confirmed', bare(customerId));
    const { name } = await people.user(customerId, `on a device ${++serial}`);
    const { body } = await logIn({ key: STRICT, bearer: device, body: { name } });
    expect(await verify(body.access_token)).toBe('VALID');
    await revokeEndpoint(installation.commandLine, { endpointId: body.endpoint.slice(4) });
    expect(await verify(body.access_token)).toBe('USER_TOKEN_INVALID');
  });

  it('is not refused for being one', async () => {
    const { accessToken } = await loggedIn();
    expect(await verify(accessToken)).toBe('VALID');
  });
});

describe('refreshing', () => {
  it('is decided anew as a LOGIN through the same key', async () => {
    const keyId = await newKey(customerId, 'tightened-a7730ebd5c2916f4', { allowUntrustedEndpoints: true });
    const { name } = await people.user(customerId);
    const { body } = await logIn({ key: 'tightened-a7730ebd5c2916f4', body: { name } });
    const again = { client_id: `key_${keyId}`, client_secret: 'tightened-a7730ebd5c2916f4' };
    await deactivateApiKey(installation.commandLine, { keyId });
    expect(await refresh(body.refresh_token, again)).toBe('invalid_client');
    await activateApiKey(installation.commandLine, { keyId });
    expect(await refresh(body.refresh_token, again)).toBe('TOKEN');
  });

  it('takes the key, and no other', async () => {
    const { refreshToken } = await loggedIn();
    const { body } = await oauth.token({
      ...{ grant_type: 'refresh_token', refresh_token: refreshToken, client_id: `key_${openKeyId}` },
    });
    expect(body.error).toBe('invalid_client');
    await newKey(customerId, 'other-2e91b6f80d4ca753', { allowUntrustedEndpoints: true });
    expect(await refresh(refreshToken, { client_secret: 'other-2e91b6f80d4ca753' })).toBe('invalid_grant');
    expect(await refresh(refreshToken, { client_id: 'another' })).toBe('invalid_grant');
    expect(await refresh(refreshToken)).toBe('TOKEN');
  });

  it('ends everything when a token comes twice', async () => {
    const { accessToken, refreshToken, userId } = await loggedIn();
    expect(await refresh(refreshToken)).toBe('TOKEN');
    expect(await verify(accessToken)).toBe('VALID');
    expect(await refresh(refreshToken)).toBe('invalid_grant');
    expect(await verify(accessToken)).toBe('USER_TOKEN_INVALID');
    const events = await installation.commandLine.manager.findBy(AuditEvent, { targetId: bare(userId) });
    expect(events.map(({ action }) => action)).toContain('REFRESH_TOKEN_REUSED');
  });

  it('ends at the age of the family, however often it was done', async () => {
    const begin = Date.now();
    let { refreshToken } = await loggedIn();
    for (let days = 60; days < 365; days += 60) {
      installation.setClock(new Date(begin + days * 86_400_000));
      const { body } = await oauth.token({
        ...{ grant_type: 'refresh_token', refresh_token: refreshToken },
        ...{ client_id: `key_${openKeyId}`, client_secret: OPEN },
      });
      expect(body.error).toBeUndefined();
      refreshToken = body.refresh_token;
    }
    installation.setClock(new Date(begin + 366 * 86_400_000));
    expect(await refresh(refreshToken)).toBe('invalid_grant');
    installation.setClock(null);
  });
});

describe('introspecting by a key', () => {
  /** Whether the key, good on the vendor, hears of the token. */
  const hears = async (key: string, token: string): Promise<boolean> => {
    const client = { client_id: 'anything', client_secret: key, account: vendorId };
    return (await oauth.post('/oauth/v1/introspect', { token, ...client })).body.active;
  };

  it('tells of the tokens of an account only where the key is good there too', async () => {
    const [place, value] = [await people.customer(vendorId, 'introspected'), 'introspected-0c4e8a7d15b29f63'];
    await newKey(place, value, { allowUntrustedEndpoints: true });
    const asking = 'asking-key-0c4e8a7d15b29f63';
    const keyId = await newKey(vendorId, asking);
    const { name } = await people.user(place);
    const { body } = await logIn({ key: value, body: { account: { id: place }, name } });
    const tokens = [body.access_token, body.refresh_token];
    const heard = (key: string): Promise<boolean[]> => Promise.all(tokens.map((token) => hears(key, token)));
    recorder.take();
    expect(await heard(asking)).toEqual([true, true]);
    // Of the key on the vendor, where it asked, and nowhere else.
    const used = recorder.take().pairs.map(({ accountId }) => accountId);
    expect(new Set(used)).toEqual(new Set([bare(vendorId)]));
    await blockInheritedKey(installation.commandLine, { accountId: bare(place), keyId });
    expect(await heard(asking)).toEqual([false, false]);
  });

  it('tells of the tokens that were gained through it', async () => {
    const { accessToken, refreshToken } = await loggedIn();
    expect([await hears(OPEN, accessToken), await hears(OPEN, refreshToken)]).toEqual([true, true]);
  });

  it('tells nothing of those of an account elsewhere, nor above', async () => {
    const { accessToken } = await loggedIn();
    const elsewhere = await people.vendor(installation.rootId, 'introspecting');
    const value = 'elsewhere-0c4e8a7d15b29f63';
    await newKey(elsewhere, value);
    const below = await people.customer(vendorId, 'beside the customer');
    const belowValue = 'below-key-0c4e8a7d15b29f63';
    await newKey(below, belowValue);
    for (const client_secret of [value, belowValue]) {
      const answer = await oauth.post('/oauth/v1/introspect', {
        ...{ token: accessToken, client_id: 'anything', client_secret },
      });
      expect(answer.body).toEqual({ active: false });
    }
  });
});
