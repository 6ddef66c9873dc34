import { createServer, type Socket, connect } from 'node:net';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { Place, type Service } from '../support/keytree-process';

const ROOT_ID = '{ viewer { account { id name parent { id } } user { name } } }';
const REQUEST = JSON.stringify({ query: '{ __typename }' });

describe('keytree serve', () => {
  let place: Place;
  let password: string;

  beforeAll(async () => {
    place = await Place.make({ KEYTREE_MIGRATE_ON_START: 'true' });
  });

  afterAll(() => place.remove());

  it('sets itself up on an empty database, and finds at the next start what the first has made', async () => {
    const first = await place.serve();
    password = /Password: +(\S+)/.exec(first.out)![1]!;
    const token = await first.signIn('admin', password);
    // Where a person begins stands first.
    expect(first.out).toContain(
      `  Keytree is ready.\n  Console:   ${first.address}/\n  GraphiQL:  ${first.address}/graphiql\n`,
    );
    const { body: made } = await first.graphql(ROOT_ID, {}, token);
    expect(made).toMatchObject({ data: { viewer: { account: { parent: null }, user: { name: 'admin' } } } });
    expect(await first.stop()).toMatchObject({ code: 0, err: '' });

    const second = await place.serve();
    expect(second.out).not.toMatch(/Password|Name:/);
    // The root is the same, and so are the server secret and the sessions.
    expect((await second.graphql(ROOT_ID, {}, token)).body).toEqual(made);
    expect(await second.signIn('admin', password)).toMatch(/^kta_/);
    expect(await second.stop()).toMatchObject({ code: 0 });
  });

  it('makes one installation where two start at once on an empty database', async () => {
    const empty = await Place.make({ KEYTREE_MIGRATE_ON_START: 'true' });
    const services = await Promise.all([empty.serve(), empty.serve()]);
    const shown = services.flatMap(({ out }) => /Password: +(\S+)/.exec(out)?.[1] ?? []);
    expect(shown).toHaveLength(1);
    const tokens = await Promise.all(services.map((service) => service.signIn('admin', shown[0]!)));
    const answers = await Promise.all(
      services.map((service, index) => service.graphql(ROOT_ID, {}, tokens[1 - index])),
    );
    const [one, other] = answers.map(({ body }) => body);
    expect(one).toMatchObject({ data: { viewer: { account: { parent: null } } } });
    expect(other).toEqual(one);
    for (const service of services) expect(await service.stop()).toMatchObject({ code: 0, err: '' });
    await empty.remove();
  });

  it('keeps the secret that it made to its owner', () => {
    if (place.databaseFile === null) return;
    expect(statSync(join(place.folder, 'data/secret')).mode & 0o777).toBe(0o600);
    expect(statSync(join(place.folder, 'data')).mode & 0o777).toBe(0o700);
  });

  it('finishes on SIGTERM what is under way, refuses what is new, and exits with 0', async () => {
    const service = await place.serve();
    const underWay = await halfRequest(service);
    const idle = await halfRequest(service);
    await idle.finish();
    expect(await idle.answered).toContain('{"data":{"__typename":"Query"}}');
    service.signal('SIGTERM');
    await refusesConnections(service);
    // The idle connection was closed; the request that had begun is still taken.
    await idle.closed;
    await underWay.finish();
    expect(await underWay.answered).toContain('{"data":{"__typename":"Query"}}');
    await underWay.closed;
    const { code, out, err } = await service.done;
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('"signal":"SIGTERM"');
  });

  it('ends at once on a second signal', async () => {
    const service = await place.serve();
    const underWay = await halfRequest(service);
    service.signal('SIGINT');
    await refusesConnections(service);
    service.signal('SIGINT');
    expect(await service.done).toMatchObject({ code: null });
    await underWay.closed;
  });

  it('says which port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as { port: number };
    const { code, err } = await place.run(['serve'], { KEYTREE_PORT: String(port) });
    taken.close();
    expect({ code, err }).toEqual({
      code: 1,
      err: expect.stringMatching(new RegExp(`^Cannot listen on 127.0.0.1, port ${port}: .*EADDRINUSE.*\n$`)),
    });
  });

  it('names every fault of the configuration at once, and touches nothing', async () => {
    const { code, out, err } = await place.run(['serve'], {
      KEYTREE_PORT: 'http',
      KEYTREE_SECRET: 'too-short-to-show',
      KEYTREE_TRUSTED_PROXIES: '10.0.0.1/8',
      KEYTREE_TRUSTED_PROXY: '10.0.0.1',
    });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err.split('\n')).toHaveLength(6);
    for (const name of ['KEYTREE_PORT ', 'KEYTREE_SECRET ', 'KEYTREE_TRUSTED_PROXIES ', 'KEYTREE_TRUSTED_PROXY ']) {
      expect(err).toContain(`  - ${name}`);
    }
    expect(err).not.toContain('too-short-to-show');
  });

  it('says where no database answers, without the password of its URL', async () => {
    const { code, err } = await place.run(['serve'], {
      KEYTREE_DATABASE_URL: 'mysql://root:hidden-password@127.0.0.1:1/keytree',
      KEYTREE_SECRET: 'the server secret of a test, long enough',
    });
    expect({ code, err }).toEqual({
      code: 1,
      err: expect.stringMatching(/^The database of KEYTREE_DATABASE_URL cannot be opened: .*ECONNREFUSED.*\n$/),
    });
    expect(err).not.toContain('hidden-password');
  });
});

interface HalfRequest {
  /** What came back, once it holds a whole answer. */
  readonly answered: Promise<string>;
  readonly closed: Promise<unknown>;
  finish(): Promise<void>;
}

/** A request of which the server has the head and half the body. */
async function halfRequest(service: Service): Promise<HalfRequest> {
  const { hostname, port } = new URL(service.address);
  const socket: Socket = connect(Number(port), hostname);
  socket.on('error', () => undefined);
  let text = '';
  const answered = new Promise<string>((resolve) => {
    socket.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      if (text.includes('"data"')) resolve(text);
    });
  });
  const closed = once(socket, 'close');
  const head = ['POST /graphql HTTP/1.1', `Host: ${hostname}`, 'Content-Type: application/json'];
  // With `Expect` the server says when it has read the head.
  head.push(`Content-Length: ${REQUEST.length}`, 'Expect: 100-continue');
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  await once(socket, 'data');
  await write(socket, REQUEST.slice(0, 10));
  return { answered, closed, finish: () => write(socket, REQUEST.slice(10)) };
}

function write(socket: Socket, text: string): Promise<void> {
  return new Promise((resolve) => socket.write(text, () => resolve()));
}

/** Until new connections are refused: that is how one sees from outside that it stops. */
async function refusesConnections(service: Service): Promise<void> {
  for (;;) {
    try {
      await fetch(`${service.address}/healthz`, { headers: { connection: 'close' } });
    } catch {
      return;
    }
  }
}
