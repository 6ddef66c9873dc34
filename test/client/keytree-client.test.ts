import { inspect } from 'node:util';
import {
  KeytreeClient,
  type KeytreeClientOptions,
  KeytreeRefusedError,
  KeytreeUnavailableError,
  type RefusalCode,
  type VerifyAnswer,
  type VerifyRequest,
} from '../../src/client';
import { type CheckCode, DECISION_CODES, type OperationClass } from '../../src/domain/decision/codes';
import type { RATE_LIMITED_CODE } from '../../src/verification/http/codes';
import { ASKED, BAKERY_NAME, bodyOf, FLEET, FLEET_NAME, plantDecisionWorld } from '../support/decision-world';
import { startTestInstallation, type TestInstallation } from '../support/test-installation';
import { startTestVerification, type TestVerification } from '../support/test-verification';
import { answers, breaksOff, breaksOffLate, FlakyServer, says } from './flaky-server';

type Same<A, B> = [A, B] extends [B, A] ? true : false;

const requestOf = (code: keyof typeof ASKED): VerifyRequest => bodyOf(ASKED[code]) as unknown as VerifyRequest;

describe('the client, with Keytree', () => {
  let installation: TestInstallation;
  let server: TestVerification;
  let client: KeytreeClient;

  beforeAll(async () => {
    installation = await startTestInstallation();
    const credential = await plantDecisionWorld(installation);
    server = await startTestVerification(installation);
    client = new KeytreeClient({ url: `${server.url}/`, credential });
  });

  afterAll(async () => {
    await server.close();
    await installation.close();
  });

  it('has the codes and classes of the service in its types', () => {
    const codes: Same<RefusalCode, CheckCode | typeof RATE_LIMITED_CODE> = true;
    const classes: Same<VerifyRequest['operation'], OperationClass> = true;
    expect([codes, classes]).toEqual([true, true]);
  });

  it('brings every code', async () => {
    for (const code of DECISION_CODES) {
      expect(await client.verify(requestOf(code))).toMatchObject({ code, valid: code === 'VALID' });
    }
  });

  it('brings account and key of what may pass', async () => {
    const answer = await client.verify(requestOf('VALID'));
    if (!answer.valid) throw new Error(answer.code);
    expect(answer.account).toEqual({ id: expect.stringMatching(/^acc_/), externalId: 'bäckerei/1', name: BAKERY_NAME });
    expect(answer.apiKey).toEqual({
      id: expect.stringMatching(/^key_/),
      name: FLEET_NAME,
      fullApiAccess: true,
      allowUnauthenticatedRequests: true,
      allowUntrustedEndpoints: false,
      automaticEndpointTrust: false,
    });
    expect([answer.endpoint, answer.user]).toEqual([null, null]);
  });

  it('brings answers in the order of any number of requests, however long', async () => {
    const long = { ...requestOf('USER_TOKEN_INVALID'), userToken: 'ü'.repeat(8_000) };
    const requests = [
      ...Array.from({ length: 123 }, (_, index) => requestOf(DECISION_CODES[index % DECISION_CODES.length]!)),
      ...Array.from({ length: 20 }, () => long),
    ];
    const codes = (await client.verifyBatch(requests)).map(({ code }) => code);
    const expected = requests.map((request, index) =>
      request === long ? 'USER_TOKEN_INVALID' : DECISION_CODES[index % DECISION_CODES.length],
    );
    expect(codes).toEqual(expected);
    expect(await client.verifyBatch([])).toEqual([]);
  });

  it('tells of a request that is not of the form, and where', async () => {
    const bad = { ...requestOf('VALID'), clientIp: 'nowhere' };
    const one = await caught(client.verify(bad));
    expect(one).toBeInstanceOf(KeytreeRefusedError);
    expect(one).toMatchObject({ httpStatus: 400, code: 'BAD_REQUEST', path: ['clientIp'] });
    const many = await caught(client.verifyBatch([...Array.from({ length: 130 }, () => requestOf('VALID')), bad]));
    expect(many).toMatchObject({ httpStatus: 400, path: ['requests', '130', 'clientIp'] });
  });

  it('tells of a gateway that is not known', async () => {
    const stranger = new KeytreeClient({ url: server.url, credential: `ktg_${'x'.repeat(43)}` });
    expect(await caught(stranger.verify(requestOf('VALID')))).toMatchObject({
      httpStatus: 401,
      code: 'UNAUTHENTICATED',
    });
  });
});

