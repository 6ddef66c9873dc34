import { createHmac, createPrivateKey, generateKeyPairSync, type JsonWebKey, sign } from 'node:crypto';
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { endAllSessions } from '../../src/application/sessions/end-all-sessions';
import { setUserPassword } from '../../src/application/users/set-user-password';
import { createApiKey } from '../../src/application/keys/create-api-key';
import { moveAccount } from '../../src/application/accounts/move-account';
import { rotateSigningKeys } from '../../src/application/tokens/signing-keys';
import { change } from '../../src/application/change';
import { Account } from '../../src/entities/account';
import { SigningKey } from '../../src/entities/signing-key';
import { NO_RECORDER } from '../../src/verification/recorder';
import { MintedTokens } from '../support/minted-tokens';
import { OAuthClient } from '../support/oauth-client';
import { bare, PASSWORD, People } from '../support/people';
import { newTestGateway } from '../support/test-gateway';
import { startTestInstallation, type TestInstallation } from '../support/test-installation';
import { serveVerification, startTestVerification, type TestVerification } from '../support/test-verification';

const DAY_MS = 86_400_000;
const KEY = 'open-key-51c7e0d94ab83f26';

let installation: TestInstallation;
/** The installation's own process, and another one that follows the same database. */
let own: TestVerification;
let other: TestVerification;
let people: People;
let minted: MintedTokens;
let vendorId: string;
let customerId: string;
let gateway: string;

beforeAll(async () => {
  installation = await startTestInstallation({ recorder: NO_RECORDER });
  own = await serveVerification(installation.verification!);
  other = await startTestVerification(installation);
  people = new People(installation);
  minted = await MintedTokens.of(installation);
  vendorId = await people.vendor(installation.rootId, 'vendor');
  customerId = await people.customer(vendorId, 'customer');
  gateway = await newTestGateway(installation, { id: installation.rootId.slice(4) });
  const input = { accountId: bare(installation.rootId), name: 'open', value: KEY };
  await createApiKey(installation.commandLine, { ...input, allowUntrustedEndpoints: true });
});

afterAll(async () => {
  await own.close();
  await other.close();
  await installation.close();
});

afterEach(() => installation.setClock(null));

async function codes(tokens: { userToken?: string; deviceToken?: string }, operation = 'LIMITED'): Promise<string[]> {
  await other.verification.follower.caughtUp(own.verification.follower.seq);
  const asked = { account: { id: customerId }, key: KEY, operation, ...tokens };
  const answers = await Promise.all([own, other].map((instance) => instance.post('/v1/verify', asked, gateway)));
  return answers.map(({ body }) => body.code);
}

const GOOD = ['VALID', 'VALID'];
const BAD = ['USER_TOKEN_INVALID', 'USER_TOKEN_INVALID'];

function logIn(name: string): Promise<{ access_token: string; refresh_token: string }> {
  return installation.server
    .inject({
      ...{ method: 'POST', url: '/v1/login', headers: { 'x-api-key': KEY } },
      payload: { account: { id: customerId }, name, password: PASSWORD },
    })
    .then((response) => response.json());
}

function encoded(part: unknown): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

