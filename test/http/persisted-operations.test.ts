import { createHash } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { getIntrospectionQuery } from 'graphql';
import { loadConfig } from '../../src/config/config';
import { ConfigurationError } from '../../src/config/environment-reader';
import { withConsoleOperations } from '../../src/config/operation-manifest';
import { newSchema } from '../../src/graphql/schema';
import type { PersistedOperations } from '../../src/http/persisted-operations';
import { newServer } from '../../src/http/server';
import { Place } from '../support/keytree-process';
import { LogLines } from '../support/log-lines';
import { testFolder } from '../support/test-database';
import { ADMIN, startTestInstallation, type TestInstallation } from '../support/test-installation';

const VIEWER = 'query Viewer { viewer { user { name } } }';
const SIGN_IN = `mutation SignIn($input: SignInInput!) {
  signIn(input: $input) { ... on SignInSuccess { accessToken } ... on UserError { message } }
}`;
const TYPE = 'query Type { __typename }';
const UNKNOWN = 'query Unknown { __typename }';
const TOO_DEEP = `{ viewer { account { ${'parent { '.repeat(20)} id ${'} '.repeat(20)} } } }`;

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function byHash(hash: string, further: object = {}): object {
  return { extensions: { persistedQuery: { version: 1, sha256Hash: hash } }, ...further };
}

function manifestOf(...texts: readonly string[]): ReadonlyMap<string, string> {
  return new Map(texts.map((text) => [sha256(text), text]));
}

interface Answer {
  readonly status: number;
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions: Record<string, unknown> }[];
}

