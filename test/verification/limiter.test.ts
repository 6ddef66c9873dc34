import { Account } from '../../src/entities/account';
import { ASKED, bodyOf, FLEET, plantDecisionWorld } from '../support/decision-world';
import { newTestGateway } from '../support/test-gateway';
import { startTestInstallation, type TestInstallation } from '../support/test-installation';
import { startTestVerification, type TestVerification } from '../support/test-verification';
import { send } from '../support/wire';

const [MOST, WINDOW_MS] = [3, 60_000];
const NOON = new Date('2031-05-05T12:00:00.000Z');

/** Each test asks from addresses of its own. */
describe('refusals with KEY_NOT_FOUND past the limit', () => {
  let installation: TestInstallation;
  let server: TestVerification;
  let one: string;
  let other: string;
  let hashes = 0;

  beforeAll(async () => {
    installation = await startTestInstallation();
    one = await plantDecisionWorld(installation);
    const acme = await installation.commandLine.manager.findOneByOrFail(Account, { externalId: 'acme' });
    other = await newTestGateway(installation, acme);
    server = await startTestVerification(installation, {
      unknownKeys: { most: MOST, windowMs: WINDOW_MS },
      hashOfValue: (value) => {
        hashes++;
        return installation.services.secrets.keyValues.hashText(value);
      },
    });
    installation.setClock(NOON);
  });

  afterAll(async () => {
    await server.close();
    await installation.close();
  });

  async function ask(clientIp: string | null, more: object = {}, gateway = one): Promise<string> {
    const { status, body } = await server.post('/v1/verify', { ...bodyOf(ASKED.VALID), clientIp, ...more }, gateway);
    expect(status).toBe(200);
    return body.code;
  }

  const UNKNOWN = { key: 'nobody-has-this-value' };

  async function exhaust(clientIp: string, gateway = one): Promise<void> {
    for (let count = 0; count < MOST; count++) {
      expect(await ask(clientIp, UNKNOWN, gateway)).toBe('KEY_NOT_FOUND');
    }
    expect(await ask(clientIp, UNKNOWN, gateway)).toBe('RATE_LIMITED');
  }

  it('are answered without a look-up in every form, valid keys from that address too', async () => {
    await exhaust('192.0.2.1');
    hashes = 0;
    const body = { ...bodyOf(ASKED.VALID), clientIp: '192.0.2.1' };
    const limited = { code: 'RATE_LIMITED', valid: false };
    for (const path of ['/v1/verify', '/v1/verify?explain=true']) {
      expect(await server.post(path, body, one)).toEqual({ status: 200, body: limited });
    }
    const batch = await server.post('/v1/verify/batch', { requests: [body, { ...body, clientIp: '192.0.2.2' }] }, one);
    expect(batch.body.results).toEqual([limited, expect.objectContaining({ code: 'VALID' })]);
    const { status, headers } = await send(server.url, '/v1/forward-auth?account=external:acme', {
      headers: { 'x-keytree-gateway': one, 'x-api-key': FLEET, 'x-forwarded-for': '192.0.2.1' },
    });
    expect([status, headers['x-keytree-code']]).toEqual([403, 'RATE_LIMITED']);
    expect(hashes).toBe(1);
  });

  it('are counted within a batch, and by proxies', async () => {
    const body = { ...bodyOf(ASKED.VALID), clientIp: '192.0.2.3' };
    const requests = [{ ...body, ...UNKNOWN }, body, { ...body, ...UNKNOWN }, body];
    const { results } = (await server.post('/v1/verify/batch', { requests }, one)).body;
    expect(results.map(({ code }: { code: string }) => code)).toEqual([
      'KEY_NOT_FOUND',
      'VALID',
      'KEY_NOT_FOUND',
      'VALID',
    ]);
    const headers = { 'x-keytree-gateway': one, 'x-api-key': UNKNOWN.key, 'x-forwarded-for': '192.0.2.3' };
    await send(server.url, '/v1/forward-auth?account=external:acme', { headers });
    expect(await ask('192.0.2.3')).toBe('RATE_LIMITED');
  });

  it('leave alone every other address, and the clients of another gateway', async () => {
    await exhaust('192.0.2.10');
    expect(await ask('192.0.2.11')).toBe('VALID');
    expect(await ask('192.0.2.10', {}, other)).toBe('VALID');
    await exhaust('192.0.2.10', other);
  });

  it('count an IPv4-mapped address as IPv4, and one of IPv6 with its /64', async () => {
    await exhaust('192.0.2.20');
    expect(await ask('::ffff:192.0.2.20')).toBe('RATE_LIMITED');
    await exhaust('2001:db8:0:1::1');
    expect(await ask('2001:db8:0:1:ffff:ffff:ffff:ffff')).toBe('RATE_LIMITED');
    expect(await ask('2001:db8:0:2::1')).toBe('VALID');
  });

  it('are never counted where the address is not known', async () => {
    for (let count = 0; count < 3 * MOST; count++) expect(await ask(null, UNKNOWN)).toBe('KEY_NOT_FOUND');
    expect(await ask(null)).toBe('VALID');
  });

  it('are counted whether an account is named or not, and no other refusal is', async () => {
    for (const { key, operation, account } of Object.values(ASKED).filter((asked) => asked !== ASKED.KEY_NOT_FOUND)) {
      await ask('192.0.2.30', bodyOf({ key, operation, account }));
    }
    for (const more of [UNKNOWN, { ...UNKNOWN, account: null }, { key: 'kt_mistyped' }]) {
      expect(await ask('192.0.2.30')).toBe('VALID');
      expect(await ask('192.0.2.30', more)).toBe('KEY_NOT_FOUND');
    }
    expect(await ask('192.0.2.30')).toBe('RATE_LIMITED');
  });

  it('are forgotten when the window ends, which began with the first of them', async () => {
    const at = (ms: number): void => installation.setClock(new Date(NOON.getTime() + ms));
    expect(await ask('192.0.2.40', UNKNOWN)).toBe('KEY_NOT_FOUND');
    at(WINDOW_MS - 1);
    for (let count = 1; count < MOST; count++) expect(await ask('192.0.2.40', UNKNOWN)).toBe('KEY_NOT_FOUND');
    expect(await ask('192.0.2.40')).toBe('RATE_LIMITED');
    at(WINDOW_MS);
    expect(await ask('192.0.2.40')).toBe('VALID');
    await exhaust('192.0.2.40');
  });
});