describe('a token that this service did not sign', () => {
  const stranger = generateKeyPairSync('ed25519');
  let good: string;
  let header: Record<string, unknown>;
  let payload: Record<string, unknown>;
  let publicJwk: JsonWebKey;

  beforeAll(async () => {
    good = await minted.user('good', bare(customerId));
    header = { ...decodeProtectedHeader(good) };
    payload = { ...decodeJwt(good) };
    [{ publicJwk } = { publicJwk: {} }] = await installation.commandLine.manager.find(SigningKey);
    expect(await codes({ userToken: good })).toEqual(GOOD);
  });

  const signedBy = (withHeader: object, withPayload: object, key = stranger.privateKey): string => {
    const signed = `${encoded(withHeader)}.${encoded(withPayload)}`;
    return `${signed}.${sign(null, Buffer.from(signed), key).toString('base64url')}`;
  };

  it.each([
    ['another key under our name', () => signedBy(header, payload)],
    ['another key under another name', () => signedBy({ ...header, kid: 'another' }, payload)],
    [
      'a key that the token brings along',
      () => signedBy({ ...header, jwk: stranger.publicKey.export({ format: 'jwk' }) }, payload),
    ],
    ['no signature', () => `${encoded({ ...header, alg: 'none' })}.${encoded(payload)}.`],
    [
      'the signature of another payload',
      () => [encoded(header), encoded({ ...payload, exp: 9_999_999_999 }), good.split('.')[2]].join('.'),
    ],
    [
      'a hash under the public key',
      () => {
        const signed = `${encoded({ ...header, alg: 'HS256' })}.${encoded(payload)}`;
        const mac = createHmac('sha256', Buffer.from(publicJwk.x ?? '', 'base64url')).update(signed);
        return `${signed}.${mac.digest('base64url')}`;
      },
    ],
  ])('is bad: %s', async (_what, forge) => {
    expect(await codes({ userToken: forge() })).toEqual(BAD);
  });

  it('is bad also where it is ours, of another kind or of another issuer', async () => {
    const { id, sealedPrivateJwk } = (await installation.commandLine.manager.find(SigningKey))[0]!;
    const jwk = installation.services.secrets.sealing.open(sealedPrivateJwk, `signing_key:${id}`)!;
    const key = createPrivateKey({ format: 'jwk', key: JSON.parse(jwk) as JsonWebKey });
    expect(await codes({ userToken: signedBy(header, payload, key) })).toEqual(GOOD);
    for (const [otherHeader, otherPayload] of [
      [{ ...header, typ: 'device+jwt' }, payload],
      [{ ...header, typ: 'JWT' }, payload],
      [header, { ...payload, aud: 'keytree:device' }],
      [header, { ...payload, iss: 'http://other.test' }],
      [header, { ...payload, aud: ['keytree:user', 'keytree:device'] }],
      [header, { ...payload, exp: undefined }],
    ]) {
      expect(await codes({ userToken: signedBy(otherHeader!, otherPayload!, key) })).toEqual(BAD);
    }
    expect(await codes({ userToken: await minted.device('confirmed', bare(customerId)) })).toEqual(BAD);
  });
});

describe('what ends a login', () => {
  it.each([
    [
      'a new password',
      (userId: string) => setUserPassword(installation.commandLine, { userId, password: 'another river at noon' }),
    ],
    ['the end of all sessions', (userId: string) => endAllSessions(installation.commandLine, { userId })],
  ])('%s, in every process', async (_what, end) => {
    const user = await people.user(customerId);
    const { access_token: userToken } = await logIn(user.name);
    expect(await codes({ userToken })).toEqual(GOOD);
    await end(bare(user.id));
    expect(await codes({ userToken })).toEqual(BAD);
  });

  it('the move of the account to where the user is not', async () => {
    const user = await people.user(vendorId);
    const body = { account: { id: customerId }, name: user.name, password: PASSWORD, userAccount: { id: vendorId } };
    const response = await installation.server.inject({
      ...{ method: 'POST', url: '/v1/login', headers: { 'x-api-key': KEY }, payload: body },
    });
    const { access_token: userToken } = response.json<{ access_token: string }>();
    expect(await codes({ userToken })).toEqual(GOOD);
    const move = async (parentId: string): Promise<void> => {
      const { version } = await installation.commandLine.manager.findOneByOrFail(Account, { id: bare(customerId) });
      await moveAccount(installation.commandLine, {
        accountId: bare(customerId),
        newParentId: bare(parentId),
        version,
      });
    };
    await move(installation.rootId);
    expect(await codes({ userToken })).toEqual(BAD);
    await move(vendorId);
    expect(await codes({ userToken })).toEqual(GOOD);
  });

  it('time', async () => {
    const user = await people.user(customerId);
    // Standing still: a token ends with a whole second, and the next one may begin while the user logs in.
    const begin = Date.now();
    installation.setClock(new Date(begin));
    const { access_token: userToken } = await logIn(user.name);
    installation.setClock(new Date(begin + 3_599_000));
    expect(await codes({ userToken })).toEqual(GOOD);
    installation.setClock(new Date(begin + 3_601_000));
    expect(await codes({ userToken })).toEqual(BAD);
  });
});