describe('persisted operations', () => {
  let installation: TestInstallation;
  const log = new LogLines();
  const servers: FastifyInstance[] = [];
  let any: FastifyInstance;
  let only: FastifyInstance;

  beforeAll(async () => {
    installation = await startTestInstallation();
    const texts = manifestOf(VIEWER, SIGN_IN, TYPE, TOO_DEEP);
    any = await serving({ texts, only: false });
    only = await serving({ texts, only: true });
  });

  afterAll(async () => {
    for (const server of servers) await server.close();
    await installation.close();
  });

  async function serving(operations: PersistedOperations): Promise<FastifyInstance> {
    const server = await newServer({
      schema: await newSchema(),
      services: installation.services,
      logger: log.logger,
      production: false,
      trustedProxies: [],
      readiness: { stopping: false },
      operations,
    });
    servers.push(server);
    return server;
  }

  async function post(server: FastifyInstance, payload: object, token?: string): Promise<Answer> {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const response = await server.inject({ method: 'POST', url: '/graphql', headers, payload });
    return { status: response.statusCode, ...response.json<Omit<Answer, 'status'>>() };
  }

  it('are asked for by their hash, with variables, mutations too', async () => {
    for (const server of [any, only]) {
      const { data } = await post(server, byHash(sha256(SIGN_IN), { variables: { input: ADMIN } }));
      const token = (data as { signIn: { accessToken: string } }).signIn.accessToken;
      expect(await post(server, byHash(sha256(VIEWER)), token)).toEqual({
        status: 200,
        data: { viewer: { user: { name: ADMIN.name } } },
      });
    }
  });

  it('are unknown by any other hash, as clients of the standard expect it', async () => {
    for (const server of [any, only]) {
      for (const hash of [sha256(UNKNOWN), sha256(TYPE).toUpperCase(), '', '__proto__', 'constructor']) {
        expect(await post(server, byHash(hash))).toEqual({
          status: 200,
          errors: [{ message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }],
        });
      }
    }
    expect(log.where({ level: 50 })).toEqual([]);
  });

  it('are not added to by clients', async () => {
    expect(await post(any, byHash(sha256(UNKNOWN), { query: UNKNOWN }))).toMatchObject({ data: expect.anything() });
    expect(await post(any, byHash(sha256(UNKNOWN)))).toMatchObject({
      errors: [{ extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }],
    });
  });

  it.each([
    ['another version', { version: 2, sha256Hash: sha256(TYPE) }],
    ['no version', { sha256Hash: sha256(TYPE) }],
    ['a hash that is no text', { version: 1, sha256Hash: { toString: 'x' } }],
    ['no object', 'true'],
    ['a list', [1]],
  ])('are not asked for by %s', async (_what, persistedQuery) => {
    for (const query of [undefined, TYPE]) {
      expect(await post(any, { query, extensions: { persistedQuery } })).toEqual({
        status: 400,
        errors: [
          {
            message: expect.stringContaining('"version": 1'),
            extensions: { code: 'BAD_USER_INPUT', requestId: expect.any(String) },
          },
        ],
      });
    }
    expect(log.where({ level: 50 })).toEqual([]);
  });

  it('are not asked for by the hash of one and the text of another', async () => {
    for (const server of [any, only]) {
      expect(await post(server, byHash(sha256(TYPE), { query: VIEWER }))).toMatchObject({
        status: 400,
        errors: [{ message: expect.stringContaining('not the SHA-256'), extensions: { code: 'BAD_USER_INPUT' } }],
      });
    }
  });

  it('keep to the limits of all operations', async () => {
    for (const server of [any, only]) {
      expect(await post(server, byHash(sha256(TOO_DEEP)))).toMatchObject({
        status: 400,
        errors: [{ extensions: { code: 'BAD_USER_INPUT', limit: { name: 'depth' } } }],
      });
    }
  });

  it('leave every other text to be asked for where nothing is said', async () => {
    expect(await post(any, { query: UNKNOWN })).toEqual({ status: 200, data: { __typename: 'Query' } });
  });

  describe('where no others are taken', () => {
    it('may be sent as text too', async () => {
      expect(await post(only, { query: TYPE })).toEqual({ status: 200, data: { __typename: 'Query' } });
      expect(await post(only, byHash(sha256(TYPE), { query: TYPE }))).toMatchObject({ status: 200 });
    });

    it.each([
      ['another text', UNKNOWN],
      ['one that differs by a blank', `${TYPE} `],
      ['introspection', getIntrospectionQuery()],
      ['what is no GraphQL', '}'],
      ['none', ''],
    ])('refuse %s before it is parsed and before anybody is looked up', async (_what, query) => {
      const before = installation.statements.length;
      expect(await post(only, { query }, 'kta_0000000000000000000000000000000000000000000')).toEqual({
        status: 400,
        errors: [
          {
            message: expect.stringContaining('KEYTREE_PERSISTED_OPERATIONS'),
            extensions: { code: 'BAD_USER_INPUT', requestId: expect.any(String) },
          },
        ],
      });
      expect(installation.statements).toHaveLength(before);
    });

    it.each([
      ['a batch', [{ query: UNKNOWN }]],
      ['a text that is none', { query: { kind: 'Document' } }],
      ['nothing', { variables: {} }],
    ])('let nothing by as %s', async (_what, payload) => {
      const answer = await post(only, payload);
      expect(answer).toMatchObject({ status: 400, errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
      expect(answer.data).toBeUndefined();
    });

    it('still serve the page of GraphiQL', async () => {
      expect((await only.inject('/graphiql')).statusCode).toBe(200);
    });
  });
});

describe('manifests of operations', () => {
  const folder = mkdtempSync(join(testFolder(), 'manifests-'));
  const SECRET = { KEYTREE_SECRET: 'the server secret of a test, long enough' };

  function file(name: string, content: unknown): string {
    const path = join(folder, name);
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  }

  function faultsOf(work: () => unknown): readonly string[] {
    try {
      work();
    } catch (error) {
      if (error instanceof ConfigurationError) return error.faults;
      throw error;
    }
    return [];
  }

  it('are read, several together', () => {
    const files = [file('one.json', { [sha256(TYPE)]: TYPE }), file('two.json', { [sha256(VIEWER)]: VIEWER })];
    const { operations } = loadConfig({
      ...SECRET,
      KEYTREE_PERSISTED_OPERATIONS: files.join(', '),
      KEYTREE_OPERATIONS: 'persisted',
    });
    expect(operations).toEqual({ texts: manifestOf(TYPE, VIEWER), only: true });
    expect(loadConfig(SECRET).operations).toEqual({ texts: new Map(), only: false });
  });

  it.each([
    ['that is not there', 'gone.json', undefined, /cannot be read \(ENOENT\)/],
    ['that is no JSON', 'text.json', '{', /no JSON/],
    ['that is a list', 'list.json', [TYPE], /one JSON object/],
    ['that has no texts', 'numbers.json', { [sha256(TYPE)]: 1 }, /one JSON object/],
    ['whose hash is of another text', 'other.json', { [sha256(TYPE)]: VIEWER }, /is not the SHA-256/],
    ['whose hash is none', 'sha1.json', { 'sha1:12': TYPE }, /is not the SHA-256/],
  ])('refuse a file %s, and say which', (_what, name, content, why) => {
    const path = content === undefined ? join(folder, name) : file(name, content);
    const good = file('good.json', { [sha256(TYPE)]: TYPE });
    const faults = faultsOf(() => loadConfig({ ...SECRET, KEYTREE_PERSISTED_OPERATIONS: `${good},${path}` }));
    expect(faults).toEqual([expect.stringMatching(why)]);
    expect(faults[0]).toContain(`KEYTREE_PERSISTED_OPERATIONS has "${path}"`);
    if (content !== undefined) {
      expect(faultsOf(() => withConsoleOperations({ texts: new Map(), only: false }, path))).toEqual([
        expect.stringContaining(path),
      ]);
    }
  });

  it("have the console's with them where it was built", () => {
    const own = { texts: manifestOf(TYPE), only: true };
    expect(withConsoleOperations(own, file('console.json', { [sha256(VIEWER)]: VIEWER }))).toEqual({
      texts: manifestOf(TYPE, VIEWER),
      only: true,
    });
    expect(withConsoleOperations(own, join(folder, 'not-built.json'))).toEqual(own);
  });

  it('must have something where nothing else is taken', () => {
    const missing = join(folder, 'not-built.json');
    const none = { texts: new Map<string, string>(), only: true };
    expect(faultsOf(() => withConsoleOperations(none, missing))).toEqual([
      expect.stringContaining('KEYTREE_OPERATIONS is persisted'),
    ]);
    expect(withConsoleOperations({ ...none, only: false }, missing).texts.size).toBe(0);
  });

  it('are looked at by `serve`, which starts nothing with one that is wrong', async () => {
    const place = await Place.make({ KEYTREE_MIGRATE_ON_START: 'true', KEYTREE_OPERATIONS: 'persisted' });
    writeFileSync(join(place.folder, 'good.json'), JSON.stringify({ [sha256(TYPE)]: TYPE }));
    writeFileSync(join(place.folder, 'wrong.json'), JSON.stringify({ [sha256(TYPE)]: VIEWER }));
    // Relative to the folder in which it runs.
    const wrong = await place.run(['serve'], { KEYTREE_PERSISTED_OPERATIONS: 'good.json,wrong.json' });
    expect({ code: wrong.code, err: wrong.err }).toEqual({ code: 2, err: expect.stringContaining('"wrong.json"') });
    const service = await place.serve([], { KEYTREE_PERSISTED_OPERATIONS: 'good.json' });
    expect((await service.graphql(TYPE)).body).toEqual({ data: { __typename: 'Query' } });
    expect((await service.graphql(UNKNOWN)).body).toMatchObject({
      errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
    });
    await service.stop();
    await place.remove();
  });
});
