import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { Place, Service } from '../support/keytree-process';
import { testDatabaseKind } from '../support/test-database';

const PASSWORD = 'correct horse battery';
const onMysql = testDatabaseKind === 'mysql' ? describe : describe.skip;

interface Answer {
  readonly status: number;
  readonly text: string;
}

interface MadeKey {
  readonly apiKey: { readonly id: string };
  readonly value: string;
}

/** On a connection of its own, which may go to any worker. */
function ask(url: string, headers: Record<string, string> = {}, body?: object): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent: false, method: body ? 'POST' : 'GET', headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body && JSON.stringify(body));
  });
}

async function start(place: Place, environment: Record<string, string>): Promise<{ service: Service; pid: number }> {
  const { process: child, done, output } = place.spawn(['serve'], environment);
  const service = new Service(child, done, () => output.out);
  await service.ready;
  return { service, pid: child.pid! };
}

async function newGateway(place: Place): Promise<string> {
  const { out, err } = await place.run(['create-gateway', 'Front door']);
  const [credential] = /ktg_\w+/.exec(out) ?? [];
  if (credential === undefined) throw new Error(err);
  return credential;
}

describe('the faces that KEYTREE_ROLE names', () => {
  let place: Place;

  beforeAll(async () => {
    place = await Place.make({ KEYTREE_MIGRATE_ON_START: 'true' });
  });

  afterAll(() => place.remove());

  it.each([
    ['all', 401, 200],
    ['verify', 401, 404],
    ['admin', 404, 200],
  ])('%s: decisions answer %i without a gateway, GraphQL %i', async (role, verify, graphql) => {
    const { process: child, done, output } = place.spawn(['serve'], { KEYTREE_ROLE: role });
    const url = await new Promise<string>((resolve, reject) => {
      child.stdout!.on('data', () => {
        const [, address] = /(?:GraphiQL|Gateways): +(http:\/\/[^/]+)\/\S+\n\n/.exec(output.out) ?? [];
        if (address !== undefined) resolve(address);
      });
      void done.then(({ err }) => reject(new Error(err)));
    });
    const asked = { key: 'x', operation: 'LOGIN' };
    expect((await ask(`${url}/v1/verify`, {}, asked)).status).toBe(verify);
    const json = { 'content-type': 'application/json' };
    expect((await ask(`${url}/graphql`, json, { query: '{ __typename }' })).status).toBe(graphql);
    expect((await ask(`${url}/readyz`)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await done).toMatchObject({ code: 0, err: '' });
  });

  it('several workers are refused with SQLite, which serves one process', async () => {
    if (testDatabaseKind === 'mysql') return;
    const { code, err } = await place.run(['serve'], { KEYTREE_WORKERS: '2' });
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('KEYTREE_WORKERS must be 1 with SQLite') });
  });
});

