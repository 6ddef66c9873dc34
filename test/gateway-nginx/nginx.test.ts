import type { OutgoingHttpHeaders } from 'node:http';
import { DECISION_CODES } from '../../src/domain/decision/codes';
import { DESCRIPTION } from '../contract/openapi-contract';
import { ASKED, BAKERY_NAME, FLEET, FLEET_NAME, OFFICE, plantDecisionWorld } from '../support/decision-world';
import { inCi } from '../support/environment';
import { testDatabaseKind } from '../support/test-database';
import { startTestInstallation, type TestInstallation } from '../support/test-installation';
import { startTestVerification, type TestVerification } from '../support/test-verification';
import { type Answered, send, sendLines } from '../support/wire';
import { type Nginx, nginxBinary, startNginx, startUpstream, type Upstream } from './nginx';

// It shows nothing of the database: once is enough.
const isTested = testDatabaseKind === 'sqlite' && nginxBinary !== null;

if (testDatabaseKind === 'sqlite' && nginxBinary === null) {
  it('docs/nginx.conf is NOT TESTED: there is no nginx; `apt-get install nginx` brings it', () => {
    expect(inCi).toBe(false);
  });
}

/** Headers of Keytree that an API may read, in lower case. */
const PASSED = Object.keys(DESCRIPTION.paths['/v1/forward-auth']!.get!.responses['200']!.headers!)
  .map((name) => name.toLowerCase())
  .filter((name) => name.startsWith('x-keytree-'));

