import Ajv2020 from 'ajv/dist/2020';
import type { FastifyInstance } from 'fastify';
import { DECISION_CODES, type DecisionCode } from '../../src/domain/decision/codes';
import { Account } from '../../src/entities/account';
import { newServer } from '../../src/http/server';
import type { Readiness } from '../../src/http/health';
import { newLogger } from '../../src/logging/logger';
import { NO_RECORDER } from '../../src/verification/recorder';
import { MintedTokens } from '../support/minted-tokens';
import { ASKED, bodyOf, FLEET, plantDecisionWorld } from '../support/decision-world';
import { startTestInstallation, type TestInstallation } from '../support/test-installation';
import { startTestVerification, type TestVerification } from '../support/test-verification';
import { type Answered, send, type Sent } from '../support/wire';
import { DESCRIPTION, faultsOf, isDescribedRequest, responsesDescribed } from './openapi-contract';

let installation: TestInstallation;
let credential: string;
const instances: TestVerification[] = [];
let server: TestVerification;
let limited: TestVerification;
let stale: TestVerification;
let stopping: TestVerification;
let failing: TestVerification;
let health: FastifyInstance;
const readiness: Readiness = { stopping: false };

beforeAll(async () => {
  installation = await startTestInstallation();
  credential = await plantDecisionWorld(installation);
  const start = async (...options: Parameters<typeof startTestVerification>[1][]): Promise<TestVerification> => {
    const instance = await startTestVerification(installation, ...options);
    instances.push(instance);
    return instance;
  };
  server = await start();
  limited = await start({ unknownKeys: { most: 1, windowMs: 3_600_000 } });
  stale = await start();
  jest.spyOn(stale.verification.follower, 'fresh', 'get').mockReturnValue(null);
  stopping = await start({ isStopping: () => true });
  const recorder = { ...NO_RECORDER, record: () => fail() };
  failing = await start({ recorder });
  health = await newServer({
    schema: null,
    services: installation.services,
    logger: newLogger('silent'),
    production: true,
    trustedProxies: [],
    readiness,
    records: { isFresh: () => true, ageSeconds: () => 0.1, seq: () => 1, decisions: new Map(), unrecorded: () => 0 },
  });
});

afterAll(async () => {
  await health.close();
  for (const instance of instances) await instance.close();
  await installation.close();
});

function fail(): never {
  throw new Error('as nobody expected');
}

/** The responses that were met, each as the description has it. */
const met = new Set<string>();

function expectDescribed(path: string, method: string, answered: Answered): Answered {
  expect({ answered, faults: faultsOf(path, method, answered) }).toEqual({ answered, faults: [] });
  met.add(`${method.toUpperCase()} ${path} ${answered.status}`);
  return answered;
}

async function post(instance: TestVerification, url: string, body: unknown, more: Sent = {}): Promise<Answered> {
  const answered = await send(instance.url, url, {
    method: 'POST',
    headers: { authorization: `Bearer ${credential}` },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...more,
  });
  return expectDescribed(url.replace(/\?.*/, ''), 'post', answered);
}

async function seqOf({ commandLine }: TestInstallation): Promise<number> {
  const [row] = await commandLine.manager.query<{ seq: number | string }[]>('SELECT seq FROM installation');
  return Number(row?.seq);
}

const codeIn = ({ text }: Answered): unknown => JSON.parse(text).code;

/** By parameters, and by path with what a proxy may put behind it. */
const FORWARD_FORMS = [
  {
    path: '/v1/forward-auth',
    urlOf: (operation: string, account: string | null) =>
      `/v1/forward-auth?operation=${operation}${account === null ? '' : `&account=${encodeURIComponent(account)}`}`,
  },
  {
    path: '/v1/forward-auth/{operation}/{account}',
    urlOf: (operation: string, account: string | null) =>
      `/v1/forward-auth/${operation}/${encodeURIComponent(account ?? '')}/of/the?client=1`,
  },
];

describe('schema/openapi.json', () => {
  it('holds schemas of JSON Schema 2020-12 alone, and refers to nothing that is not there', () => {
    const strict = new Ajv2020({ strictSchema: true, strictTypes: false });
    const text = JSON.stringify(DESCRIPTION.components.schemas).replaceAll('#/components/schemas/', '');
    const schemas = JSON.parse(text) as Record<string, object>;
    for (const [name, schema] of Object.entries(schemas)) strict.addSchema(schema, name);
    for (const name of Object.keys(schemas)) expect(strict.getSchema(name)).toBeInstanceOf(Function);
    const named = [...JSON.stringify(DESCRIPTION).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)];
    expect(new Set(named.map(([, name]) => name))).toEqual(new Set(Object.keys(schemas)));
  });
});

