import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import Fastify from 'fastify';
import { KeytreeClient, type ValidAnswer } from '../../src/client';
import { keytreeMiddleware } from '../../src/client/express';
import { keytreeHook } from '../../src/client/fastify';
import type { GuardOptions } from '../../src/client/guard';
import { DECISION_CODES } from '../../src/domain/decision/codes';
import { ASKED, FLEET, OFFICE, plantDecisionWorld } from '../support/decision-world';
import { startTestInstallation, type TestInstallation } from '../support/test-installation';
import { startTestVerification, type TestVerification } from '../support/test-verification';
import { type Answered, send } from '../support/wire';

interface Api {
  readonly url: string;
  close(): Promise<void>;
}

type Options = GuardOptions;

/** What both APIs answer to what passes, and to an error that reached them. */
const told = (request: { keytree?: ValidAnswer | null }): string =>
  JSON.stringify({ keytree: request.keytree ?? null });

/** Calls the middleware as Express does. */
async function startExpressLike(options: Options): Promise<Api> {
  const guarded = keytreeMiddleware(options);
  const server = createServer((request, response) => {
    guarded(request, response, (error) => {
      response.statusCode = error === undefined ? 200 : 500;
      response.end(error === undefined ? told(request as IncomingMessage & { keytree?: ValidAnswer }) : '{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function startFastify(options: Options): Promise<Api> {
  const app = Fastify({ forceCloseConnections: true });
  app.decorateRequest('keytree', null);
  app.addHook('onRequest', keytreeHook(options));
  app.get('/*', (request, reply) => reply.send(told(request as { keytree?: ValidAnswer })));
  return { url: await app.listen({ host: '127.0.0.1', port: 0 }), close: () => app.close() };
}

let installation: TestInstallation;
let server: TestVerification;
let client: KeytreeClient;
const away = new KeytreeClient({ url: 'http://127.0.0.1:1', credential: 'ktg_x', retries: 0 });

beforeAll(async () => {
  installation = await startTestInstallation();
  const credential = await plantDecisionWorld(installation);
  server = await startTestVerification(installation);
  client = new KeytreeClient({ url: server.url, credential });
});

afterAll(async () => {
  await server.close();
  await installation.close();
});

/** As an API would by its own host: the tests name it in a header. */
const account: Options['account'] = ({ headers }) => {
  const domain = headers['x-test-account'];
  return typeof domain === 'string' ? { domain } : null;
};

describe.each([
  ['Express', startExpressLike],
  ['Fastify', startFastify],
])('the middleware for %s', (_name, start) => {
  async function ask(options: Options, headers: Record<string, string>): Promise<Answered & { body: unknown }> {
    const api = await start(options);
    try {
      const answered = await send(api.url, '/things', { headers });
      return { ...answered, body: JSON.parse(answered.text) };
    } finally {
      await api.close();
    }
  }

  const BAKERY = { 'x-test-account': 'bakery.example' };

  it.each(DECISION_CODES)('has the right status for %s', async (code) => {
    const { account: named, key, operation, userToken } = ASKED[code];
    const { status, headers, body } = await ask(
      { client, account, operation: () => operation },
      {
        'x-api-key': key,
        ...(named ? { 'x-test-account': named.domain } : {}),
        ...(userToken === undefined ? {} : { authorization: `Bearer ${userToken}` }),
      },
    );
    if (code === 'VALID') {
      expect(status).toBe(200);
      expect(body).toMatchObject({ keytree: { account: { externalId: 'bäckerei/1' } } });
    } else {
      expect([status, body, headers['cache-control']]).toEqual([403, { code }, 'no-store']);
    }
  });

  it('answers 401 where no key came', async () => {
    for (const sent of [BAKERY, { ...BAKERY, 'x-api-key': '' }]) {
      const { status, headers, body } = await ask({ client, account }, sent);
      expect([status, body]).toEqual([401, { code: 'KEY_REQUIRED' }]);
      expect(headers['www-authenticate']).toBe('X-Api-Key realm="keytree"');
    }
  });

  it('takes whatever stands in Authorization for a user token', async () => {
    const { body } = await ask(
      { client, account, operation: 'LIMITED' },
      { ...BAKERY, 'x-api-key': FLEET, authorization: 'Basic YTpi' },
    );
    expect(body).toEqual({ code: 'USER_TOKEN_INVALID' });
  });

  it('takes the strictest class where none is given', async () => {
    const { body } = await ask({ client, account }, { ...BAKERY, 'x-api-key': ASKED.FULL_ACCESS_REQUIRED.key });
    expect(body).toEqual({ code: 'FULL_ACCESS_REQUIRED' });
  });

  it('knows no address of the client but what it is given', async () => {
    const sent = { ...BAKERY, 'x-api-key': OFFICE, 'x-forwarded-for': '198.51.100.7' };
    expect((await ask({ client, account }, sent)).body).toEqual({ code: 'IP_NOT_ALLOWED' });
    expect((await ask({ client, account, clientIp: () => undefined }, sent)).body).toEqual({ code: 'IP_NOT_ALLOWED' });
    expect((await ask({ client, account, clientIp: () => '198.51.100.7' }, sent)).status).toBe(200);
  });

  it('lets nothing pass without a decision, unless it was told to', async () => {
    const sent = { ...BAKERY, 'x-api-key': FLEET };
    const refused = await ask({ client: away, account }, sent);
    expect([refused.status, refused.body]).toEqual([503, { code: 'UNAVAILABLE' }]);
    const passed = await ask({ client: away, account, whenUnavailable: 'pass' }, sent);
    expect([passed.status, passed.body]).toEqual([200, { keytree: null }]);
  });

  it('leaves what is wrong with its set-up to the error handling, and lets nothing pass', async () => {
    const stranger = new KeytreeClient({ url: server.url, credential: `ktg_${'x'.repeat(43)}` });
    const fails = (): never => {
      throw new Error('no account');
    };
    const sent = { ...BAKERY, 'x-api-key': FLEET };
    expect((await ask({ client: stranger, account, whenUnavailable: 'pass' }, sent)).status).toBe(500);
    expect((await ask({ client, account: fails, whenUnavailable: 'pass' }, sent)).status).toBe(500);
  });

  it('refuses what Keytree takes for no question', async () => {
    const token = 'x'.repeat(8_193);
    const sent = { ...BAKERY, 'x-api-key': FLEET, authorization: `Bearer ${token}` };
    const { status, body } = await ask({ client, account, whenUnavailable: 'pass' }, sent);
    expect([status, body]).toEqual([403, { code: 'BAD_REQUEST' }]);
  });
});

it('package.json exports what the build makes of the sources', () => {
  const ROOT = join(__dirname, '../..');
  const { exports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    exports: Record<string, { types: string; default: string } | string>;
  };
  const files = Object.entries(exports).filter(([path]) => path.startsWith('./client'));
  expect(files.map(([path]) => path)).toEqual(['./client', './client/express', './client/fastify']);
  for (const [, { types, default: code }] of files as [string, { types: string; default: string }][]) {
    expect(types.replace(/[.]d[.]ts$/, '')).toBe(code.replace(/[.]js$/, ''));
    const source = join(ROOT, code.replace('dist/', 'src/').replace(/js$/, 'ts'));
    expect(readFileSync(source, 'utf8')).toContain('export');
  }
});
