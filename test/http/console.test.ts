import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import type { FastifyInstance, LightMyRequestResponse as Response } from 'fastify';
import { newSchema } from '../../src/graphql/schema';
import { newServer, type ServerOptions } from '../../src/http/server';
import { newLogger } from '../../src/logging/logger';
import { rawRequest } from '../support/raw-request';
import { testDatabaseKind, testFolder } from '../support/test-database';
import { startTestInstallation, type TestInstallation } from '../support/test-installation';

const PAGE = `<!doctype html>
<meta name="style-nonce" content="__STYLE_NONCE__">
<title>Keytree</title>
<script type="module" src="/assets/index-1a2b.js"></script>
`;
const SCRIPT = 'console.log("as long as it takes to be worth compressing");\n'.repeat(50);
/** As browsers ask when a person follows an address. */
const AS_PERSON = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };
const POLICY =
  /^default-src 'none'; script-src 'self'; style-src 'self' 'nonce-([\w+/]{22}==)'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'$/;

// It shows nothing of the database: once is enough.
(testDatabaseKind === 'sqlite' ? describe : describe.skip)('the console', () => {
  let installation: TestInstallation;
  let server: FastifyInstance;
  let folder: string;

  beforeAll(async () => {
    installation = await startTestInstallation();
    folder = mkdtempSync(join(testFolder(), 'console-'));
    const built = join(folder, 'dist');
    mkdirSync(join(built, 'assets'), { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{ "secret": "of the machine" }');
    writeFileSync(join(built, 'index.html'), PAGE);
    writeFileSync(join(built, 'assets/index-1a2b.js'), SCRIPT);
    writeFileSync(join(built, 'assets/index-1a2b.js.br'), brotliCompressSync(SCRIPT));
    writeFileSync(join(built, 'assets/index-1a2b.js.gz'), gzipSync(SCRIPT));
    writeFileSync(join(built, 'assets/small-3c4d.css'), 'body { margin: 0 }');
    server = await serving({ consoleFolder: built });
    await server.listen({ host: '127.0.0.1', port: 0 });
  });

  afterAll(async () => {
    await server.close();
    await installation.close();
  });

  async function serving(options: Partial<ServerOptions>): Promise<FastifyInstance> {
    return newServer({
      schema: await newSchema(),
      services: installation.services,
      logger: newLogger('silent'),
      production: true,
      trustedProxies: [],
      readiness: { stopping: false },
      ...options,
    });
  }

  const get = (url: string, headers: Record<string, string> = AS_PERSON): Promise<Response> =>
    server.inject({ url, headers });

  const nonceOf = ({ headers }: Response): string => POLICY.exec(String(headers['content-security-policy']))![1]!;

  function expectNotFound({ statusCode, headers, body }: Response): void {
    const json = { code: 'NOT_FOUND', message: expect.any(String), requestId: headers['x-request-id'] };
    expect({ statusCode, body: JSON.parse(body) as unknown }).toEqual({ statusCode: 404, body: json });
  }

  it('is a page that runs its own scripts alone, and whose nonce nobody can know before', async () => {
    const answers = [await get('/'), await get('/'), await get('/', {})];
    for (const answer of answers) {
      const { statusCode, headers, body } = answer;
      expect(statusCode).toBe(200);
      expect(body).toBe(PAGE.replace('__STYLE_NONCE__', nonceOf(answer)));
      expect(headers).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        'content-security-policy': expect.stringMatching(POLICY),
        'cross-origin-opener-policy': 'same-origin',
        'permissions-policy': 'camera=(), geolocation=(), microphone=()',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
      });
    }
    expect(new Set(answers.map(nonceOf)).size).toBe(3);
  });

  it.each(['/accounts/acc_1/keys', '/accounts/acc_1/keys?search=till', '/sign-in', '/devices', '/index.html'])(
    'is the same page at the addresses that only its script knows: %s',
    async (url) => {
      const answer = await get(url);
      expect(answer.statusCode).toBe(200);
      expect(answer.body).toBe(PAGE.replace('__STYLE_NONCE__', nonceOf(answer)));
      expect(answer.headers['cache-control']).toBe('no-store');
    },
  );

  it.each([
    ...['/v1/verify', '/v1', '/oauth/v1/nothing', '/graphql/nothing', '/.well-known/nothing', '/.env', '/session'],
    ...['/session/nothing', '/healthz/nothing', '/readyz/', '/device/nothing', '/graphiql/nothing', '/metrics/nothing'],
    ...['/assets', '/assets/index-0000.js', '/assets/acc_1/keys', '/assets/.env'],
  ])('does not stand where programs ask, or files are: %s', async (url) => {
    expectNotFound(await get(url));
  });

  it.each([
    ['a program', { url: '/accounts/acc_1/keys' }],
    ['an image', { url: '/favicon.ico', headers: { accept: 'image/avif,image/webp,*/*' } }],
    ['whoever wants JSON', { url: '/accounts', headers: { accept: 'application/json' } }],
    ['a form', { method: 'POST' as const, url: '/accounts', headers: AS_PERSON }],
  ])('is told to persons alone: %s gets the 404 of programs', async (_who, request) => {
    expectNotFound(await server.inject(request));
  });

  it('leaves the other pages what they are', async () => {
    expect((await get('/device')).body).toContain('Confirm a device');
    expect((await get('/graphiql')).body).toContain('Keytree GraphiQL');
  });

  describe('has files', () => {
    const ASSET = {
      'content-type': 'application/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    };

    it.each([
      ['br', 'gzip, deflate, br, zstd', brotliDecompressSync],
      ['gzip', 'gzip, deflate', gunzipSync],
    ])('that browsers keep for good, compressed beforehand: %s', async (encoding, accepted, decompress) => {
      const { statusCode, headers, rawPayload } = await get('/assets/index-1a2b.js', { 'accept-encoding': accepted });
      expect(statusCode).toBe(200);
      expect(headers).toMatchObject({
        ...ASSET,
        'content-encoding': encoding,
        vary: expect.stringMatching(/accept-encoding/i),
      });
      expect(decompress(rawPayload).toString()).toBe(SCRIPT);
    });

    it('as they are, where that is asked or nothing stands beside them', async () => {
      const plain = await get('/assets/index-1a2b.js', {});
      expect(plain.headers).toMatchObject(ASSET);
      expect(plain.headers['content-encoding']).toBeUndefined();
      expect(plain.body).toBe(SCRIPT);
      const style = await get('/assets/small-3c4d.css', { 'accept-encoding': 'br' });
      expect(style.headers).toMatchObject({ ...ASSET, 'content-type': 'text/css; charset=utf-8' });
      expect(style.headers['content-encoding']).toBeUndefined();
      expect(style.body).toBe('body { margin: 0 }');
    });

    it.each([
      '/assets/',
      '/assets/../../package.json',
      '/assets/../index.html',
      '/assets/..%2f..%2fpackage.json',
      '/assets/%2e%2e/%2e%2e/package.json',
      '/assets/%2e%2e%2f%2e%2e%2fpackage.json',
      '/assets/..%5c..%5cpackage.json',
      '/assets/%252e%252e/%252e%252e/package.json',
      '/assets//../../package.json',
      '/assets/index-1a2b.js%00.css',
      '/../package.json',
      '/%2e%2e/package.json',
    ])('and none outside of their folder: %s', async (url) => {
      const { status, body } = await rawRequest(server, [`GET ${url} HTTP/1.1`, `Accept: ${AS_PERSON.accept}`]);
      expect([400, 403, 404]).toContain(status);
      expect(JSON.parse(body)).toMatchObject({ code: expect.any(String), message: expect.any(String) });
      expect(body).not.toMatch(/of the machine|doctype/);
    });
  });

  it('says how it is built where it was not, and that there is nothing elsewhere', async () => {
    const unbuilt = await serving({ consoleFolder: join(folder, 'nowhere') });
    const { statusCode, headers, body } = await unbuilt.inject({ url: '/', headers: AS_PERSON });
    expect({ statusCode, type: headers['content-type'], body }).toEqual({
      statusCode: 404,
      type: 'text/plain; charset=utf-8',
      body: 'The console was not built: run `npm run build`, and start Keytree again.\n',
    });
    expectNotFound(await unbuilt.inject({ url: '/accounts', headers: AS_PERSON }));
    expectNotFound(await unbuilt.inject({ url: '/assets/index-1a2b.js' }));
    await unbuilt.close();
  });

  it('is not there where a process verifies and does nothing else', async () => {
    const verifying = await serving({ schema: null, consoleFolder: join(folder, 'dist') });
    for (const url of ['/', '/accounts', '/assets/index-1a2b.js']) {
      expectNotFound(await verifying.inject({ url, headers: AS_PERSON }));
    }
    await verifying.close();
  });
});