describe('answers are as the description says', () => {
  it.each(DECISION_CODES)('to a request that gives %s', async (code) => {
    const body = bodyOf(ASKED[code]);
    const plain = await post(server, '/v1/verify', body);
    const explained = await post(server, '/v1/verify?explain=true', body);
    const batch = await post(server, '/v1/verify/batch?explain=true', { requests: [body, body] });
    expect([codeIn(plain), codeIn(explained)]).toEqual([code, code]);
    expect(JSON.parse(plain.text)).not.toHaveProperty('checks');
    expect(JSON.parse(explained.text)).toHaveProperty('checks');
    expect(JSON.parse(batch.text).results).toEqual([JSON.parse(explained.text), JSON.parse(explained.text)]);
  });

  it('to a request of a user, and of a device, whatever their names', async () => {
    const minted = await MintedTokens.of(installation);
    const acme = await installation.commandLine.manager.findOneByOrFail(Account, { externalId: 'acme' });
    const [userToken, deviceToken] = [await minted.user('good', acme.id), await minted.device('confirmed', acme.id)];
    await server.verification.follower.caughtUp(await seqOf(installation));
    const body = bodyOf(ASKED.VALID);
    const ofUser = await post(server, '/v1/verify', { ...body, userToken });
    expect(JSON.parse(ofUser.text)).toMatchObject({ code: 'VALID', endpoint: null, user: { permissions: [] } });
    const ofDevice = await post(server, '/v1/verify', { ...body, operation: 'LOGIN', deviceToken });
    expect(JSON.parse(ofDevice.text)).toMatchObject({
      code: 'VALID',
      endpoint: { clientId: expect.any(String) },
      user: null,
    });
    for (const { path, urlOf } of FORWARD_FORMS) {
      const headers = { 'x-keytree-gateway': credential, 'x-api-key': FLEET };
      for (const [operation, more] of [
        ['LIMITED', { authorization: `Bearer ${userToken}` }],
        ['LOGIN', { 'x-keytree-device-token': deviceToken }],
      ] as const) {
        const url = urlOf(operation, 'external:acme');
        const answered = await send(server.url, url, { headers: { ...headers, ...more } });
        expect(expectDescribed(path, 'get', answered).status).toBe(200);
        const [user, endpoint] = [answered.headers['x-keytree-user'], answered.headers['x-keytree-endpoint']];
        expect([user === '', endpoint === '']).toEqual([operation === 'LOGIN', operation === 'LIMITED']);
      }
    }
  });

  it('to a client that is limited', async () => {
    const body = bodyOf(ASKED.KEY_NOT_FOUND);
    await post(limited, '/v1/verify', body);
    for (const url of ['/v1/verify', '/v1/verify?explain=true']) {
      expect(codeIn(await post(limited, url, body))).toBe('RATE_LIMITED');
    }
  });

  describe.each(['/v1/verify', '/v1/verify/batch'])('to what is not decided, of %s', (path) => {
    const one = bodyOf(ASKED.VALID);
    const body = path.endsWith('batch') ? { requests: [one] } : one;

    it.each<[number, string, () => TestVerification, unknown, string, Sent]>([
      [400, 'BAD_REQUEST', () => server, 'no JSON', '', {}],
      [400, 'BAD_REQUEST', () => server, { nothing: 1 }, '', {}],
      [400, 'BAD_REQUEST', () => server, body, '?explain=yes', {}],
      [401, 'UNAUTHENTICATED', () => server, body, '', { headers: {} }],
      [401, 'UNAUTHENTICATED', () => server, body, '', { headers: { authorization: `Bearer ktg_${'x'.repeat(43)}` } }],
      [405, 'METHOD_NOT_ALLOWED', () => server, body, '', { method: 'PUT' }],
      [413, 'BODY_TOO_LARGE', () => server, ' '.repeat(262_145), '', {}],
      [500, 'INTERNAL_SERVER_ERROR', () => failing, body, '', {}],
      [503, 'STALE', () => stale, body, '', {}],
      [503, 'STOPPING', () => stopping, body, '', {}],
    ])('%i %s', async (status, code, instance, sent, parameters, more) => {
      const answered = await post(instance(), path + parameters, sent, more);
      expect([answered.status, codeIn(answered)]).toEqual([status, code]);
    });
  });

  describe.each(FORWARD_FORMS)('of $path', ({ path, urlOf }) => {
    async function ask(instance: TestVerification, url: string, headers: Record<string, unknown>): Promise<Answered> {
      const sent = { 'x-keytree-gateway': credential, 'x-api-key': FLEET, ...headers } as Record<string, string>;
      return expectDescribed(path, 'get', await send(instance.url, url, { headers: sent }));
    }

    it.each(DECISION_CODES)('to a request that gives %s', async (code: DecisionCode) => {
      const { account, key, operation, clientIp, userToken } = ASKED[code];
      const { status, headers } = await ask(server, urlOf(operation, account && `external:${account.externalId}`), {
        'x-api-key': key,
        ...(clientIp === undefined ? {} : { 'x-forwarded-for': clientIp }),
        ...(userToken === undefined ? {} : { authorization: `Bearer ${userToken}` }),
      });
      expect([status, headers['x-keytree-code']]).toEqual([code === 'VALID' ? 200 : 403, code]);
    });

    it.each<[number, string, () => TestVerification, Record<string, unknown>]>([
      [401, 'KEY_REQUIRED', () => server, { 'x-api-key': '' }],
      [403, 'BAD_REQUEST', () => server, { 'x-api-key': [FLEET, FLEET] }],
      [403, 'UNAUTHENTICATED', () => server, { 'x-keytree-gateway': 'ktg_unknown' }],
      [403, 'STALE', () => stale, {}],
      [403, 'STOPPING', () => stopping, {}],
      [403, 'INTERNAL_SERVER_ERROR', () => failing, {}],
    ])('%i %s', async (status, code, instance, headers) => {
      const answered = await ask(instance(), urlOf('ADMINISTRATIVE', 'external:acme'), headers);
      expect([answered.status, answered.headers['x-keytree-code']]).toEqual([status, code]);
    });

    it('403 RATE_LIMITED', async () => {
      const headers = { 'x-forwarded-for': `198.51.100.${FORWARD_FORMS.findIndex((form) => form.path === path)}` };
      const url = urlOf('ADMINISTRATIVE', 'external:acme');
      await ask(limited, url, { ...headers, 'x-api-key': ASKED.KEY_NOT_FOUND.key });
      const { status, headers: answered } = await ask(limited, url, headers);
      expect([status, answered['x-keytree-code']]).toEqual([403, 'RATE_LIMITED']);
    });
  });

  it('of health and metrics, ready or stopping', async () => {
    for (const stop of [false, true]) {
      readiness.stopping = stop;
      for (const path of ['/healthz', '/readyz', '/metrics']) {
        const { statusCode, headers, body } = await health.inject(path);
        const named = Object.entries(headers).map(([name, value]) => [name, String(value)]);
        expectDescribed(path, 'get', { status: statusCode, headers: Object.fromEntries(named), text: body });
      }
    }
  });

  it('and every response that is described was met', () => {
    expect([...met].sort()).toEqual(responsesDescribed().sort());
  });
});