describe('the keys that sign', () => {
  const published = async (): Promise<{ keys: { kid: string }[] }> =>
    (await installation.server.inject('/.well-known/jwks.json')).json();
  const kids = async (): Promise<string[]> => (await published()).keys.map(({ kid }) => kid);
  const kidOf = (token: string): string => decodeProtectedHeader(token).kid ?? '';

  it('are published without what signs', async () => {
    for (const key of (await published()).keys) {
      expect(Object.keys(key).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x']);
    }
    const { access_token: token } = await logIn((await people.user(customerId)).name);
    const keys = createLocalJWKSet(await published());
    expect((await jwtVerify(token, keys, { typ: 'user+jwt', audience: 'keytree:user' })).payload.account).toBe(
      customerId,
    );
  });

  it('follow each other: published before, and kept until the last token is over', async () => {
    const user = await people.user(customerId);
    const begin = Date.now();
    const after = async (days: number): Promise<string[]> => {
      installation.setClock(new Date(begin + days * DAY_MS));
      await rotateSigningKeys(installation.commandLine);
      return kids();
    };
    const [first] = await kids();
    expect(await after(88.9)).toEqual([first]);
    const [, second] = await after(89.1);
    expect(second).toBeDefined();
    expect(kidOf((await logIn(user.name)).access_token)).toBe(first);
    expect(await after(91)).toEqual([first, second]);
    const { access_token: userToken } = await logIn(user.name);
    expect([kidOf(userToken), await codes({ userToken })]).toEqual([second, GOOD]);
    expect(await after(92)).toEqual([second]);
  });

  it('that are taken away end what they signed, in every process', async () => {
    const { access_token: userToken } = await logIn((await people.user(customerId)).name);
    expect(await codes({ userToken })).toEqual(GOOD);
    await change(installation.commandLine, async (changing) => {
      await changing.manager.delete(SigningKey, { id: bare(kidOf(userToken)) });
      changing.record('signing_key', bare(kidOf(userToken)));
    });
    expect(await codes({ userToken })).toEqual(BAD);
    await rotateSigningKeys(installation.commandLine);
  });
});

describe('the metadata', () => {
  it('say where everything is, whatever host the request names', async () => {
    const response = await installation.server.inject({
      ...{ url: '/.well-known/oauth-authorization-server', headers: { host: 'evil.example' } },
    });
    const metadata = response.json<Record<string, unknown>>();
    expect(JSON.stringify(metadata)).not.toContain('evil');
    expect(metadata).toMatchObject({
      issuer: 'http://keytree.test',
      token_endpoint: 'http://keytree.test/oauth/v1/token',
    });
  });
});

describe('the OAuth face', () => {
  const oauth = (): OAuthClient => new OAuthClient(installation.server);

  it.each([
    ['an unknown grant', { grant_type: 'password' }, 'unsupported_grant_type'],
    ['a grant named like a property of every object', { grant_type: 'constructor' }, 'unsupported_grant_type'],
    ['no grant', {}, 'invalid_request'],
    [
      'a refresh token of a management sign-in',
      { grant_type: 'refresh_token', client_id: 'x', refresh_token: `ktr_${'0'.repeat(43)}` },
      'invalid_grant',
    ],
    ['no client', { grant_type: 'refresh_token', refresh_token: 'x' }, 'invalid_request'],
  ])('refuses %s', async (_what, form, error) => {
    const { status, body } = await oauth().token(form);
    expect([status, body.error]).toEqual([400, error]);
  });

  it('refuses a parameter that comes twice, another content type, and two ways to authenticate', async () => {
    const send = async (payload: string, headers: Record<string, string>): Promise<string> => {
      const response = await installation.server.inject({ method: 'POST', url: '/oauth/v1/token', payload, headers });
      return `${response.statusCode} ${response.json<{ error: string }>().error}`;
    };
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(await send('grant_type=x&grant_type=y', form)).toBe('400 invalid_request');
    expect(await send('{}', { 'content-type': 'application/json' })).toBe('400 invalid_request');
    const basic = { ...form, authorization: `Basic ${Buffer.from('a:b').toString('base64')}` };
    const both = 'grant_type=refresh_token&refresh_token=x&client_id=a&client_secret=b';
    expect(await send(both, basic)).toBe('400 invalid_request');
    expect(await send('grant_type=refresh_token&refresh_token=x', { ...form, authorization: 'Basic ?' })).toBe(
      '401 invalid_client',
    );
  });

  it('keeps its answers out of caches', async () => {
    const response = await installation.server.inject({ method: 'POST', url: '/oauth/v1/token' });
    expect(response.headers['cache-control']).toBe('no-store');
  });
});
