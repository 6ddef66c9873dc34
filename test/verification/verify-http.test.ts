import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { createAccount } from '../../src/application/accounts/create-account';
import { deleteAccount } from '../../src/application/accounts/delete-account';
import { createApiKey } from '../../src/application/keys/create-api-key';
import { createGateway } from '../../src/application/gateways/create-gateway';
import { deleteGateway } from '../../src/application/gateways/delete-gateway';
import { replaceGatewayCredential } from '../../src/application/gateways/replace-gateway-credential';
import { updateGateway } from '../../src/application/gateways/update-gateway';
import { CHECK_CODES, type CheckOutcome, type DecisionCode } from '../../src/domain/decision/codes';
import { generateKeyValue } from '../../src/domain/keys/key-value';
import { Account } from '../../src/entities/account';
import { ApiKey } from '../../src/entities/api-key';
import { NO_RECORDER } from '../../src/verification/recorder';
import { ASKED, BAKERY_NAME, bodyOf, FLEET, FLEET_NAME, OFFICE, plantDecisionWorld } from '../support/decision-world';
import { startTestInstallation, type TestInstallation } from '../support/test-installation';
import { serveVerification, startTestVerification, type TestVerification } from '../support/test-verification';
import { describeVectors } from '../support/vectors';
import { type Answered, send, type Sent } from '../support/wire';

let installation: TestInstallation;
let server: TestVerification;
let credential: string;
let bakery: Account;

beforeAll(async () => {
  installation = await startTestInstallation({ recorder: NO_RECORDER });
  server = await serveVerification(installation.verification!);
  credential = await plantDecisionWorld(installation);
  bakery = await installation.commandLine.manager.findOneByOrFail(Account, { externalId: 'bäckerei/1' });
});

afterAll(async () => {
  await server.close();
  await installation.close();
});

/** What opens the bakery, as every client there may. */
const WELL = bodyOf(ASKED.VALID);

