import type { FastifyInstance, LightMyRequestResponse as Response } from 'fastify';
import { suspendAccount } from '../../src/application/accounts/suspend-account';
import { Throttle } from '../../src/application/attempts/throttle';
import { updateUser } from '../../src/application/users/update-user';
import type { Services } from '../../src/application/services';
import { newSchema } from '../../src/graphql/schema';
import { newServer } from '../../src/http/server';
import { AuditEvent } from '../../src/entities/audit-event';
import { Session } from '../../src/entities/session';
import { GraphqlClient } from '../support/graphql-client';
import { LogLines } from '../support/log-lines';
import { bare, PASSWORD, People } from '../support/people';
import { ADMIN, startTestInstallation, type TestInstallation } from '../support/test-installation';

const JSON_TYPE = { 'content-type': 'application/json' };
const ANN = { name: 'ann', password: PASSWORD };

describe('sessions of browsers', () => {
  let installation: TestInstallation;
  let people: People;
  let shop: string;
  let ann: { id: string; accountId: string; name: string };
  let hours = 0;

  beforeAll(async () => {
    installation = await startTestInstallation();
    people = new People(installation);
    shop = await people.vendor(installation.rootId, 'Shop');
    ann = await people.user(shop, ANN.name);
  });

  afterAll(() => installation.close());

  /** Each test begins an hour after the one before: none counts the other's attempts. */
  beforeEach(() => {
    hours += 1;
    at(0);
  });

  function at(secondsLater: number): void {
    installation.setClock(new Date(Date.UTC(2030, 0, 1, hours) + secondsLater * 1000));
  }

  function send(method: 'POST' | 'DELETE', url: string, headers: object = {}, payload = ''): Promise<Response> {
    return installation.server.inject({
      method,
      url,
      headers: { ...(method === 'POST' ? JSON_TYPE : {}), ...headers },
      ...(payload === '' ? {} : { payload }),
    });
  }

  const signIn = (input: object, headers: object = {}): Promise<Response> =>
    send('POST', '/session', headers, JSON.stringify(input));
  const refresh = (cookie: string): Promise<Response> => send('POST', '/session/refresh', { cookie });
  const asAnn = (): Promise<Response> => signIn({ account: { id: shop }, ...ANN });

  async function another(
    services: Partial<Services>,
    log = new LogLines(),
    servesGraphql = true,
  ): Promise<FastifyInstance> {
    return newServer({
      schema: servesGraphql ? await newSchema() : null,
      services: { ...installation.services, ...services },
      logger: log.logger,
      production: true,
      trustedProxies: [],
      readiness: { stopping: false },
    });
  }

  /** As a browser sends it back. */
  function cookieOf({ headers }: Response): string {
    return String(headers['set-cookie']).split(';', 1)[0]!;
  }

  /** UNAUTHENTICATED, or the id of who is signed in. */
  async function who(response: Response): Promise<string> {
    const client = new GraphqlClient(installation.server, response.json().accessToken);
    const { data, errors } = await client.send('{ viewer { user { id } } }');
    return errors?.[0]?.extensions.code ?? data.viewer.user.id;
  }

  function expectRefusal(response: Response, status: number, code: string): void {
    expect({ status: response.statusCode, body: response.json() }).toEqual({
      status,
      body: expect.objectContaining({ code, message: expect.any(String), requestId: response.headers['x-request-id'] }),
    });
    expect(response.headers['cache-control']).toBe('no-store');
  }

  const CLEARED =
    /^keytree_session=; Max-Age=0; Path=\/session; Expires=Thu, 01 Jan 1970 [^;]+; HttpOnly; SameSite=Strict$/;

  describe('signing in', () => {
    it('gives the page an access token, and the browser the refresh token in a cookie that no script reads', async () => {
      const response = await asAnn();
      expect(response.statusCode).toBe(200);
      expect(response.json()).toEqual({
        accessToken: expect.stringMatching(/^kta_/),
        accessExpiresAt: new Date(Date.UTC(2030, 0, 1, hours, 15)).toISOString(),
        userId: ann.id,
      });
      expect(response.headers['set-cookie']).toMatch(
        /^keytree_session=ktr_[\w-]+; Max-Age=43200; Path=\/session; HttpOnly; SameSite=Strict$/,
      );
      expect(response.headers['cache-control']).toBe('no-store');
      expect(await who(response)).toBe(ann.id);
    });

    it('finds the account by externalId, by domain, and without one takes the root', async () => {
      const admin = await new GraphqlClient(installation.server).signIn();
      const placed = await admin.mutate(
        'createAccount',
        { parentId: installation.rootId, kind: 'CUSTOMER', name: 'Placed', externalId: 'p7', domains: ['p7.example'] },
        '... on CreateAccountSuccess { account { id } }',
      );
      const user = await people.user(placed.account.id, 'bob');
      for (const account of [
        { externalId: 'p7' },
        { domain: 'P7.example.' },
        { id: placed.account.id, domain: null },
      ]) {
        expect(await who(await signIn({ account, name: 'bob', password: PASSWORD }))).toBe(user.id);
      }
      expect((await signIn({ ...ADMIN, account: null })).statusCode).toBe(200);
    });

    it.each([
      ['a wrong password', () => signIn({ account: { id: shop }, ...ANN, password: 'another one' })],
      ['an unknown user', () => signIn({ account: { id: shop }, ...ANN, name: 'nobody' })],
      ['an unknown account', () => signIn({ account: { externalId: 'nowhere' }, ...ANN })],
      ['what is no id', () => signIn({ account: { id: 'shop' }, ...ANN })],
    ])('refuses %s, without a cookie', async (_what, attempt) => {
      const response = await attempt();
      expectRefusal(response, 401, 'UNAUTHENTICATED');
      expect(response.headers['set-cookie']).toBeUndefined();
    });

    it.each([
      ['no object', '[]', []],
      ['no JSON', '{', []],
      ['nothing', '', []],
      ['no password', JSON.stringify({ name: 'ann' }), ['password']],
      ['a name that is none', JSON.stringify({ name: 7, password: PASSWORD }), ['name']],
      ['more than it knows', JSON.stringify({ ...ANN, remember: true }), ['remember']],
      ['two accounts', JSON.stringify({ ...ANN, account: { id: 'acc_1', externalId: '1' } }), ['account']],
      ['a password that nobody has', JSON.stringify({ ...ANN, password: 'p'.repeat(257) }), ['password']],
    ])('says what is wrong with %s', async (_what, payload, path) => {
      const response = await send('POST', '/session', {}, payload);
      expectRefusal(response, 400, 'VALIDATION_FAILED');
      expect(response.json().faults).toEqual([{ path, code: expect.any(String), message: expect.any(String) }]);
    });

    it('refuses disabled users and those of suspended accounts, and ends what they have', async () => {
      const closed = await people.vendor(installation.rootId, 'Closed');
      const [disabled, suspended] = [await people.user(shop, 'disabled'), await people.user(closed, 'suspended')];
      const inputs = [disabled, suspended].map(({ accountId, name }) => ({
        account: { id: accountId },
        name,
        password: PASSWORD,
      }));
      const before = await Promise.all(inputs.map((input) => signIn(input)));
      expect(before.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
      await updateUser(installation.commandLine, { userId: bare(disabled.id), version: 1, disabled: true });
      await suspendAccount(installation.commandLine, { accountId: bare(closed) });
      for (const input of inputs) expectRefusal(await signIn(input), 401, 'UNAUTHENTICATED');
      for (const response of before) {
        expect(await who(response)).toBe('UNAUTHENTICATED');
        expectRefusal(await refresh(cookieOf(response)), 401, 'UNAUTHENTICATED');
      }
    });
  });

  describe('refreshing', () => {
    it('turns the tokens: a new cookie and access token, and the access token before is none', async () => {
      const first = await asAnn();
      at(3600);
      expect(await who(first)).toBe('UNAUTHENTICATED');
      const second = await refresh(cookieOf(first));
      expect(second.statusCode).toBe(200);
      expect(Object.keys(second.json())).toEqual(['accessToken', 'accessExpiresAt', 'userId']);
      expect(second.headers['set-cookie']).toMatch(/^keytree_session=ktr_.*Max-Age=43200/);
      expect(cookieOf(second)).not.toBe(cookieOf(first));
      expect(await who(second)).toBe(ann.id);
      // A body that says nothing says as much as none.
      const third = await send('POST', '/session/refresh', { cookie: cookieOf(second) }, '{}');
      expect(await who(third)).toBe(ann.id);
      expect(await who(second)).toBe('UNAUTHENTICATED');
      for (const { body } of [first, second, third]) expect(body).not.toContain('ktr_');
    });

    it('ends the session where an old cookie comes once more', async () => {
      const first = await asAnn();
      const second = await refresh(cookieOf(first));
      const stolen = await refresh(cookieOf(first));
      expectRefusal(stolen, 401, 'UNAUTHENTICATED');
      expect(stolen.headers['set-cookie']).toMatch(CLEARED);
      expect(await who(second)).toBe('UNAUTHENTICATED');
      expectRefusal(await refresh(cookieOf(second)), 401, 'UNAUTHENTICATED');
    });

    it('says that nobody is signed in where no cookie comes', async () => {
      for (const cookie of ['', 'other=1', 'keytree_session=']) {
        const response = await refresh(cookie);
        expect([response.statusCode, response.body]).toEqual([204, '']);
      }
    });

    it('refuses a cookie that is none of its own and one that has expired, and clears it', async () => {
      const expired = cookieOf(await asAnn());
      at(43_201);
      const never = `keytree_session=ktr_${'A'.repeat(43)}`;
      for (const cookie of ['keytree_session=%', never, expired]) {
        const response = await refresh(cookie);
        expectRefusal(response, 401, 'UNAUTHENTICATED');
        expect(response.headers['set-cookie']).toMatch(CLEARED);
      }
    });

    it('takes two cookies for none, whichever comes first: one of them was planted', async () => {
      const mine = cookieOf(await asAnn());
      const planted = cookieOf(await signIn(ADMIN));
      for (const cookie of [
        `${planted}; ${mine}`,
        `${mine};${planted}`,
        `${mine}; a=b; ${mine}`,
        `${mine}; keytree_session=`,
      ]) {
        const response = await refresh(cookie);
        expect([cookie, response.statusCode, response.body]).toEqual([cookie, 204, '']);
        expect((await send('DELETE', '/session', { cookie })).statusCode).toBe(204);
      }
      // None of them was used, or ended.
      for (const cookie of [`a=${mine}; ${mine}`, planted]) expect((await refresh(cookie)).statusCode).toBe(200);
    });

    it('reads the token from the cookie alone', async () => {
      const [, token = ''] = cookieOf(await asAnn()).split('=');
      const response = await send('POST', '/session/refresh', {}, JSON.stringify({ refreshToken: token }));
      expect([response.statusCode, response.body]).toEqual([204, '']);
    });
  });

  describe('signing out', () => {
    const sessionsOfAnn = (): Promise<number> =>
      installation.commandLine.manager.countBy(Session, { userId: bare(ann.id) });

    it('ends the session by the cookie, also when the access token has expired, and is audited', async () => {
      const signedIn = await asAnn();
      at(3600);
      const out = await send('DELETE', '/session', {
        cookie: cookieOf(signedIn),
        authorization: `Bearer ${signedIn.json().accessToken}`,
      });
      expect({ status: out.statusCode, body: out.body }).toEqual({ status: 204, body: '' });
      expect(out.headers['set-cookie']).toMatch(CLEARED);
      expectRefusal(await refresh(cookieOf(signedIn)), 401, 'UNAUTHENTICATED');
      const [event] = await installation.commandLine.manager.find(AuditEvent, {
        where: { targetId: bare(ann.id) },
        order: { at: 'DESC' },
        take: 1,
      });
      expect(event).toMatchObject({ action: 'SIGNED_OUT', accountId: bare(shop), actorId: bare(ann.id) });
    });

    it('ends by the cookie what a refresh on its way has already turned', async () => {
      const first = await asAnn();
      const second = await refresh(cookieOf(first));
      expect((await send('DELETE', '/session', { cookie: cookieOf(first) })).statusCode).toBe(204);
      expect(await who(second)).toBe('UNAUTHENTICATED');
    });

    it('ends the session by the access token where the cookie is gone, and both where they are of two', async () => {
      const [one, other, third] = [await asAnn(), await asAnn(), await asAnn()];
      const before = await sessionsOfAnn();
      const authorization = `Bearer ${one.json().accessToken}`;
      expect((await send('DELETE', '/session', { authorization })).statusCode).toBe(204);
      expect(await sessionsOfAnn()).toBe(before - 1);
      const both = { cookie: cookieOf(other), authorization: `Bearer ${third.json().accessToken}` };
      expect((await send('DELETE', '/session', both)).statusCode).toBe(204);
      expect(await sessionsOfAnn()).toBe(before - 3);
    });

    it('has done nothing where there was nothing to end', async () => {
      const signedIn = await asAnn();
      for (const headers of [
        {},
        { cookie: 'keytree_session=ktr_1', authorization: 'Bearer kta_1' },
        { cookie: `keytree_session=ktr_${'A'.repeat(43)}` },
      ]) {
        const out = await send('DELETE', '/session', headers);
        expect(out.statusCode).toBe(204);
        expect(out.headers['set-cookie']).toMatch(CLEARED);
      }
      expect(await who(signedIn)).toBe(ann.id);
    });
  });

  describe('where clients reach the service by https', () => {
    const NAME = '__Host-keytree_session';
    let log: LogLines;
    let server: FastifyInstance;

    beforeEach(async () => {
      log = new LogLines();
      const tokenSettings = { ...installation.services.tokenSettings, issuer: 'https://keys.example.org' };
      server = await another({ tokenSettings }, log);
    });

    afterEach(() => server.close());

    const ask = (method: 'POST' | 'DELETE', url: string, headers: object, payload: object = {}): Promise<Response> =>
      server.inject({ method, url, headers: { ...JSON_TYPE, ...headers }, payload });
    const asAdmin = (): Promise<Response> => ask('POST', '/session', {}, ADMIN);

    it('gives a cookie that goes over https alone, and that no other host of the domain can set', async () => {
      const response = await asAdmin();
      expect(response.headers['set-cookie']).toMatch(
        /^__Host-keytree_session=ktr_[\w-]+; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
      );
      const second = await ask('POST', '/session/refresh', { cookie: cookieOf(response) });
      expect(second.statusCode).toBe(200);
      expect(cookieOf(second)).toMatch(/^__Host-keytree_session=ktr_/);
      const out = await ask('DELETE', '/session', { cookie: cookieOf(second) });
      expect(out.headers['set-cookie']).toMatch(
        /^__Host-keytree_session=; Max-Age=0; Path=\/; Expires=Thu, 01 Jan 1970 [^;]+; HttpOnly; Secure; SameSite=Strict$/,
      );
      expect((await ask('POST', '/session/refresh', { cookie: cookieOf(second) })).statusCode).toBe(401);
    });

    it('does not look at one that a neighbouring host could have set', async () => {
      const [, token = ''] = cookieOf(await asAdmin()).split('=');
      for (const cookie of [`keytree_session=${token}`, `__host-keytree_session=${token}`]) {
        expect((await ask('POST', '/session/refresh', { cookie })).statusCode).toBe(204);
        await ask('DELETE', '/session', { cookie });
      }
      expect((await ask('POST', '/session/refresh', { cookie: `${NAME}=${token}` })).statusCode).toBe(200);
    });

    it('reads it at the addresses of sessions alone, and writes what was sent and given into no log', async () => {
      const signedIn = await asAdmin();
      const cookie = cookieOf(signedIn);
      const viewer = await ask('POST', '/graphql', { cookie }, { query: '{ viewer { user { id } } }' });
      expect(viewer.json().errors[0].extensions.code).toBe('UNAUTHENTICATED');
      for (const url of [
        '/',
        '/nowhere',
        '/graphiql',
        '/graphql',
        '/healthz',
        '/readyz',
        '/metrics',
        '/assets/none.js',
      ]) {
        const { statusCode } = await server.inject({ method: 'GET', url, headers: { cookie } });
        const { statusCode: without } = await server.inject({ method: 'GET', url });
        expect([url, statusCode]).toEqual([url, without]);
      }
      const second = await ask('POST', '/session/refresh', { cookie: `${cookie}; broken=%` });
      expect(second.statusCode).toBe(200);
      expect(log.where({ path: '/session' })).toHaveLength(1);
      for (const response of [signedIn, second]) {
        const [, token = ''] = cookieOf(response).split('=');
        for (const secret of [ADMIN.password, response.json().accessToken, token]) {
          expect(secret.length).toBeGreaterThan(8);
          expect(log.text).not.toContain(secret);
        }
      }
    });
  });

  describe('behind a proxy that speaks https with browsers, where Keytree was told http', () => {
    const WARNING = { msg: expect.stringContaining('KEYTREE_PUBLIC_URL') };
    let log: LogLines;
    let server: FastifyInstance;

    async function start(issuer: string): Promise<void> {
      log = new LogLines();
      server = await another({ tokenSettings: { ...installation.services.tokenSettings, issuer } }, log);
    }

    afterEach(() => server.close());

    const warnings = (): unknown[] => log.where({ level: 40 });
    const signInWith = async (headers: Record<string, string>, payload: object = ADMIN): Promise<unknown[]> => {
      await server.inject({ method: 'POST', url: '/session', headers, payload });
      return warnings();
    };

    it.each([
      ['the proxy says so', { 'x-forwarded-proto': 'https' }],
      ['the first of two proxies says so', { 'x-forwarded-proto': 'HTTPS, http' }],
      ['the browser says so', { host: 'keys.example.org', origin: 'https://keys.example.org' }],
    ])('warns once, naming the setting: %s', async (_how, headers) => {
      await start('http://127.0.0.1:4000');
      expect(await signInWith(headers, { ...ADMIN, password: 'guessed' })).toEqual([]);
      expect(await signInWith({})).toEqual([]);
      expect(await signInWith({ 'x-forwarded-proto': 'http', origin: 'http://127.0.0.1:4000' })).toEqual([]);
      for (let time = 0; time < 2; time++) {
        expect(await signInWith(headers)).toEqual([expect.objectContaining(WARNING)]);
      }
    });

    it('believes no header: the cookie stays as the public URL has it', async () => {
      await start('http://127.0.0.1:4000');
      const headers = { 'x-forwarded-proto': 'https' };
      const response = await server.inject({ method: 'POST', url: '/session', headers, payload: ADMIN });
      expect(response.headers['set-cookie']).toMatch(/^keytree_session=.*; Path=\/session; HttpOnly; SameSite=Strict$/);
    });

    it('has nothing to say where it was told https', async () => {
      await start('https://keys.example.org');
      expect(await signInWith({ 'x-forwarded-proto': 'https' })).toEqual([]);
    });
  });

  describe('a page of another origin', () => {
    const HOST = { host: 'keys.internal:4000' };

    it.each([
      ['of another site', { 'sec-fetch-site': 'cross-site' }],
      ['of a neighbour', { 'sec-fetch-site': 'same-site' }],
      ['that nobody opened from here', { 'sec-fetch-site': 'none' }],
      ['by its origin', { ...HOST, origin: 'https://evil.example' }],
      ['on another port of the host', { ...HOST, origin: 'http://keys.internal:8080' }],
      ['without an origin to tell', { ...HOST, origin: 'null' }],
    ])('signs nobody in, refreshes nothing and ends nothing: %s', async (_which, headers) => {
      const mine = await asAnn();
      const cookie = cookieOf(mine);
      for (const refused of [
        await signIn({ account: { id: shop }, ...ANN }, headers),
        await send('POST', '/session/refresh', { ...headers, cookie }),
        await send('DELETE', '/session', { ...headers, cookie }),
      ]) {
        expectRefusal(refused, 403, 'FORBIDDEN');
        expect(refused.headers['set-cookie']).toBeUndefined();
      }
      expect(await who(mine)).toBe(ann.id);
      expect((await refresh(cookie)).statusCode).toBe(200);
    });

    it.each([
      ['the browser says so', { ...HOST, 'sec-fetch-site': 'same-origin', origin: 'http://localhost:5173' }],
      ['the host is its own', { ...HOST, origin: 'http://keys.internal:4000' }],
      ['it is the public origin', { ...HOST, origin: 'http://keytree.test' }],
    ])('is told from the own one, where %s', async (_how, headers) => {
      expect((await signIn({ account: { id: shop }, ...ANN }, headers)).statusCode).toBe(200);
    });

    it.each([undefined, 'text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', 'text/json'])(
      'sends forms, and no JSON: %s',
      async (type) => {
        const cookie = cookieOf(await asAnn());
        for (const [url, payload] of [
          ['/session', JSON.stringify({ account: { id: shop }, ...ANN })],
          ['/session/refresh', ''],
          ['/session/refresh', '{}'],
        ] as const) {
          // As bytes, since a text would bring a type of its own.
          const body = payload === '' ? {} : { payload: Buffer.from(payload) };
          const headers = { cookie, ...(type === undefined ? {} : { 'content-type': type }) };
          const refused = await installation.server.inject({ method: 'POST', url, headers, ...body });
          expectRefusal(refused, 415, 'UNSUPPORTED_MEDIA_TYPE');
        }
        expect((await refresh(cookie)).statusCode).toBe(200);
      },
    );
  });

  it('says when to come again where too many attempts wait', async () => {
    const release: (() => void)[] = [];
    const server = await another({
      throttle: new Throttle(() => new Promise<void>((resolve) => release.push(resolve))),
    });
    const payload = { account: { id: shop }, ...ANN, password: 'guessed' };
    const attempt = (): Promise<Response> => server.inject({ method: 'POST', url: '/session', payload });
    for (let free = 0; free < 5; free++) expectRefusal(await attempt(), 401, 'UNAUTHENTICATED');
    const waiting = Array.from({ length: 5 }, attempt);
    while (release.length < waiting.length) await new Promise((resolve) => setImmediate(resolve));
    const refused = await attempt();
    expectRefusal(refused, 429, 'LIMIT_REACHED');
    expect(refused.headers['retry-after']).toBe('2');
    for (const go of release) go();
    for (const response of await Promise.all(waiting)) expectRefusal(response, 401, 'UNAUTHENTICATED');
    await server.close();
  });

  it('is not there where a process verifies and does nothing else', async () => {
    const server = await another({}, new LogLines(), false);
    for (const [method, url] of [
      ['POST', '/session'],
      ['POST', '/session/refresh'],
      ['DELETE', '/session'],
    ] as const) {
      expect((await server.inject({ method, url, headers: JSON_TYPE, payload: '{}' })).statusCode).toBe(404);
    }
    await server.close();
  });
});
