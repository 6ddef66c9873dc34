import type { FastifyInstance } from 'fastify';
import { getIntrospectionQuery } from 'graphql';
import { newSchema } from '../../src/graphql/schema';
import { newServer } from '../../src/http/server';
import { GraphqlClient } from '../support/graphql-client';
import { LogLines } from '../support/log-lines';
import { rawRequest } from '../support/raw-request';
import { startTestInstallation, type TestInstallation } from '../support/test-installation';

const JSON_TYPE = { 'content-type': 'application/json' };

interface Refusal {
  readonly status: number;
  readonly code: unknown;
  readonly limit: unknown;
  readonly message: string;
}

describe('POST /graphql', () => {
  let installation: TestInstallation;
  let production: FastifyInstance;
  let anyone: GraphqlClient;
  let admin: GraphqlClient;
  const log = new LogLines();

  beforeAll(async () => {
    installation = await startTestInstallation();
    production = await newServer({
      schema: await newSchema(),
      services: installation.services,
      logger: log.logger,
      production: true,
      trustedProxies: [],
      readiness: { stopping: false },
    });
    await production.listen({ host: '127.0.0.1', port: 0 });
    anyone = new GraphqlClient(installation.server);
    admin = await anyone.signIn();
  });

  afterAll(async () => {
    await production.close();
    await installation.close();
  });

  async function post(payload: string | object, headers: Record<string, string> = JSON_TYPE): Promise<Refusal> {
    const response = await installation.server.inject({ method: 'POST', url: '/graphql', headers, payload });
    const { errors } = response.json<{
      errors: { message: string; extensions: { code: unknown; limit?: unknown } }[];
    }>();
    const [error] = errors;
    return {
      status: response.statusCode,
      code: error?.extensions.code,
      limit: error?.extensions.limit,
      message: error!.message,
    };
  }

  describe('takes a request only of its own form', () => {
    it.each(['GET', 'PUT', 'PATCH', 'DELETE'] as const)('not by %s', async (method) => {
      const before = installation.statements.length;
      const response = await installation.server.inject({ method, url: '/graphql?query={__typename}' });
      expect(response.statusCode).toBe(405);
      expect(response.headers.allow).toBe('POST');
      expect(response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
      expect(installation.statements).toHaveLength(before);
    });

    it('not from the form of another site, which a browser would send with no question', async () => {
      const mutation = 'mutation { signOut { __typename } }';
      for (const [type, payload] of [
        ['text/plain', JSON.stringify({ query: mutation })],
        ['application/x-www-form-urlencoded', `query=${encodeURIComponent(mutation)}`],
        [
          'multipart/form-data; boundary=x',
          `--x\r\ncontent-disposition: form-data; name="query"\r\n\r\n${mutation}\r\n--x--`,
        ],
      ] as const) {
        const refusal = await post(payload, { 'content-type': type });
        expect(refusal.code).toBe('BAD_USER_INPUT');
        expect(refusal.status).toBeGreaterThanOrEqual(400);
        expect(refusal.status).toBeLessThan(500);
      }
    });

    it.each([
      ['a batch', [{ query: '{ __typename }' }, { query: '{ __typename }' }], /batching/i],
      ['a body that is no JSON', '{"query": ', /JSON/],
      ['nothing to do', { variables: {} }, /non-empty `query`/],
      ['a syntax error', { query: '{ viewer { ' }, /Syntax Error/],
      ['a field that there is not', { query: '{ viewers }' }, /Cannot query field "viewers"/],
      ['an operation that there is not', { query: 'query A { __typename }', operationName: 'B' }, /Unknown operation/],
      ['no choice between operations', { query: 'query A { __typename } query B { __typename }' }, /operation name/],
      ['a hash of no version', { extensions: { persistedQuery: { sha256Hash: '0' } } }, /"version": 1/],
    ])('not %s', async (_what, payload, message) => {
      const refusal = await post(payload);
      expect(refusal).toMatchObject({ code: 'BAD_USER_INPUT', message: expect.stringMatching(message) });
    });
  });

  describe('names the limit and the figure reached', () => {
    it('of the body', async () => {
      const payload = JSON.stringify({ query: '{ __typename }', variables: { padding: '' } });
      const fits = payload.replace('""', `"${'x'.repeat(100_000 - payload.length)}"`);
      const response = await installation.server.inject({
        method: 'POST',
        url: '/graphql',
        headers: JSON_TYPE,
        payload: fits,
      });
      expect(response.statusCode).toBe(200);
      expect(await post(`${fits} `)).toEqual({
        status: 413,
        code: 'BAD_USER_INPUT',
        limit: { name: 'bytes', most: 100_000, reached: 100_001 },
        message: expect.stringMatching(/100001 .*100000/),
      });
    });

    it('of a body whose length was not said', async () => {
      const chunk = 'x'.repeat(60_000);
      const chunks = `${chunk.length.toString(16)}\r\n${chunk}\r\n`.repeat(2);
      const head = ['POST /graphql HTTP/1.1', 'Content-Type: application/json', 'Transfer-Encoding: chunked'];
      const { status, body } = await rawRequest(production, head, `${chunks}0\r\n\r\n`);
      expect(status).toBe(413);
      expect(JSON.parse(body)).toMatchObject({ errors: [{ extensions: { limit: { name: 'bytes', most: 100_000 } } }] });
    });

    /** `most` is taken and one more is not. */
    async function expectLimit(
      name: string,
      most: number,
      documentOf: (size: number) => string,
      reached = most + 1,
    ): Promise<void> {
      const taken = await admin.send(documentOf(most));
      expect(taken.errors?.map(({ extensions }) => extensions.limit) ?? []).not.toContainEqual(
        expect.objectContaining({ name }),
      );
      const refusal = await post({ query: documentOf(most + 1) });
      expect(refusal).toMatchObject({ code: 'BAD_USER_INPUT', message: expect.stringContaining(String(most)) });
      expect(refusal.limit).toEqual(name === 'tokens' ? { name, most } : { name, most, reached });
      if (name !== 'tokens') expect(refusal.message).toContain(String(reached));
    }

    const repeated = (count: number, text: (index: number) => string): string =>
      Array.from({ length: count }, (_, index) => text(index)).join(' ');

    it('of tokens', () =>
      expectLimit('tokens', 2_000, (size) => `{ viewer { ${repeated(size - 5, () => '__typename')} } }`));

    it('of aliases, also those within fragments', async () => {
      await expectLimit('aliases', 100, (size) => `{ viewer { user { ${repeated(size, (n) => `a${n}: name`)} } } }`);
      const spread = (size: number): string =>
        `{ viewer { user { ...F b: id ${size > 100 ? 'c: id' : ''} } one: user { ...F } }
         } fragment F on User { ${repeated(49, (n) => `a${n}: name`)} }`;
      await expectLimit('aliases', 100, spread);
    });

    it('of root fields, also those within fragments', async () => {
      await expectLimit('root fields', 25, (size) => `{ ${repeated(size, () => '__typename')} }`);
      const spread = (size: number): string =>
        `{ ...F ...F ${size > 25 ? '__typename' : ''} ... { ...F ...F ...F } } fragment F on Query { ${repeated(5, () => '__typename')} }`;
      await expectLimit('root fields', 25, spread);
    });

    it('of depth, also where fragments stand one in another', async () => {
      const parents = (size: number): string => 'parent { '.repeat(size - 3) + 'id' + ' }'.repeat(size - 3);
      await expectLimit('depth', 15, (size) => `{ viewer { account { ${parents(size)} } } }`);
      const inFragments = (size: number): string =>
        `{ viewer { account { ...F0 } } } ${repeated(
          size - 3,
          (n) => `fragment F${n} on Account { parent { ${n === size - 4 ? 'id' : `...F${n + 1}`} } }`,
        )}`;
      await expectLimit('depth', 15, inFragments);
    });

    it.each([
      [
        'pages of pages',
        '{ accounts(first: 100) { nodes { children(first: 100) { nodes { children(first: 100) { nodes { id } } } } } } }',
        1_010_100,
      ],
      [
        'pages by default',
        '{ accounts { nodes { children { nodes { children { nodes { children { nodes { id } } } } } } } } }',
        168_420,
      ],
      [
        'one more of these',
        '{ accounts { nodes { children { nodes { children { nodes { children { nodes { children { nodes { id } } } } } } } } } } }',
        3_368_420,
      ],
      [
        'lists in pages',
        '{ accounts(first: 100) { nodes { children(first: 100) { nodes { line { id } } } } } }',
        210_100,
      ],
      [
        'pages in fragments',
        '{ accounts(first: 100) { ...P } } fragment P on AccountConnection { nodes { children(first: 100) { ...Q } } } fragment Q on AccountConnection { nodes { children(first: 100) { nodes { id } } } }',
        1_010_100,
      ],
      [
        'page sizes in variables',
        'query ($n: Int = 1) { accounts(first: $n) { nodes { children(first: $n) { nodes { children(last: $n) { nodes { id } } } } } } }',
        1_010_100,
      ],
      [
        'many ids',
        'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Account { children(first: 100) { nodes { children(first: 20) { nodes { id } } } } } } }',
        210_100,
      ],
    ])('of nodes: %s', async (_what, query, reached) => {
      const refusal = await post({ query, variables: {} });
      if (reached <= 200_000) {
        expect(refusal).toMatchObject({ code: 'UNAUTHENTICATED' });
      } else {
        expect(refusal).toMatchObject({ code: 'BAD_USER_INPUT', limit: { name: 'nodes', most: 200_000, reached } });
        expect(refusal.message).toContain(String(reached));
      }
    });

    it('without measuring for longer than it takes to refuse', async () => {
      const doubling = repeated(60, (n) => `fragment F${n} on Account { ...F${n + 1} ...F${n + 1} }`);
      const query = `{ viewer { account { ...F0 } } } ${doubling} fragment F60 on Account { parent { id } }`;
      expect((await admin.send(query)).data).toEqual({ viewer: { account: { parent: null } } });
      const refusal = await post({ query: query.replace('parent', 'up: parent') });
      expect(refusal.limit).toEqual({ name: 'aliases', most: 100, reached: 2 ** 60 });
    });

    it('and a circle of fragments is refused as one', async () => {
      const query = '{ viewer { account { ...A } } } fragment A on Account { ...B } fragment B on Account { ...A }';
      expect(await post({ query })).toMatchObject({
        code: 'BAD_USER_INPUT',
        message: expect.stringContaining('itself'),
      });
    });
  });

  describe('tells the schema', () => {
    const queries = [
      getIntrospectionQuery(),
      '{ __type(name: "User") { name } }',
      '{ ...F } fragment F on Query { __schema { queryType { name } } }',
      '{ ... { ... on Query { __schema { queryType { name } } } } }',
    ];

    it('in development to everyone', async () => {
      for (const query of queries) expect((await anyone.send(query)).errors).toBeUndefined();
      expect((await anyone.send('{ viewerr }')).errors![0]!.message).toContain('Did you mean "viewer"?');
    });

    it('in production to callers who are signed in', async () => {
      const [signedOut, signedIn] = [new GraphqlClient(production), new GraphqlClient(production, admin.token)];
      for (const query of queries) {
        const { data, errors } = await signedOut.send(query);
        expect({ data, code: errors?.[0]?.extensions.code }).toEqual({ data: undefined, code: 'UNAUTHENTICATED' });
        expect((await signedIn.send(query)).errors).toBeUndefined();
      }
      expect((await signedOut.send('{ viewerr }')).errors![0]!.message).not.toContain('Did you mean');
      expect(await signedOut.ask('{ __typename }')).toEqual({ __typename: 'Query' });
    });
  });

  describe('repeats no value that it was given, in no error and no log', () => {
    const secret = 'kept.quiet.and.not.repeated';
    const generated = 'kt_0123456789abcdefghijABCDEFGHIJ01000000';
    const create = 'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { __typename } }';
    const wrongForms: [string, string, Record<string, unknown>, string | null][] = [
      [
        'a field that is not of the input',
        create,
        { input: { accountId: 'a', name: 'n', secret, value: secret } },
        '[]',
      ],
      [
        'an object for a string',
        create,
        { input: { accountId: 'a', name: 'n', value: { value: secret } } },
        '["value"]',
      ],
      ['a string for a number', 'query ($n: Int) { accounts(first: $n) { totalCount } }', { n: secret }, '[]'],
      ['a string for an enum', create, { input: { accountId: 'a', name: 'n', clientType: secret } }, '["clientType"]'],
      ['a string for a date', create, { input: { accountId: 'a', name: 'n', expiresAt: secret } }, '["expiresAt"]'],
      [
        'an element of a list',
        create,
        { input: { accountId: 'a', name: 'n', permissions: ['ViewApiKey', secret] } },
        '["permissions","1"]',
      ],
      ['a literal for a number', `{ accounts(first: "${secret}") { totalCount } }`, {}, null],
      [
        'a literal for an enum',
        `mutation { createApiKey(input: { accountId: "a", name: "n", clientType: "${secret}" }) { __typename } }`,
        {},
        null,
      ],
      [
        'a literal for a date',
        `mutation { createApiKey(input: { accountId: "a", name: "n", expiresAt: "${secret}" }) { __typename } }`,
        {},
        null,
      ],
      ['a syntax error', `mutation { createApiKey(input: { value "${secret}" }) { __typename } }`, {}, null],
      ['a name in the wrong place', `{ ${generated} }`, {}, null],
      ['an unknown argument', `{ viewer(${generated}: 1) { user { id } } }`, {}, null],
    ];

    it.each(wrongForms)('%s', async (_what, query, variables, path) => {
      const { errors } = await new GraphqlClient(production, admin.token).send(query, variables);
      expect(errors!.length).toBeGreaterThan(0);
      for (const { extensions } of errors!) expect(extensions.code).toBe('BAD_USER_INPUT');
      if (path !== null) {
        const paths = errors!
          .flatMap(({ extensions }) => extensions.faults as { path: string[] }[])
          .map((fault) => fault.path);
        expect(paths.map((one) => JSON.stringify(one))).toContain(path);
      }
      for (const text of [JSON.stringify(errors), log.text]) {
        expect(text).not.toContain(secret);
        expect(text).not.toContain(generated);
      }
    });

    it('also where a statement of the database fails with what was to be kept', async () => {
      const password = 'nine words that nobody has seen';
      await installation.services.database.writer.query('ALTER TABLE audit_event RENAME TO audit_event_away');
      const client = new GraphqlClient(production, admin.token);
      const input = { accountId: installation.rootId, name: 'quiet-name', password, email: 'quiet@example.org' };
      const { data, errors } = await client.send(
        `mutation ($input: CreateUserInput!) { made: createUser(input: $input) { __typename } }`,
        { input },
      );
      await installation.services.database.writer.query('ALTER TABLE audit_event_away RENAME TO audit_event');
      expect(data).toEqual({ made: null });
      const requestId = errors![0]!.extensions.requestId;
      expect(errors).toEqual([
        { message: expect.any(String), path: ['made'], extensions: { code: 'INTERNAL_SERVER_ERROR', requestId } },
      ]);
      const [line] = log.where({ requestId, msg: 'a resolver failed' });
      expect(line).toMatchObject({ field: 'createUser', err: { message: expect.stringContaining('audit_event') } });
      for (const hidden of [password, '$argon2', 'quiet-name', 'quiet@example.org', admin.token!]) {
        expect(log.text + JSON.stringify(errors)).not.toContain(hidden);
      }
    });
  });
});