async function post(body: unknown, path = '/v1/verify', more: Sent = {}): Promise<Answered> {
  const answered = await send(server.url, path, {
    method: 'POST',
    headers: { authorization: `Bearer ${credential}` },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...more,
  });
  // Whatever was asked, and however wrong: a value is in no answer.
  for (const { key } of Object.values(ASKED)) expect(JSON.stringify(answered)).not.toContain(key);
  return answered;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the shape is what a test asserts
function json({ text }: Answered): any {
  return JSON.parse(text);
}

async function codeOf(body: unknown): Promise<string> {
  return json(await post(body)).code;
}

describe('POST /v1/verify', () => {
  it('answers VALID with the account, the key and its flags, and any other code alone', async () => {
    const key = await installation.commandLine.manager.findOneByOrFail(ApiKey, { name: FLEET_NAME });
    const answered = await post(WELL);
    expect(answered.status).toBe(200);
    expect(answered.headers).toMatchObject({ 'content-type': 'application/json', 'cache-control': 'no-store' });
    expect(json(answered)).toEqual({
      code: 'VALID',
      valid: true,
      account: { id: `acc_${bakery.id}`, externalId: 'bäckerei/1', name: BAKERY_NAME },
      apiKey: {
        id: `key_${key.id}`,
        name: FLEET_NAME,
        fullApiAccess: true,
        allowUnauthenticatedRequests: true,
        allowUntrustedEndpoints: false,
        automaticEndpointTrust: false,
      },
      endpoint: null,
      user: null,
    });
    expect(json(await post(bodyOf(ASKED.KEY_BLOCKED)))).toEqual({ code: 'KEY_BLOCKED', valid: false });
  });

  it('takes an account by id, external id and domain in any case, null for what is not given, and none at all', async () => {
    const unknown = { clientIp: null, userToken: null, deviceToken: null };
    for (const account of [
      { id: `acc_${bakery.id}` },
      { externalId: 'bäckerei/1', id: null, domain: null },
      { domain: 'Bakery.EXAMPLE' },
      { domain: 'bakery.example.' },
    ]) {
      expect(json(await post({ ...WELL, ...unknown, account })).account.id).toBe(`acc_${bakery.id}`);
    }
    for (const account of [
      { id: bakery.id },
      { id: `acc_${bakery.id.toUpperCase()}` },
      { id: `key_${bakery.id}` },
      { externalId: 'Bäckerei/1' },
      { externalId: 'bäckerei/1 ' },
      { domain: 'bakery.example..' },
      { domain: 'bakery' },
    ]) {
      expect([account, await codeOf({ ...WELL, account })]).toEqual([account, 'ACCOUNT_NOT_FOUND']);
    }
    // One key alone bears the value: its own account is meant.
    expect(json(await post({ ...WELL, account: null })).account.externalId).toBe('acme');
  });

  it.each([
    ['198.51.100.7', 'VALID'],
    ['::ffff:198.51.100.7', 'VALID'],
    ['::FFFF:C633:6407', 'VALID'],
    ['198.51.101.7', 'IP_NOT_ALLOWED'],
    ['2001:db8::c633:6407', 'IP_NOT_ALLOWED'],
    [null, 'IP_NOT_ALLOWED'],
  ])('answers for a key that has ranges, asked from %s: %s', async (clientIp, code) => {
    expect(await codeOf({ ...WELL, key: OFFICE, clientIp })).toBe(code);
  });

  it('reads a body that comes in pieces, cut within a character', async () => {
    const whole = Buffer.from(JSON.stringify(WELL));
    const cut = whole.indexOf(Buffer.from('ä')) + 1;
    const answer = await new Promise<string>((resolve, reject) => {
      const headers = { authorization: `Bearer ${credential}`, 'transfer-encoding': 'chunked' };
      const asked = request(`${server.url}/v1/verify`, { method: 'POST', headers }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => (text += part));
        response.on('end', () => resolve(text));
      });
      asked.on('error', reject);
      // Each piece leaves before the next is written.
      asked.write(whole.subarray(0, 3), () => {
        asked.write(whole.subarray(3, cut), () => asked.end(whole.subarray(cut)));
      });
    });
    expect(JSON.parse(answer).account.externalId).toBe('bäckerei/1');
  });

  it('goes on where a client hangs up half way', async () => {
    const { hostname, port } = new URL(server.url);
    for (const sent of [
      'POST /v1/verify HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"key"',
      `POST /v1/verify HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${credential}\r\nContent-Length: 9\r\n\r\n{}`,
      'POST /v1/verify/batch HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{',
    ]) {
      const socket = connect(Number(port), hostname);
      await once(socket, 'connect');
      await new Promise<void>((resolve) => socket.write(sent, () => resolve()));
      socket.resetAndDestroy();
      await once(socket, 'close');
    }
    expect(await codeOf(WELL)).toBe('VALID');
  });

  it('takes 262,144 bytes', async () => {
    const text = JSON.stringify(WELL);
    const padded = text + ' '.repeat(262_144 - Buffer.byteLength(text));
    expect((await post(padded)).status).toBe(200);
    expect((await post(`${padded} `)).status).toBe(413);
    // Who may not ask is not told what was wrong with it.
    expect((await post(`${padded} `, '/v1/verify', { headers: {} })).status).toBe(401);
  });
});