describe('the client, with a server that fails', () => {
  const CREDENTIAL = `ktg_${'c'.repeat(43)}`;
  const REQUEST: VerifyRequest = { key: FLEET, userToken: 'the-token', operation: 'LIMITED' };
  const REFUSED = { code: 'KEY_NOT_FOUND', valid: false };
  let flaky: FlakyServer;

  beforeAll(async () => {
    flaky = await FlakyServer.start();
  });

  afterAll(() => flaky.close());

  const clientOf = (options: Partial<KeytreeClientOptions> = {}): KeytreeClient =>
    new KeytreeClient({ url: flaky.url, credential: CREDENTIAL, ...options });

  it.each([
    ['503', answers(503, { code: 'STALE', message: '' })],
    ['a 502 of a proxy', answers(502, '<html>')],
    ['a connection that breaks', breaksOff],
    ['an answer that breaks off', breaksOffLate],
  ])('asks the same again after %s', async (_name, fails) => {
    flaky.behave(fails, fails, answers(200, REFUSED));
    expect(await clientOf().verify(REQUEST)).toEqual(REFUSED);
    expect(flaky.asked).toEqual(Array.from({ length: 3 }, () => JSON.stringify(REQUEST)));
  });

  it('asks no more often than it was told', async () => {
    flaky.behave(answers(503, { code: 'STALE', message: '' }));
    const error = await caught(clientOf({ retries: 1 }).verify(REQUEST));
    expect(error).toBeInstanceOf(KeytreeUnavailableError);
    expect(error).toMatchObject({ httpStatus: 503 });
    expect(flaky.asked).toHaveLength(2);
  });

  it('asks again where no answer came in time, and gives up', async () => {
    flaky.behave(says());
    // Long enough that both attempts reach the server on a machine that is busy.
    const error = await caught(clientOf({ timeoutMs: 500, retries: 1 }).verify(REQUEST));
    expect(error).toBeInstanceOf(KeytreeUnavailableError);
    expect(error).toMatchObject({ httpStatus: null, message: expect.stringContaining('500 ms') });
    expect(flaky.asked).toHaveLength(2);
  });

  it('does not ask again what was refused', async () => {
    flaky.behave(answers(400, { code: 'BAD_REQUEST', message: 'no' }));
    expect(await caught(clientOf().verify(REQUEST))).toBeInstanceOf(KeytreeRefusedError);
    expect(flaky.asked).toHaveLength(1);
  });

  it('ends when its caller does, at an attempt and between two', async () => {
    const reason = new Error('the client went away');
    const atAttempt = new AbortController();
    flaky.behave(says(() => atAttempt.abort(reason)));
    expect(await caught(clientOf().verify(REQUEST, { signal: atAttempt.signal }))).toBe(reason);
    expect(flaky.asked).toHaveLength(1);
    const between = new AbortController();
    flaky.behave((_request, response) => {
      response.writeHead(503).end('', () => setImmediate(() => between.abort(reason)));
    });
    expect(await caught(clientOf({ retries: 10 }).verify(REQUEST, { signal: between.signal }))).toBe(reason);
    expect(await caught(clientOf().verify(REQUEST, { signal: AbortSignal.abort(reason) }))).toBe(reason);
  });

  it.each<[string, unknown]>([
    ['no JSON', '<html>welcome</html>'],
    ['nothing', ''],
    ['null', null],
    ['valid without a code', { valid: true }],
    ['valid with a code of refusal', { valid: true, code: 'KEY_BLOCKED', account: {}, apiKey: {} }],
    ['valid without account and key', { valid: true, code: 'VALID' }],
    ['VALID that is not valid', { valid: false, code: 'VALID' }],
    ['a word for valid', { valid: 'true', code: 'VALID', account: {}, apiKey: {} }],
  ])('takes %s for no decision', async (_name, body) => {
    flaky.behave(answers(200, body));
    expect(await caught(clientOf({ retries: 0 }).verify(REQUEST))).toBeInstanceOf(KeytreeUnavailableError);
    flaky.behave(answers(200, { results: [body] }));
    expect(await caught(clientOf({ retries: 0 }).verifyBatch([REQUEST]))).toBeInstanceOf(KeytreeUnavailableError);
  });

  it('takes a batch with fewer answers than requests for no decision', async () => {
    flaky.behave(answers(200, { results: [REFUSED] }));
    const error = await caught(clientOf({ retries: 0 }).verifyBatch([REQUEST, REQUEST]));
    expect(error).toBeInstanceOf(KeytreeUnavailableError);
  });

  it('follows no redirection with a key in its hands', async () => {
    flaky.behave(answers(307, '', { location: `${flaky.url}/elsewhere` }));
    expect(await caught(clientOf({ retries: 0 }).verify(REQUEST))).toMatchObject({ httpStatus: 307 });
    expect(flaky.asked).toHaveLength(1);
  });

  it('keeps key, tokens and credential out of errors and of what is printed of it', async () => {
    const echo = JSON.stringify([CREDENTIAL, REQUEST]);
    const fault = answers(400, { code: FLEET, message: echo, path: [FLEET] });
    for (const behaviour of [breaksOff, answers(200, echo), answers(500, echo), answers(503, echo), fault]) {
      flaky.behave(behaviour);
      const error = await caught(clientOf({ retries: 0 }).verify(REQUEST));
      expect(inspect(error, { depth: 10 })).not.toMatch(new RegExp(`${FLEET}|the-token|ccccc`));
    }
    const spoken = [clientOf(), JSON.stringify(clientOf())].map((one) => inspect(one, { showHidden: true }));
    for (const text of spoken) expect(text).not.toContain('ccccc');
  });

  it.each<[string, Partial<KeytreeClientOptions>]>([
    ['a credential that no header takes', { credential: 'ktg_secret\n' }],
    ['no credential', { credential: 'secret' }],
    ['a URL with a password', { url: 'http://a:secret@127.0.0.1' }],
    ['a URL of another kind', { url: 'file:///secret' }],
    ['no time', { timeoutMs: 0 }],
    ['retries without end', { retries: Infinity }],
  ])('is not made with %s, and does not repeat it', async (_name, options) => {
    const error = await caught((async () => Promise.resolve(clientOf(options)))());
    expect(error).toBeInstanceOf(TypeError);
    expect(String(error)).not.toContain('secret');
  });
});

async function caught(call: Promise<VerifyAnswer | VerifyAnswer[] | KeytreeClient>): Promise<unknown> {
  try {
    await call;
  } catch (error) {
    return error;
  }
  throw new Error('it should have failed');
}