describe('requests are taken and refused as the description says', () => {
  const WELL = { account: { externalId: 'acme' }, key: FLEET, clientIp: '192.0.2.1', operation: 'LIMITED' };
  const VALUES = [null, '', '192.0.2.1', 1, true, [], {}, ['192.0.2.1'], 'LOGIN', 'login', 'x'.repeat(8_193)];
  const ACCOUNTS = ['id', 'externalId', 'domain', 'name'].flatMap((name) => [
    ...VALUES.map((value) => ({ [name]: value })),
    { [name]: 'x', domain: null },
    { [name]: 'x', domain: 'y' },
  ]);
  const PROPERTIES = ['account', 'key', 'operation', 'userToken', 'deviceToken', 'clientIP', '__proto__'];
  const bodies: unknown[] = [
    ...VALUES,
    ...PROPERTIES.flatMap((name) =>
      VALUES.map((value) => ({ ...WELL, ...JSON.parse(JSON.stringify({ a: value }).replace('"a"', `"${name}"`)) })),
    ),
    ...[null, '', '192.0.2.1', 1, [], {}].map((clientIp) => ({ ...WELL, clientIp })),
    ...ACCOUNTS.map((account) => ({ ...WELL, account })),
    { operation: 'LIMITED' },
    { key: FLEET },
  ];

  it('one', async () => {
    for (const body of bodies) {
      const { status } = await post(server, '/v1/verify', body);
      expect({ body, status }).toEqual({ body, status: isDescribedRequest('/v1/verify', body) ? 200 : 400 });
    }
  });

  it('many', async () => {
    const batches = [
      ...bodies.map((body) => ({ requests: [WELL, body] })),
      ...[[], null, WELL].map((requests) => ({ requests })),
      ...[100, 101].map((length) => ({ requests: Array.from({ length }, () => WELL) })),
      { requests: [WELL], explain: true },
      WELL,
    ];
    for (const batch of batches) {
      const { status } = await post(server, '/v1/verify/batch', batch);
      expect({ batch, status }).toEqual({ batch, status: isDescribedRequest('/v1/verify/batch', batch) ? 200 : 400 });
    }
  });
});