describe('POST /v1/verify?explain=true', () => {
  /** P: PASSED, F: FAILED, -: NOT_APPLICABLE, .: NOT_MADE. */
  const OUTCOMES: Readonly<Record<string, CheckOutcome>> = {
    P: 'PASSED',
    F: 'FAILED',
    '-': 'NOT_APPLICABLE',
    '.': 'NOT_MADE',
  };

  it.each<[DecisionCode, string, object]>([
    ['ACCOUNT_REQUIRED', 'F...........', {}],
    ['ACCOUNT_NOT_FOUND', 'PF..........', {}],
    ['ACCOUNT_SUSPENDED', 'PPFPPPPP--P-', {}],
    // What is wrong with the key is told too, where there is one.
    ['ACCOUNT_SUSPENDED', 'PPFPPPPFP-P-', { key: OFFICE, operation: 'ADMINISTRATIVE', clientIp: '192.0.2.1' }],
    ['ACCOUNT_SUSPENDED', 'PPFF........', { key: 'nobody-has-this-value' }],
    ['KEY_NOT_FOUND', 'PPPF........', {}],
    ['KEY_NOT_FOUND', 'P--F........', { account: null }],
    ['KEY_BLOCKED', 'PPPPFPPP--P-', {}],
    ['KEY_INACTIVE', 'PPPPPFPP--F-', {}],
    ['KEY_EXPIRED', 'PPPPPPFP--F-', {}],
    ['KEY_EXPIRED', 'PPPPPPFP-F--', { operation: 'LOGIN' }],
    ['IP_NOT_ALLOWED', 'PPPPPPPF--P-', {}],
    ['FULL_ACCESS_REQUIRED', 'PPPPPPPPF-P-', {}],
    ['FULL_ACCESS_REQUIRED', 'PPPPPPPPF-PF', { userToken: 'malformed' }],
    ['ENDPOINT_NOT_TRUSTED', 'PPPPPPPP-F--', {}],
    // A user token is looked at for what takes one, a device token for LOGIN alone.
    ['ENDPOINT_NOT_TRUSTED', 'PPPPPPPP-F--', { userToken: 'malformed', deviceToken: 'malformed' }],
    ['USER_TOKEN_REQUIRED', 'PPPPPPPP--F-', { deviceToken: 'malformed' }],
    ['USER_TOKEN_INVALID', 'PPPPPPPP--PF', {}],
    ['VALID', 'PPPPPPPPP-P-', {}],
    ['VALID', 'PPPPPPPP----', { operation: 'REGISTER_DEVICE', userToken: 'malformed', deviceToken: 'malformed' }],
    ['VALID', 'PPPPPPPPP-P-', { account: null }],
  ])('lists the checks of %s as %s %j', async (code, outcomes, more) => {
    const body = { ...bodyOf(ASKED[code]), ...more };
    const explained = json(await post(body, '/v1/verify?explain=true'));
    const checks = CHECK_CODES.map((check, index) => ({ code: check, outcome: OUTCOMES[outcomes.charAt(index)] }));
    expect(explained).toEqual({ ...json(await post(body)), checks });
    expect(explained.code).toBe(code);
    const batch = json(await post({ requests: [WELL, body] }, '/v1/verify/batch?explain=true'));
    expect(batch.results[1]).toEqual(explained);
  });
});

