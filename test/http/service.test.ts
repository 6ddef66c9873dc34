import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { newSchema } from '../../src/graphql/schema';
import type { Readiness } from '../../src/http/health';
import { newServer } from '../../src/http/server';
import { GraphqlClient } from '../support/graphql-client';
import { LogLines } from '../support/log-lines';
import { rawRequest } from '../support/raw-request';
import { startTestInstallation, type TestInstallation } from '../support/test-installation';

const HEX_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe('the HTTP service', () => {
  let installation: TestInstallation;
  let server: FastifyInstance;
  const log = new LogLines();
  const readiness: Readiness = { stopping: false };

  beforeAll(async () => {
    installation = await startTestInstallation();
    server = await newServer({
      schema: await newSchema(),
      services: installation.services,
      logger: log.logger,
      production: true,
      trustedProxies: ['127.0.0.1', '10.0.0.0/8'],
      readiness,
    });
    await server.listen({ host: '127.0.0.1', port: 0 });
  });

  afterAll(async () => {
    await server.close();
    // The test of the database that is away has closed it.
    await installation.database.drop();
  });

  it('names each request by an id of its own, in the answer and in the log', async () => {
    const [one, other] = await Promise.all([server.inject('/healthz'), server.inject('/nowhere?token=secret')]);
    const ids = [one, other].map(({ headers }) => headers['x-request-id'] as string);
    expect(new Set(ids).size).toBe(2);
    for (const id of ids) {
      expect(id).toMatch(HEX_ID);
      expect(log.where({ requestId: id, msg: 'answered' })).toHaveLength(1);
    }
    // A client's own is not taken: it could be another's.
    const given = await server.inject({ url: '/healthz', headers: { 'x-request-id': 'mine', 'request-id': 'mine' } });
    expect(given.headers['x-request-id']).toMatch(HEX_ID);
    expect(log.text).not.toContain('secret');
  });

  it.each([
    ['with decisions', () => false],
    ['without', undefined],
  ])('waits for no request that never comes whole, %s', async (_faces, firstLook) => {
    const options = { services: installation.services, logger: log.logger, production: true, trustedProxies: [] };
    const slow = await newServer({ ...options, schema: null, readiness, firstLook });
    // Not waited for: node closes such connections within half a minute after that. 0 would be never.
    const { headersTimeout, requestTimeout, keepAliveTimeout } = slow.server;
    expect([0 < headersTimeout, headersTimeout < requestTimeout, requestTimeout <= 60_000]).toEqual([true, true, true]);
    // nginx keeps a connection for 60 s: it must not be the one that meets a closed one.
    expect(keepAliveTimeout).toBeGreaterThan(60_000);
    await slow.close();
  });

  it('holds GraphiQL, which is 9 MB, once for all who take their time to read it', async () => {
    const { port } = server.server.address() as AddressInfo;
    await server.inject('/graphiql');
    const before = process.memoryUsage.rss();
    const sockets = Array.from({ length: 20 }, () => connect(port, '127.0.0.1').pause());
    for (const socket of sockets) socket.write('GET /graphiql HTTP/1.1\r\nHost: keytree\r\n\r\n');
    // They read the beginning, and no more.
    await Promise.all(sockets.map((socket) => once(socket, 'readable')));
    expect(process.memoryUsage.rss() - before).toBeLessThan(100_000_000);
    for (const socket of sockets) socket.destroy();
  });

  it('takes as many headers as a proxy may pass on', async () => {
    const { port } = server.server.address() as AddressInfo;
    const headers = Object.fromEntries(Array.from({ length: 8 }, (_, n) => [`X-Cookie-${n}`, 'c'.repeat(4_000)]));
    expect((await fetch(`http://127.0.0.1:${port}/healthz`, { headers })).status).toBe(200);
    const tooMany = { ...headers, 'X-More': 'c'.repeat(40_000) };
    expect((await fetch(`http://127.0.0.1:${port}/healthz`, { headers: tooMany })).status).toBe(431);
  });

  it('answers at an unknown address in its own form, without repeating it', async () => {
    const response = await server.inject('/nowhere/kt_secret');
    expect(response.statusCode).toBe(404);
    expect(response.json()).toEqual({
      code: 'NOT_FOUND',
      message: expect.any(String),
      requestId: response.headers['x-request-id'],
    });
    expect(response.body + log.text).not.toContain('kt_secret');
  });

  it('counts requests by route and status for Prometheus, and nothing that a client wrote', async () => {
    await server.inject('/nowhere/kt_secret');
    const { statusCode, headers, body } = await server.inject('/metrics');
    expect({ statusCode, type: headers['content-type'] }).toEqual({
      statusCode: 200,
      type: expect.stringMatching(/^text\/plain; version=/),
    });
    expect(body).toMatch(
      /^keytree_http_request_duration_seconds_count\{method="GET",route="unknown",status="404"\} [1-9]/m,
    );
    expect(body).toMatch(/^process_cpu_seconds_total /m);
    expect(body).not.toContain('kt_secret');
  });

  describe('takes the client’s address', () => {
    /** As the request's log line has it. */
    async function addressOf(remoteAddress: string, headers: Record<string, string> = {}): Promise<unknown> {
      const response = await server.inject({ url: '/healthz', remoteAddress, headers });
      return log.where({ requestId: response.headers['x-request-id'] })[0]!.clientIp;
    }

    it('from the peer, or from the right of what trusted proxies say', async () => {
      const claim = { 'x-forwarded-for': '198.51.100.3, 203.0.113.9, 10.0.0.4' };
      expect(await addressOf('192.0.2.1', claim)).toBe('192.0.2.1');
      expect(await addressOf('10.0.0.5', claim)).toBe('203.0.113.9');
      expect(await addressOf('10.0.0.5')).toBeNull();
    });

    it.each([
      ['came twice', ['X-Forwarded-For: 203.0.113.9', 'X-Forwarded-For: 203.0.113.8']],
      ['came twice', ['Authorization: Bearer one', 'authorization: Bearer two']],
      ['with underscores', ['X-Forwarded-For: 203.0.113.9', 'X_Forwarded_For: 203.0.113.8']],
      ['with underscores', ['X-Forwarded_For: 203.0.113.8']],
    ])('and refuses a header that %s: %j', async (_how, lines) => {
      const { status, body } = await rawRequest(server, ['GET /healthz HTTP/1.1', ...lines]);
      expect({ status, body: JSON.parse(body) as unknown }).toEqual({
        status: 400,
        body: {
          code: 'BAD_REQUEST',
          message: expect.stringContaining('send it once'),
          requestId: expect.stringMatching(HEX_ID),
        },
      });
      // The request's id is random: it may hold any digits.
      expect((JSON.parse(body) as { message: string }).message).not.toMatch(/203|one|two/);
    });
  });

  it('lives and is ready while the database answers', async () => {
    expect((await server.inject('/healthz')).json()).toEqual({ status: 'ok' });
    const ready = await server.inject('/readyz');
    expect(ready.statusCode).toBe(200);
    expect(ready.json()).toEqual({ status: 'ready', database: 'answers' });
  });

  it('is not ready while it stops, and lives', async () => {
    readiness.stopping = true;
    const [ready, alive] = [await server.inject('/readyz'), await server.inject('/healthz')];
    readiness.stopping = false;
    expect([ready.statusCode, alive.statusCode]).toEqual([503, 200]);
    expect(ready.json()).toEqual({ status: 'stopping' });
    // So that a connection that is kept does not hold up the stop.
    expect(ready.headers.connection).toBe('close');
  });

  it('is not ready while the database is away, lives, and masks what then fails', async () => {
    await installation.services.database.close();
    const [ready, alive] = [await server.inject('/readyz'), await server.inject('/healthz')];
    expect([ready.statusCode, alive.statusCode]).toEqual([503, 200]);
    expect(ready.json()).toEqual({ status: 'database not available', database: 'not available' });

    const token = 'kta_0000000000000000000000000000000000000000000';
    const response = await server.inject({
      method: 'POST',
      url: '/graphql',
      headers: { authorization: `Bearer ${token}` },
      payload: { query: '{ viewer { user { name } } }' },
    });
    const requestId = response.headers['x-request-id'];
    expect(response.statusCode).toBe(500);
    expect(response.json()).toEqual({
      errors: [{ message: expect.any(String), extensions: { code: 'INTERNAL_SERVER_ERROR', requestId } }],
    });
    const { errors } = await new GraphqlClient(server).send(
      'mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }',
      { input: { name: 'ann', password: 'typed-in-secret' } },
    );
    expect(errors).toMatchObject([
      { extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: expect.stringMatching(HEX_ID) } },
    ]);
    // Quoting the id, a person finds the reason.
    for (const id of [requestId, errors![0]!.extensions.requestId]) {
      expect(log.where({ requestId: id, level: 50 })).toMatchObject([{ err: { message: expect.any(String) } }]);
    }
    for (const secret of [token, 'typed-in-secret']) expect(log.text).not.toContain(secret);
  });
});
