import { createApiKey } from '../../src/application/keys/create-api-key';
import { Account } from '../../src/entities/account';
import { ApiKey } from '../../src/entities/api-key';
import { NO_RECORDER } from '../../src/verification/recorder';
import { ASKED, BAKERY_NAME, FLEET, FLEET_NAME, OFFICE, plantDecisionWorld } from '../support/decision-world';
import { startTestInstallation, type TestInstallation } from '../support/test-installation';
import { serveVerification, startTestVerification, type TestVerification } from '../support/test-verification';
import { type Answered, send } from '../support/wire';

/** The tests are the proxy, on loopback: trusted by `server`, a stranger to `untrusting`. */
describe('GET /v1/forward-auth', () => {
  let installation: TestInstallation;
  let server: TestVerification;
  let untrusting: TestVerification;
  let credential: string;
  let bakeryId: string;
  /** Of a key that works from the gateway's own address alone. */
  let loopbackKey: string;

  beforeAll(async () => {
    installation = await startTestInstallation({
      recorder: NO_RECORDER,
      trustedProxies: ['127.0.0.0/8', '10.0.0.0/8'],
    });
    server = await serveVerification(installation.verification!);
    credential = await plantDecisionWorld(installation);
    const { manager } = installation.commandLine;
    bakeryId = (await manager.findOneByOrFail(Account, { externalId: 'bäckerei/1' })).id;
    const acme = await manager.findOneByOrFail(Account, { externalId: 'acme' });
    const made = await createApiKey(installation.commandLine, {
      accountId: acme.id,
      name: 'On the machine',
      allowedIps: ['127.0.0.0/8', '::1'],
      allowUnauthenticatedRequests: true,
    });
    loopbackKey = made.generatedValue!;
    untrusting = await startTestVerification(installation, { trustedProxies: [] });
  });

  afterAll(async () => {
    await untrusting.close();
    await server.close();
    await installation.close();
  });

  type Headers = Record<string, string | string[]>;

  async function ask(parameters: string, headers: Headers = {}, method = 'GET', instance = server): Promise<Answered> {
    const sent = { 'X-Keytree-Gateway': credential, 'X-Api-Key': FLEET, ...headers };
    const answered = await send(instance.url, `/v1/forward-auth${parameters}`, { method, headers: sent });
    expect([200, 401, 403]).toContain(answered.status);
    expect(answered.text).toBe('');
    expect(answered.headers).toMatchObject({ 'content-length': '0', 'cache-control': 'no-store' });
    for (const key of [FLEET, OFFICE, loopbackKey]) expect(JSON.stringify(answered)).not.toContain(key);
    return answered;
  }

  async function codeOf(parameters: string, headers: Headers = {}, instance = server): Promise<string | undefined> {
    return (await ask(parameters, headers, 'GET', instance)).headers['x-keytree-code'];
  }

  /** The account that a request was let through to. */
  async function accountOf(parameters: string, headers: Headers = {}): Promise<string | undefined> {
    return (await ask(parameters, headers)).headers['x-keytree-account'];
  }

  function keytreeHeaders({ headers }: Answered): Record<string, string> {
    return Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('x-keytree-')));
  }

  const BAKERY = `account=${encodeURIComponent('external:bäckerei/1')}`;

  it('of a process that stops ends the connection, on which a proxy would ask for ever', async () => {
    const stopping = await startTestVerification(installation, { isStopping: () => true });
    try {
      const { headers } = await ask('?account=host', { connection: 'keep-alive' }, 'GET', stopping);
      expect(headers).toMatchObject({ 'x-keytree-code': 'STOPPING', connection: 'close' });
      expect((await ask('?account=host', { connection: 'keep-alive' })).headers['connection']).toBe('keep-alive');
    } finally {
      await stopping.close();
    }
  });

  it('answers 200 with the whole set of headers, names percent-encoded, empty where there is nothing', async () => {
    const key = await installation.commandLine.manager.findOneByOrFail(ApiKey, { name: FLEET_NAME });
    const spoofed = { 'X-Keytree-User': 'admin', 'X-Keytree-Permissions': 'ModifyAccount' };
    const answered = await ask(`?${BAKERY}&operation=LIMITED`, spoofed);
    expect(answered.status).toBe(200);
    expect(keytreeHeaders(answered)).toEqual({
      'x-keytree-code': 'VALID',
      'x-keytree-account': `acc_${bakeryId}`,
      'x-keytree-account-external-id': encodeURIComponent('bäckerei/1'),
      'x-keytree-account-name': encodeURIComponent(BAKERY_NAME),
      'x-keytree-key': `key_${key.id}`,
      'x-keytree-key-name': encodeURIComponent(FLEET_NAME),
      'x-keytree-full-api-access': 'true',
      'x-keytree-endpoint': '',
      'x-keytree-user': '',
      'x-keytree-user-name': '',
      'x-keytree-permissions': '',
    });
    expect(Object.keys(keytreeHeaders(await ask(`?account=acc_${bakeryId}`)))).toHaveLength(11);
  });

  it('answers 401 with a challenge where no key came, whatever else is asked', async () => {
    for (const parameters of ['', `?${BAKERY}`, '?account=external:nobody']) {
      for (const key of ['', []]) {
        const answered = await ask(parameters, { 'X-Api-Key': key });
        expect(answered.status).toBe(401);
        expect(answered.headers['www-authenticate']).toMatch(/^X-Api-Key /);
        expect(keytreeHeaders(answered)).toEqual({ 'x-keytree-code': 'KEY_REQUIRED' });
      }
    }
  });

  it('answers 403 with the code alone for what is refused', async () => {
    const answered = await ask(`?${BAKERY}`, { 'X-Api-Key': ASKED.KEY_BLOCKED.key });
    expect(answered.status).toBe(403);
    expect(keytreeHeaders(answered)).toEqual({ 'x-keytree-code': 'KEY_BLOCKED' });
    expect(answered.headers['www-authenticate']).toBeUndefined();
  });

  it.each(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
    'takes %s, since some proxies ask with the method of their client',
    async (method) => {
      expect((await ask(`?${BAKERY}`, {}, method)).status).toBe(200);
      expect((await ask('', {}, method)).status).toBe(403);
    },
  );

  describe('what is asked', () => {
    it('is ADMINISTRATIVE where the configuration names nothing else', async () => {
      const open = { 'X-Api-Key': ASKED.FULL_ACCESS_REQUIRED.key };
      expect(await codeOf(`?${BAKERY}`, open)).toBe('FULL_ACCESS_REQUIRED');
      expect(await codeOf(`?${BAKERY}&operation=LIMITED`, open)).toBe('VALID');
      expect(await codeOf(`?${BAKERY}&operation=LOGIN`, open)).toBe('ENDPOINT_NOT_TRUSTED');
      expect(await codeOf(`?${BAKERY}&operation=REGISTER_DEVICE`, open)).toBe('VALID');
    });

    it('is for the account that is named, and ACCOUNT_REQUIRED without one, also where one key alone would do', async () => {
      expect(await codeOf('')).toBe('ACCOUNT_REQUIRED');
      expect(await codeOf('?operation=LIMITED')).toBe('ACCOUNT_REQUIRED');
      expect(await codeOf('/LIMITED')).toBe('ACCOUNT_REQUIRED');
      expect(await accountOf(`?account=acc_${bakeryId}`)).toBe(`acc_${bakeryId}`);
      expect(await accountOf(`?${BAKERY}`)).toBe(`acc_${bakeryId}`);
      for (const other of ['external:elsewhere', 'external:nobody', `acc_${'0'.repeat(32)}`, 'acc_', 'external:']) {
        expect(await codeOf(`?account=${other}`)).toBe('ACCOUNT_NOT_FOUND');
      }
    });

    it.each([
      '?operation=READ',
      '?operation=limited',
      '?operation=',
      '?account=acme',
      '?account=',
      `?account=key_${'0'.repeat(32)}`,
      '?account=external:acme&account=external:acme',
      '?account=external:acme&operation=LIMITED&operation=LOGIN',
      '?account=external:acme&more=1',
      '?Account=external:acme',
      '/READ/external:acme',
      '//external:acme',
      '/LIMITED/acme',
      '/LIMITED/%ZZ',
      '/LIMITED/%C3',
    ])('is refused where the configuration is wrong: %s', async (parameters) => {
      expect(await codeOf(parameters)).toBe('BAD_REQUEST');
    });

    it('has nothing to do with paths that only begin like it', async () => {
      expect((await send(server.url, '/v1/forward-authx?account=external:acme')).status).toBe(404);
    });
  });

  describe('the account by host', () => {
    it.each([
      ['bakery.example', 'VALID'],
      ['Bakery.EXAMPLE', 'VALID'],
      ['bakery.example:8443', 'VALID'],
      ['bakery.example.', 'VALID'],
      ['bakery.example.:443', 'VALID'],
      ['school.example', 'ACCOUNT_SUSPENDED'],
      ['elsewhere.example', 'ACCOUNT_NOT_FOUND'],
      ['acme.example, bakery.example', 'ACCOUNT_NOT_FOUND'],
      ['bakery.example@acme.example', 'ACCOUNT_NOT_FOUND'],
      ['[::1]:443', 'ACCOUNT_NOT_FOUND'],
      ['', 'ACCOUNT_REQUIRED'],
    ])('is the one that the trusted proxy reports, without port and trailing dot: %s', async (host, code) => {
      expect(await codeOf('?account=host', { 'X-Forwarded-Host': host })).toBe(code);
      expect(await codeOf('/ADMINISTRATIVE/host/of/the?client', { 'X-Forwarded-Host': host })).toBe(code);
    });

    it('is none where the peer is no trusted proxy, nor where none is reported', async () => {
      const reported = { 'X-Forwarded-Host': 'bakery.example', Host: 'bakery.example' };
      expect(await codeOf('?account=host', reported, untrusting)).toBe('ACCOUNT_REQUIRED');
      expect(await codeOf('?account=host', { Host: 'bakery.example' })).toBe('ACCOUNT_REQUIRED');
    });
  });

  describe('by the path', () => {
    const path = (account: string, rest = ''): string => `/LIMITED/${encodeURIComponent(account)}${rest}`;

    it.each([
      '',
      '/',
      '/v1/things?account=external:acme&operation=LOGIN',
      '?account=external:acme&operation=REGISTER_DEVICE',
      '/../../ADMINISTRATIVE/external:acme',
      '//ADMINISTRATIVE/external:acme',
      '/%2e%2e/%2Fexternal:acme',
      '/#external:acme',
    ])("counts what the configuration names, and none of the client's own: %s", async (rest) => {
      expect(await accountOf(path('external:bäckerei/1', rest))).toBe(`acc_${bakeryId}`);
      // LIMITED, so this key would do; as ADMINISTRATIVE or LOGIN it would not.
      expect(await codeOf(path(`acc_${bakeryId}`, rest), { 'X-Api-Key': ASKED.FULL_ACCESS_REQUIRED.key })).toBe(
        'VALID',
      );
    });

    it('stays without an account where the configuration names none', async () => {
      expect(await codeOf('/LIMITED//external:acme')).toBe('ACCOUNT_REQUIRED');
      expect(await codeOf('/LIMITED?account=external:acme')).toBe('ACCOUNT_REQUIRED');
    });

    it("takes no parameters of a client's path that stands behind them", async () => {
      // A proxy that puts its client's path behind the parameters asks for an account that is not there.
      expect(await codeOf(`?operation=LIMITED&account=acc_${bakeryId}/path`)).toBe('ACCOUNT_NOT_FOUND');
      expect(await codeOf(`?account=acc_${bakeryId}/path?x&operation=LIMITED`)).toBe('ACCOUNT_NOT_FOUND');
      expect(await codeOf(`?account=acc_${bakeryId}/path&account=external:acme`)).toBe('BAD_REQUEST');
    });
  });

  describe('the user token', () => {
    it.each(['Bearer malformed', 'bearer malformed', 'Basic YTpi', 'Bearer', 'Bearer a b', 'malformed'])(
      'is a bad one, never none: Authorization: %s',
      async (authorization) => {
        expect(await codeOf(`?${BAKERY}&operation=LIMITED`, { Authorization: authorization })).toBe(
          'USER_TOKEN_INVALID',
        );
        expect(await codeOf(`?${BAKERY}`, { Authorization: authorization })).toBe('USER_TOKEN_INVALID');
        expect(await codeOf(`?${BAKERY}&operation=REGISTER_DEVICE`, { Authorization: authorization })).toBe('VALID');
      },
    );

    it('is none where nothing came', async () => {
      expect(await codeOf(`?${BAKERY}`, { Authorization: '' })).toBe('VALID');
      const plain = { 'X-Api-Key': ASKED.USER_TOKEN_REQUIRED.key };
      expect(await codeOf(`?${BAKERY}&operation=LIMITED`, plain)).toBe('USER_TOKEN_REQUIRED');
    });
  });

  describe("the client's address", () => {
    const office = { 'X-Api-Key': OFFICE };

    it.each([
      ['198.51.100.7', 'VALID'],
      ['::ffff:198.51.100.7', 'VALID'],
      ['192.0.2.1, 198.51.100.7', 'VALID'],
      ['198.51.100.7, 192.0.2.1', 'IP_NOT_ALLOWED'],
      // What the client itself wrote stands further left.
      ['192.0.2.1, 198.51.100.7, 10.0.0.9', 'VALID'],
      ['198.51.100.7, 192.0.2.1, 10.0.0.9', 'IP_NOT_ALLOWED'],
      ['198.51.100.7, no address', 'IP_NOT_ALLOWED'],
      ['198.51.100.7:443', 'IP_NOT_ALLOWED'],
      ['', 'IP_NOT_ALLOWED'],
    ])('is what the trusted proxy says: %s', async (forwardedFor, code) => {
      expect(await codeOf(`?${BAKERY}`, { ...office, 'X-Forwarded-For': forwardedFor })).toBe(code);
    });

    it('is not known from any other peer, and never that of the peer itself', async () => {
      const forwarded = { ...office, 'X-Forwarded-For': '198.51.100.7' };
      expect(await codeOf(`?${BAKERY}`, forwarded, untrusting)).toBe('IP_NOT_ALLOWED');
      for (const instance of [server, untrusting]) {
        expect(await codeOf(`?${BAKERY}&operation=LIMITED`, { 'X-Api-Key': loopbackKey }, instance)).toBe(
          'IP_NOT_ALLOWED',
        );
        expect(await codeOf(`?${BAKERY}`, {}, instance)).toBe('VALID');
      }
    });
  });

  describe('headers that are believed', () => {
    it.each([
      'X-Keytree-Gateway',
      'X-Api-Key',
      'Authorization',
      'X-Keytree-Device-Token',
      'X-Forwarded-For',
      'X-Forwarded-Host',
    ])('are refused twice, and with underscores: %s', async (name) => {
      const values: Record<string, string> = { 'X-Keytree-Gateway': credential, 'X-Api-Key': FLEET };
      const value = values[name] ?? '';
      expect(await codeOf(`?${BAKERY}`, { [name]: value })).toBe('VALID');
      expect(await codeOf(`?${BAKERY}`, { [name]: [value, value] })).toBe('BAD_REQUEST');
      for (const twin of [name.replaceAll('-', '_'), name.replace('-', '_').toLowerCase()]) {
        if (twin.toLowerCase() === name.toLowerCase()) continue;
        expect(await codeOf(`?${BAKERY}`, { [twin]: value })).toBe('BAD_REQUEST');
      }
    });

    it("tell the gateway by its credential alone, and a client's own never passes for it", async () => {
      for (const gateway of ['', 'ktg_unknown', `Bearer ${credential}`, `${credential}x`]) {
        expect(await codeOf(`?${BAKERY}`, { 'X-Keytree-Gateway': gateway })).toBe('UNAUTHENTICATED');
        // Not even what is wrong with the rest is told.
        expect(await codeOf('?more=1', { 'X-Keytree-Gateway': gateway, 'X-Api-Key': '' })).toBe('UNAUTHENTICATED');
      }
      const bearer = { 'X-Keytree-Gateway': '', Authorization: `Bearer ${credential}` };
      expect(await codeOf(`?${BAKERY}`, bearer)).toBe('UNAUTHENTICATED');
    });
  });
});