describe('what is not of the form', () => {
  const KEY = { key: FLEET };
  const OPERATION = { operation: 'LIMITED' };

  it.each<[string, unknown, string[] | undefined]>([
    ['no JSON', '{', undefined],
    ['an empty body', '', undefined],
    ['JSON with a value in it that is cut off', `{"key":"${FLEET}`, undefined],
    ['null', 'null', undefined],
    ['an array', [WELL], undefined],
    ['a text', '"text"', undefined],
    ['nothing', {}, ['key']],
    ['an empty key', { ...WELL, key: '' }, ['key']],
    ['no key', { ...WELL, key: null }, ['key']],
    ['a key in a list', { ...WELL, key: [FLEET] }, ['key']],
    ['no operation', KEY, ['operation']],
    ['null for the operation', { ...KEY, operation: null }, ['operation']],
    ['an operation in lower case', { ...KEY, operation: 'limited' }, ['operation']],
    ['an operation in a list', { ...KEY, operation: ['LIMITED'] }, ['operation']],
    ['an empty operation', { ...KEY, operation: '' }, ['operation']],
    ['an empty user token', { ...WELL, userToken: '' }, ['userToken']],
    ['a user token that is true', { ...WELL, userToken: true }, ['userToken']],
    ['a device token of too many characters', { ...WELL, deviceToken: 'x'.repeat(8_193) }, ['deviceToken']],
    ['a number as the address', { ...WELL, clientIp: 167772161 }, ['clientIp']],
    ['a property that is misspelt', { ...WELL, clientIP: '10.0.0.1' }, ['clientIP']],
    ['a property of every object', JSON.stringify(WELL).replace('"key"', '"__proto__":{},"key"'), ['__proto__']],
    ['an account as text', { ...WELL, account: 'acme' }, ['account']],
    ['an account in a list', { ...WELL, account: [] }, ['account']],
    ['an account without a name', { ...WELL, account: {} }, ['account']],
    ['an account of null names', { ...WELL, account: { id: null, domain: null } }, ['account']],
    ['an account of two names', { ...WELL, account: { externalId: 'acme', domain: 'acme.example' } }, ['account']],
    ['an account of an empty name', { ...WELL, account: { externalId: '' } }, ['account', 'externalId']],
    ['an account by a number', { ...WELL, account: { id: 7 } }, ['account', 'id']],
    ['an account by what names none', { ...WELL, account: { name: 'Acme' } }, ['account', 'name']],
  ])('is refused: %s', async (_what, body, path) => {
    const answered = await post(body);
    expect(answered.status).toBe(400);
    expect(json(answered)).toEqual({ code: 'BAD_REQUEST', message: expect.any(String), ...(path ? { path } : {}) });
    if (body === '') return;

    // In a batch the place is told too, and nothing of it is decided.
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const batch = await post(`{"requests":[${JSON.stringify(WELL)},${text}]}`, '/v1/verify/batch');
    expect(batch.status).toBe(400);
    expect(json(batch).results).toBeUndefined();
    if (path) expect(json(batch).path).toEqual(['requests', '1', ...path]);
  });

  it.each(['?explain', '?explain=1', '?explain=true&more=1', '?account=acme', '?'])(
    'is refused: the parameters %s',
    async (parameters) => {
      for (const path of ['/v1/verify', '/v1/verify/batch']) {
        expect((await post(WELL, path + parameters)).status).toBe(400);
      }
    },
  );

  it.each(['GET', 'PUT', 'PATCH', 'DELETE'])('is refused: %s', async (method) => {
    for (const path of ['/v1/verify', '/v1/verify?explain=true', '/v1/verify/batch']) {
      const answered = await post('', path, { method });
      expect([answered.status, answered.headers['allow'], json(answered).code]).toEqual([
        405,
        'POST',
        'METHOD_NOT_ALLOWED',
      ]);
    }
  });

  it('is not of this service: another path', async () => {
    for (const path of ['/v1/verify/', '/v1/verifyx', '/v1/Verify', '/v1/verify/batches', '//v1/verify']) {
      expect((await post(WELL, path)).status).toBe(404);
    }
  });

  describeVectors('as an address', ({ addresses }) => {
    it.each(addresses.refused)('is refused: %j', async (clientIp) => {
      const answered = await post({ ...KEY, ...OPERATION, clientIp });
      expect([answered.status, json(answered).path]).toEqual([400, ['clientIp']]);
    });

    it('is anything else', async () => {
      for (const clientIp of Object.keys(addresses.canonical)) {
        expect([clientIp, await codeOf({ ...WELL, clientIp })]).toEqual([clientIp, 'VALID']);
      }
    });
  });
});

describe('POST /v1/verify/batch', () => {
  it('answers up to 100 in their order, of whatever kind, and none for none', async () => {
    expect((await post({ requests: [] }, '/v1/verify/batch')).text).toBe('{"results":[]}');
    const codes = Object.keys(ASKED) as DecisionCode[];
    const asked = Array.from({ length: 100 }, (_, index) => codes[(index * 7) % codes.length]!);
    const { results } = json(await post({ requests: asked.map((code) => bodyOf(ASKED[code])) }, '/v1/verify/batch'));
    expect(results.map(({ code }: { code: string }) => code)).toEqual(asked);
    expect(results[asked.indexOf('VALID')]).toEqual(json(await post(WELL)));
  });

  it('has room for a hundred with the longest names', async () => {
    const name = '\u{1F511}'.repeat(200);
    const { commandLine } = installation;
    const acme = await commandLine.manager.findOneByOrFail(Account, { externalId: 'acme' });
    const externalId = '"'.repeat(200);
    const { account } = await createAccount(commandLine, { parentId: acme.id, kind: 'CUSTOMER', name, externalId });
    const accountId = account.id;
    const key = await createApiKey(commandLine, { accountId, name, allowUnauthenticatedRequests: true });
    const body = { account: { externalId }, key: key.generatedValue, operation: 'LIMITED' };
    const one = json(await post(body));
    expect(one).toMatchObject({ valid: true, account: { externalId, name }, apiKey: { name } });
    const { results } = json(await post({ requests: Array.from({ length: 100 }, () => body) }, '/v1/verify/batch'));
    expect(results).toEqual(Array.from({ length: 100 }, () => one));
  });

  it.each([
    ['101 of them', { requests: Array.from({ length: 101 }, () => WELL) }, ['requests']],
    ['a list alone', [WELL], undefined],
    ['one alone', WELL, undefined],
    ['more than the list', { requests: [], explain: true }, undefined],
    ['null for the list', { requests: null }, undefined],
    ['no list', { requests: { 0: WELL } }, undefined],
  ])('refuses %s', async (_what, body, path) => {
    const answered = await post(body, '/v1/verify/batch');
    expect(answered.status).toBe(400);
    expect(json(answered)).toEqual({ code: 'BAD_REQUEST', message: expect.any(String), ...(path ? { path } : {}) });
  });
});