(isTested ? describe : describe.skip)('docs/nginx.conf, in nginx', () => {
  let installation: TestInstallation;
  let credential: string;
  let keytree: TestVerification;
  let upstream: Upstream;
  let nginx: Nginx;

  beforeAll(async () => {
    installation = await startTestInstallation();
    credential = await plantDecisionWorld(installation);
    keytree = await startTestVerification(installation);
    upstream = await startUpstream();
    nginx = await startNginx(keytree.url, upstream, credential);
  });

  beforeEach(() => {
    upstream.reached();
  });

  afterAll(async () => {
    await nginx.close();
    await upstream.close();
    await keytree.close();
    await installation.close();
  });

  const ask = (
    headers: OutgoingHttpHeaders = {},
    { path = '/things', through = nginx, method = 'GET', body = undefined as string | undefined } = {},
  ): Promise<Answered> =>
    send(through.url, path, {
      method,
      headers: { host: 'bakery.example', 'x-api-key': FLEET, ...headers },
      ...(body === undefined ? {} : { body }),
    });

  /** Refused with the code, and nothing of it reached the API. */
  function expectRefused({ status, headers }: Answered, code: string, expected = 403): void {
    expect([status, headers['x-keytree-code']]).toEqual([expected, code]);
    expect(upstream.reached()).toEqual([]);
  }

  /** Passed; answers what reached the API. */
  function expectPassed({ status, headers, text }: Answered): ReturnType<Upstream['reached']>[number] {
    expect([status, headers['x-keytree-code'], text]).toEqual([200, undefined, 'the API']);
    const [reached, ...more] = upstream.reached();
    expect(more).toEqual([]);
    return reached!;
  }

  // Without an account: below, where Keytree does not trust nginx.
  const tried = DECISION_CODES.filter((code) => ASKED[code].account !== null);

  it.each(tried)('gives the right status for %s', async (code) => {
    const { account, key, operation, userToken } = ASKED[code];
    const sent = {
      ...{ host: account!.domain, 'x-api-key': key },
      ...(userToken === undefined ? {} : { authorization: `Bearer ${userToken}` }),
    };
    const expectIt = (answered: Answered): unknown =>
      code === 'VALID' ? expectPassed(answered) : expectRefused(answered, code);
    if (operation === 'ADMINISTRATIVE') expectIt(await ask(sent));
    else if (operation === 'LIMITED') expectIt(await ask(sent, { path: '/v1/things' }));
    else {
      await withOther({}, { 'operation=LIMITED': `operation=${operation}` }, async (through) => {
        expectIt(await ask(sent, { path: '/v1/things', through }));
      });
    }
  });

  it('tells a client without a key what it takes', async () => {
    const answered = await ask({ 'x-api-key': '' });
    expectRefused(answered, 'KEY_REQUIRED', 401);
    expect(answered.headers['www-authenticate']).toBe('X-Api-Key realm="keytree"');
  });

  it('tells the API account and key, and the API gets the request as it was', async () => {
    const reached = expectPassed(
      await ask({ authorization: '' }, { method: 'POST', path: '/things?a=%2F&b', body: '{"of":"the client"}' }),
    );
    expect(reached).toMatchObject({ method: 'POST', url: '/things?a=%2F&b', body: '{"of":"the client"}' });
    const { headers } = reached;
    expect(decodeURIComponent(String(headers['x-keytree-account-name']))).toBe(BAKERY_NAME);
    expect(decodeURIComponent(String(headers['x-keytree-account-external-id']))).toBe('bäckerei/1');
    expect(decodeURIComponent(String(headers['x-keytree-key-name']))).toBe(FLEET_NAME);
    expect(headers).toMatchObject({
      'x-keytree-code': 'VALID',
      'x-keytree-account': expect.stringMatching(/^acc_/),
      'x-keytree-key': expect.stringMatching(/^key_/),
      'x-keytree-full-api-access': 'true',
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-host': 'bakery.example',
    });
    expect(headers).not.toHaveProperty('x-api-key');
  });

  it('lets no header of Keytree that a client sent reach the API', async () => {
    const names = [...PASSED, 'x-keytree-gateway', 'x-keytree-device-token'];
    const honest = expectPassed(await ask()).rawHeaders;
    for (const name of names) {
      const twins = [name.replaceAll('-', '_'), name.replace(/-(?=[^-]*$)/, '_'), name.replaceAll('-', '.')];
      for (const written of [name, name.toUpperCase(), ...twins]) {
        const { rawHeaders } = expectPassed(await ask({ [written]: 'forged' }));
        expect({ written, rawHeaders }).toEqual({ written, rawHeaders: honest });
      }
      const twice = await ask({ [name]: ['forged', 'twice'] });
      // The one that Keytree itself reads.
      if (name === 'x-keytree-device-token') expectRefused(twice, 'BAD_REQUEST');
      else expect(expectPassed(twice).rawHeaders).toEqual(honest);
      // A proxy further on would take it for a header of this connection, and drop it.
      const hopByHop = await ask({ connection: `close, ${name}` });
      expect(expectPassed(hopByHop).rawHeaders).toEqual(honest);
    }
  });

  it.each(['/things', '/v1/things'])(
    'takes no word of a client on who it is or where it comes from: %s',
    async (path) => {
      const honest = expectPassed(await ask({}, { path })).headers;
      const others = {
        'x-forwarded-for': ['198.51.100.7', '198.51.100.7, 127.0.0.1'],
        'x-forwarded-host': ['acme.example', 'elsewhere.example'],
        x_forwarded_host: ['acme.example'],
        x_forwarded_for: ['198.51.100.7'],
      };
      for (const [name, values] of Object.entries(others)) {
        for (const value of [...values, values]) {
          expect(expectPassed(await ask({ [name]: value }, { path })).headers).toEqual(honest);
          expectRefused(await ask({ [name]: value, 'x-api-key': OFFICE }, { path }), 'IP_NOT_ALLOWED');
        }
      }
    },
  );

  it.each<[string, OutgoingHttpHeaders, string, number]>([
    ['two keys', { 'x-api-key': [ASKED.KEY_INACTIVE.key, FLEET] }, 'BAD_REQUEST', 403],
    ['two keys, the same', { 'x-api-key': [FLEET, FLEET] }, 'BAD_REQUEST', 403],
    ['a key under another name', { 'x-api-key': '', x_api_key: FLEET }, 'KEY_REQUIRED', 401],
    ['a host that is no account', { host: 'nowhere.example' }, 'ACCOUNT_NOT_FOUND', 403],
    ['the host of an account out of reach', { host: 'elsewhere.example' }, 'ACCOUNT_NOT_FOUND', 403],
    [
      "another gateway's credential",
      { 'x-keytree-gateway': 'ktg_x', host: 'nowhere.example' },
      'ACCOUNT_NOT_FOUND',
      403,
    ],
    ['a user token that is none', { authorization: 'Basic YTpi' }, 'USER_TOKEN_INVALID', 403],
  ])('refuses %s', async (_name, headers, code, status) => {
    expectRefused(await ask(headers), code, status);
  });

  it('answers two hosts itself, and takes that of the request line before the header', async () => {
    const lines = ['GET /things HTTP/1.1', `X-Api-Key: ${FLEET}`, 'Host: bakery.example', 'Host: acme.example'];
    expect(await sendLines(nginx.url, lines)).toBe(400);
    expect(upstream.reached()).toEqual([]);
    expectRefused(await ask({}, { path: 'http://school.example/things' }), 'ACCOUNT_SUSPENDED');
    for (const host of ['BAKERY.example:8080', 'bakery.example.']) {
      expect(expectPassed(await ask({ host })).headers).toMatchObject({
        host: 'bakery.example',
        'x-forwarded-host': 'bakery.example',
      });
    }
  });

  it('takes the class from the path as nginx understands it', async () => {
    const limited = { 'x-api-key': ASKED.FULL_ACCESS_REQUIRED.key };
    expectPassed(await ask(limited, { path: '/v1/things?operation=ADMINISTRATIVE' }));
    for (const path of ['/v1/../things', '/v1/%2e%2e/things', '/v1/..%2fthings', '/%2f/things', '/V1/things']) {
      expectRefused(await ask(limited, { path }), 'FULL_ACCESS_REQUIRED');
    }
  });

  it('has no address at which a client asks Keytree itself', async () => {
    for (const path of ['/_keytree/limited', '/_keytree/administrative']) {
      expect((await ask({}, { path })).status).toBe(404);
    }
    expect(upstream.reached()).toEqual([]);
  });

  /** Another nginx with another Keytree, for one test. */
  async function withOther(
    options: Parameters<typeof startTestVerification>[1],
    changes: Readonly<Record<string, string>>,
    test: (through: Nginx, verification: TestVerification['verification']) => Promise<void>,
  ): Promise<void> {
    const other = await startTestVerification(installation, options);
    const through = await startNginx(other.url, upstream, credential, changes);
    try {
      await test(through, other.verification);
    } finally {
      await through.close();
      await other.close();
    }
  }

  const FIXED = { 'account=host;': `account=external:${encodeURIComponent('bäckerei/1')};` };

  it('on a fixed account, whatever the host', async () => {
    await withOther({}, FIXED, async (through) => {
      for (const host of ['bakery.example', 'acme.example', 'nowhere.example']) {
        const { headers } = expectPassed(await ask({ host, 'x-forwarded-host': 'acme.example' }, { through }));
        expect(decodeURIComponent(String(headers['x-keytree-account-external-id']))).toBe('bäckerei/1');
      }
    });
  });

  it("passes on the client's address where Keytree trusts nginx, and only there", async () => {
    const office = { 'x-api-key': ASKED.IP_NOT_ALLOWED.key };
    const seen: (string | null)[] = [];
    const recorder: Parameters<typeof startTestVerification>[1] = {
      recorder: { settle: () => undefined, record: (...[, , , , clientIp]) => seen.push(clientIp) },
    };
    await withOther(recorder, FIXED, async (through) => {
      expectRefused(await ask(office, { through }), 'IP_NOT_ALLOWED');
    });
    await withOther({ ...recorder, trustedProxies: [] }, FIXED, async (through) => {
      expectRefused(await ask({ ...office, 'x-forwarded-for': '198.51.100.7' }, { through }), 'IP_NOT_ALLOWED');
      expectPassed(await ask({}, { through }));
    });
    expect(seen).toEqual(['127.0.0.1', null, null]);
    await withOther({ trustedProxies: [] }, {}, async (through) => {
      expectRefused(await ask({}, { through }), 'ACCOUNT_REQUIRED');
    });
  });

  it('passes on that Keytree is stale, or limits a client', async () => {
    await withOther({}, {}, async (through, { follower }) => {
      jest.spyOn(follower, 'fresh', 'get').mockReturnValue(null);
      expectRefused(await ask({}, { through }), 'STALE');
    });
    await withOther({ unknownKeys: { most: 1, windowMs: 3_600_000 } }, {}, async (through) => {
      expectRefused(await ask({ 'x-api-key': ASKED.KEY_NOT_FOUND.key }, { through }), 'KEY_NOT_FOUND');
      expectRefused(await ask({}, { through }), 'RATE_LIMITED');
    });
  });

  it('lets nothing pass where Keytree is away, or does not know the gateway', async () => {
    const away = await startNginx('http://127.0.0.1:1', upstream, credential);
    const stranger = await startNginx(keytree.url, upstream, `ktg_${'x'.repeat(43)}`);
    try {
      expect((await ask({}, { through: away })).status).toBe(500);
      expectRefused(await ask({}, { through: stranger }), 'UNAUTHENTICATED');
    } finally {
      await away.close();
      await stranger.close();
    }
  });
});