onMysql('two workers behind one port', () => {
  let place: Place;
  let service: Service;
  let primary: number;
  let gateway: string;
  let token: string;
  let key: { id: string; value: string };
  let decisions = 0;

  beforeAll(async () => {
    place = await Place.make({ KEYTREE_MIGRATE_ON_START: 'true', KEYTREE_ADMIN_PASSWORD: PASSWORD });
    ({ service, pid: primary } = await start(place, { KEYTREE_WORKERS: '2' }));
    gateway = await newGateway(place);
    token = (await service.signIn('admin', PASSWORD))!;
    const { body } = await service.graphql('{ viewer { account { id } } }', {}, token);
    const accountId = (body.data as { viewer: { account: { id: string } } }).viewer.account.id;
    const made = await service.graphql(
      `mutation ($input: CreateApiKeyInput!) {
        createApiKey(input: $input) { ... on ApiKeyValueSuccess { apiKey { id } value } }
      }`,
      { input: { accountId, name: 'Front', allowUnauthenticatedRequests: true } },
      token,
    );
    const { apiKey, value } = (made.body.data as { createApiKey: MadeKey }).createApiKey;
    key = { id: apiKey.id, value };
  });

  afterAll(() => place.remove());

  async function verify(): Promise<string> {
    const headers = { authorization: `Bearer ${gateway}` };
    const { text } = await ask(`${service.address}/v1/verify`, headers, { key: key.value, operation: 'LIMITED' });
    const { code } = JSON.parse(text) as { code: string };
    // Not counted: nobody's gateway, as long as a worker has not heard of it.
    if (code !== 'UNAUTHENTICATED') decisions++;
    return code;
  }

  /** Connections go to the workers in turn: so many in a row are answered by all of them. */
  async function untilAllSay(code: string): Promise<void> {
    for (let inRow = 0; inRow < 8;) inRow = (await verify()) === code ? inRow + 1 : 0;
  }

  function workers(): number[] {
    const children = readFileSync(`/proc/${primary}/task/${primary}/children`, 'utf8');
    return children.trim().split(' ').map(Number);
  }

  async function counted(): Promise<number> {
    const { text } = await ask(`${service.address}/metrics`);
    const lines = [...text.matchAll(/^keytree_decisions_total\{code="\w+"\} (\d+)$/gm)];
    return lines.reduce((sum, [, count]) => sum + Number(count), 0);
  }

  it('are set up once, serve as one, and add up what they count, whichever is asked', async () => {
    expect(service.out.match(/Keytree is ready/g)).toHaveLength(1);
    expect(service.out.match(/An administrator was made/g)).toHaveLength(1);
    expect(workers()).toHaveLength(2);
    await untilAllSay('VALID');
    for (let n = 0; n < 4; n++) expect(await counted()).toBe(decisions);
    expect((await ask(`${service.address}/metrics`)).text).toMatch(/^keytree_records_fresh 1$/m);
  });

  it('all refuse what one of them has stopped', async () => {
    await service.graphql(
      'mutation ($input: ApiKeyInput!) { deactivateApiKey(input: $input) { __typename } }',
      { input: { keyId: key.id } },
      token,
    );
    await untilAllSay('KEY_INACTIVE');
    for (let n = 0; n < 16; n++) expect(await verify()).toBe('KEY_INACTIVE');
  });

  it('go on when one is killed, and it is replaced', async () => {
    const [killed = 0, other] = workers();
    process.kill(killed, 'SIGKILL');
    while (workers().includes(killed)) await new Promise((resolve) => setTimeout(resolve, 10));
    // The one that is left answers meanwhile.
    await untilAllSay('KEY_INACTIVE');
    while (workers().length < 2) expect(await verify()).toBe('KEY_INACTIVE');
    expect(workers()).toContain(other);
    const served = decisions;
    // What the dead one had counted is gone; what the new one counts is added.
    const left = await counted();
    for (let n = 0; n < 20; n++) expect(await verify()).toBe('KEY_INACTIVE');
    expect(await counted()).toBe(left + decisions - served);
    expect(service.out).toContain('another takes its place');
    while (!service.out.includes('serves in its place')) expect(await verify()).toBe('KEY_INACTIVE');
  });

  it('stop together and in order on SIGTERM', async () => {
    const all = workers();
    const { code, err } = await service.stop();
    expect({ code, err }).toEqual({ code: 0, err: '' });
    for (const pid of all) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    expect(service.out.match(/"msg":"stopping"/g)).toHaveLength(2);
  });

  it('stop together while one of them is still starting', async () => {
    ({ service, pid: primary } = await start(place, { KEYTREE_WORKERS: '2' }));
    const [killed = 0, other = 0] = workers();
    process.kill(killed, 'SIGKILL');
    while (workers().filter((pid) => pid !== killed && pid !== other).length === 0)
      await new Promise((resolve) => setTimeout(resolve, 10));
    const { code, err } = await service.stop();
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });

  it('stop in order before the first of them serves', async () => {
    const { process: child, done } = place.spawn(['serve'], { KEYTREE_WORKERS: '2' });
    primary = child.pid!;
    while (!(workers()[0]! > 0)) await new Promise((resolve) => setTimeout(resolve, 10));
    child.kill('SIGTERM');
    const { code, out, err } = await done;
    expect({ code, out, err }).toEqual({ code: 0, out: expect.not.stringContaining('ready'), err: '' });
  });

  it('say once why they cannot start', async () => {
    const { service: first } = await start(place, {});
    const { port } = new URL(first.address);
    const { code, err } = await place.run(['serve'], { KEYTREE_WORKERS: '2', KEYTREE_PORT: port });
    expect(code).toBe(1);
    expect(err.match(/Cannot listen on 127.0.0.1/g)).toHaveLength(1);
    await first.stop();
  });
});