describe('what comes at once', () => {
  const forwarded = (asked: string): Sent => ({
    method: 'GET',
    headers: { 'x-keytree-gateway': credential, 'x-api-key': asked },
    body: '',
  });

  it('is answered each by itself, on connections of their own', async () => {
    const path = '/v1/forward-auth?operation=LIMITED&account=external:acme';
    const asked: [unknown, string?, Sent?][] = [
      ...Object.values(ASKED).map((one): [unknown] => [bodyOf(one)]),
      ['{'],
      [{ ...WELL, more: 1 }],
      ['x'.repeat(262_145)],
      [WELL, '/v1/verify?explain=true'],
      [{ requests: [WELL, bodyOf(ASKED.KEY_EXPIRED)] }, '/v1/verify/batch'],
      [WELL, '/v1/verify', { headers: { authorization: 'Bearer nobody' } }],
      ['', path, forwarded(ASKED.VALID.key)],
      ['', path, forwarded(ASKED.KEY_INACTIVE.key)],
      ['', path, forwarded('')],
    ];
    const facts = ({ status, headers, text }: Answered): object => ({ status, text, told: headers['x-keytree-code'] });
    const alone: object[] = [];
    for (const one of asked) alone.push(facts(await post(...one)));
    expect(new Set(alone.map((one) => JSON.stringify(one))).size).toBe(asked.length);
    const tenTimes = <T>(list: readonly T[]): T[] => Array.from({ length: 10 }, () => list).flat();
    const together = await Promise.all(tenTimes(asked).map((one) => post(...one)));
    expect(together.map(facts)).toEqual(tenTimes(alone));
  });

  it('is answered in its order, on one connection', async () => {
    const bodies = [WELL, '{', bodyOf(ASKED.KEY_EXPIRED), WELL, bodyOf(ASKED.KEY_BLOCKED)].map((one) =>
      typeof one === 'string' ? one : JSON.stringify(one),
    );
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    let text = '';
    socket.setEncoding('latin1').on('data', (part: string) => (text += part));
    const last = bodies.length - 1;
    const requests = bodies.map((body, index) =>
      [
        'POST /v1/verify HTTP/1.1',
        'Host: localhost',
        `Authorization: Bearer ${credential}`,
        `Content-Length: ${Buffer.byteLength(body)}`,
        ...(index === last ? ['Connection: close'] : []),
        '',
        body,
      ].join('\r\n'),
    );
    socket.write(requests.join(''));
    await once(socket, 'close');
    const codes = [...text.matchAll(/^\{"code":"(\w+)"/gm)].map(([, code]) => code);
    expect(codes).toEqual(['VALID', 'BAD_REQUEST', 'KEY_EXPIRED', 'VALID', 'KEY_BLOCKED']);
  });
});

describe('the gateway that asks', () => {
  async function statusOf(authorization: string | string[] | undefined): Promise<number> {
    const answered = await post(WELL, '/v1/verify', {
      headers: authorization === undefined ? {} : { Authorization: authorization },
    });
    if (answered.status === 401) {
      expect(json(answered).code).toBe('UNAUTHENTICATED');
      expect(answered.headers['www-authenticate']).toMatch(/^Bearer /);
    }
    return answered.status;
  }

  it('names itself by its credential as bearer, and by nothing else', async () => {
    expect(await statusOf(`Bearer ${credential}`)).toBe(200);
    expect(await statusOf(`bearer  ${credential}`)).toBe(200);
    for (const wrong of [
      undefined,
      '',
      credential,
      'Bearer',
      'Bearer ',
      `Basic ${credential}`,
      `Bearer ${credential} ${credential}`,
      `Bearer ${credential}x`,
      `Bearer ${credential.slice(0, -1)}`,
      `Bearer ${FLEET}`,
      `Bearer ktg_${'0'.repeat(43)}`,
    ]) {
      expect([wrong, await statusOf(wrong)]).toEqual([wrong, 401]);
    }
    expect((await post(WELL, '/v1/verify', { headers: { 'x-keytree-gateway': credential } })).status).toBe(401);
  });

  it('is not known in one place by what it sent in the other', async () => {
    const inHeader = async (value: string): Promise<string | undefined> => {
      const headers = { 'x-keytree-gateway': value, 'x-api-key': FLEET };
      const { headers: told } = await send(server.url, '/v1/forward-auth?account=external:acme', { headers });
      return told['x-keytree-code'];
    };
    expect([await inHeader(credential), await statusOf(`Bearer ${credential}`)]).toEqual(['VALID', 200]);
    expect([await inHeader(`Bearer ${credential}`), await statusOf(credential)]).toEqual(['UNAUTHENTICATED', 401]);
  });

  it('sends its credential once', async () => {
    expect(await statusOf([`Bearer ${credential}`, `Bearer ${credential}`])).toBe(400);
    expect(await statusOf([`Bearer ${credential}`, 'Bearer another'])).toBe(400);
  });

  it('asks for its account and below, and is gone at once when it is disabled, replaced or deleted', async () => {
    const context = installation.commandLine;
    const { account } = await createAccount(context, { parentId: bakery.parentId!, kind: 'VENDOR', name: 'Doomed' });
    const { gateway, credential: first } = await createGateway(context, { accountId: account.id, name: 'Edge' });
    const ask = async (token: string): Promise<string> =>
      json(await post(WELL, '/v1/verify', { headers: { authorization: `Bearer ${token}` } })).code;
    expect(await ask(first)).toBe('ACCOUNT_NOT_FOUND');

    let version = gateway.version;
    const enable = async (enabled: boolean): Promise<void> => {
      ({ version } = await updateGateway(context, { gatewayId: gateway.id, version, enabled }));
    };
    await enable(false);
    expect(await ask(first)).toBe('UNAUTHENTICATED');
    await enable(true);
    expect(await ask(first)).toBe('ACCOUNT_NOT_FOUND');

    const { credential: second } = await replaceGatewayCredential(context, { gatewayId: gateway.id });
    expect([await ask(first), await ask(second)]).toEqual(['UNAUTHENTICATED', 'ACCOUNT_NOT_FOUND']);
    const other = await createGateway(context, { accountId: account.id, name: 'Other' });
    await deleteGateway(context, { gatewayId: gateway.id });
    expect([await ask(second), await ask(other.credential)]).toEqual(['UNAUTHENTICATED', 'ACCOUNT_NOT_FOUND']);
    await deleteAccount(context, { accountId: account.id, cascade: true });
    expect(await ask(other.credential)).toBe('UNAUTHENTICATED');
  });
});

describe('what a request costs', () => {
  it('is no hash for what no key can bear, and one for any other value', async () => {
    const hashed: string[] = [];
    const counting = await startTestVerification(installation, {
      hashOfValue: (value) => {
        hashed.push(value);
        return installation.services.secrets.keyValues.hashText(value);
      },
    });
    const generated = generateKeyValue();
    const mistyped = generated.slice(0, -1) + (generated.endsWith('0') ? '1' : '0');
    // Two neighbours that differ, or nothing would be swapped.
    const swapped = generated.replace(/(?<=^kt_.*)(.)(?!\1)(.)/, '$2$1');
    const impossible = [mistyped, swapped, 'kt_', `${generated}0`, generated.slice(0, -1), 'x'.repeat(256)];
    for (const account of [{ externalId: 'acme' }, null]) {
      for (const [keys, hashes] of [
        [impossible, []],
        [[generated], [generated]],
        [[FLEET], [FLEET]],
      ] as const) {
        for (const path of ['/v1/verify', '/v1/verify?explain=true']) {
          hashed.length = 0;
          for (const key of keys) {
            const { body } = await counting.post(path, { ...WELL, account, key }, credential);
            expect(body.code).toBe(key === FLEET ? 'VALID' : 'KEY_NOT_FOUND');
          }
          expect(hashed).toEqual(hashes);
        }
      }
    }
    await counting.close();
  });
});
