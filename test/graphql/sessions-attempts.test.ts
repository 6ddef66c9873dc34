import { Throttle } from '../../src/application/attempts/throttle';
import { createApiKey } from '../../src/application/keys/create-api-key';
import { NO_RECORDER } from '../../src/verification/recorder';
import { highestCount } from '../support/attempts';
import { type Data, GraphqlClient } from '../support/graphql-client';
import { bare, PASSWORD, People } from '../support/people';
import { newTestGateway } from '../support/test-gateway';
import { startTestInstallation, type TestInstallation } from '../support/test-installation';

describe('attempts at passwords', () => {
  let installation: TestInstallation;
  let people: People;
  let waits: number[];
  /** Where attempts that wait are let go on by the test. */
  let release: (() => void)[] | null;
  /** What was counted when a password was looked at. */
  let counts: number[];
  let day = 0;

  beforeAll(async () => {
    const throttle = new Throttle((ms) => {
      waits.push(ms);
      return release === null ? Promise.resolve() : new Promise<void>((resolve) => release?.push(resolve));
    });
    installation = await startTestInstallation({ recorder: NO_RECORDER }, throttle);
    people = new People(installation);
    // What a hash costs is another test's: here are hundreds of them.
    jest.spyOn(installation.services.passwords, 'verify').mockImplementation(async (_hash, password) => {
      counts.push(await highestCount(installation));
      return password === PASSWORD;
    });
  });

  afterAll(() => installation.close());

  beforeEach(() => {
    waits = [];
    counts = [];
    release = null;
    installation.setClock(new Date(Date.UTC(2030, 0, ++day)));
  });

  const from = (address: string): GraphqlClient => new GraphqlClient(installation.server, null, address);
  const wrong = { password: 'not the river at night' };

  async function fail(client: GraphqlClient, input: Record<string, unknown>, times: number): Promise<void> {
    for (let time = 0; time < times; time++) {
      expect(await client.mutate('signIn', { ...input, ...wrong })).toMatchObject({ __typename: 'Unauthenticated' });
    }
  }

  it('twenty aliases of one request count twenty, each before its password is looked at, and never lock out', async () => {
    const user = await people.user(installation.rootId);
    const aliases = Array.from({ length: 20 }, (_, at) => `try${at}: signIn(input: $input) { __typename }`);
    const { data } = await from('203.0.113.7').send(`mutation ($input: SignInInput!) { ${aliases.join(' ')} }`, {
      input: { name: user.name, ...wrong },
    });
    expect(Object.values(data)).toEqual(Array.from({ length: 20 }, () => ({ __typename: 'Unauthenticated' })));
    expect(counts).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));

    // The first ones wait nothing, the others longer and longer, but never so long as to lock anybody out.
    expect(waits.length).toBeGreaterThanOrEqual(10);
    expect([...waits].sort((a, b) => a - b)).toEqual(waits);
    expect(waits.at(-1)).toBeGreaterThan(waits[0]!);
    expect(waits.at(-1)).toBeLessThanOrEqual(2000);

    const right = { name: user.name, password: PASSWORD };
    expect(await from('203.0.113.7').mutate('signIn', right)).toMatchObject({ __typename: 'SignInSuccess' });
  });

  it('forgives slips after the right password', async () => {
    const user = await people.user(installation.rootId);
    await fail(from('203.0.113.7'), { name: user.name }, 8);
    await from('203.0.113.7').mutate('signIn', { name: user.name, password: PASSWORD });
    waits = [];
    await fail(from('203.0.113.7'), { name: user.name }, 5);
    expect(waits).toEqual([]);
  });

  it('counts a user that is not there like one that is', async () => {
    const user = await people.user(installation.rootId);
    await fail(from('203.0.113.7'), { name: user.name }, 8);
    const ofUser = waits;
    waits = [];
    await fail(from('203.0.113.8'), { name: 'nobody at all' }, 8);
    expect(ofUser.length).toBeGreaterThan(0);
    expect(waits).toEqual(ofUser);
  });

  it('counts the user in whatever way the account is named, and however the name is written', async () => {
    const user = await people.user(installation.rootId, `Ann ${day}`);
    const ways = [{}, { account: { id: installation.rootId } }];
    for (let time = 0; time < 6; time++) {
      await fail(
        from('203.0.113.7'),
        { name: time % 3 === 0 ? user.name : user.name.toUpperCase(), ...ways[time % 2] },
        1,
      );
    }
    expect(waits).toHaveLength(1);
  });

  it('takes the /64 of an IPv6 address for one address, and another for another', async () => {
    const user = await people.user(installation.rootId);
    for (let host = 1; host <= 6; host++) await fail(from(`2001:db8:0:7::${host}`), { name: user.name }, 1);
    expect(waits).toHaveLength(1);
    waits = [];
    await fail(from('2001:db8:0:8::1'), { name: user.name }, 1);
    expect(waits).toEqual([]);
  });

  it('slows an address down over many names, and a user over many addresses, but the user less', async () => {
    for (let name = 0; name < 52; name++) await fail(from('203.0.113.50'), { name: `guess ${name}` }, 1);
    expect(waits).toHaveLength(2);

    waits = [];
    const user = await people.user(installation.rootId);
    for (let host = 1; host <= 40; host++) await fail(from(`198.51.100.${host}`), { name: user.name }, 1);
    expect(waits.length).toBeGreaterThan(0);
    expect(Math.max(...waits)).toBeLessThanOrEqual(1000);
    // Whoever it is comes in from elsewhere all the same.
    const right = { name: user.name, password: PASSWORD };
    expect(await from('192.0.2.1').mutate('signIn', right)).toMatchObject({ __typename: 'SignInSuccess' });
  });

  it('forgets them with their window', async () => {
    const user = await people.user(installation.rootId);
    await fail(from('203.0.113.7'), { name: user.name }, 6);
    expect(waits).toHaveLength(1);
    installation.setClock(new Date(Date.UTC(2030, 0, day) + 15 * 60_000));
    await fail(from('203.0.113.7'), { name: user.name }, 5);
    expect(waits).toHaveLength(1);
  });

  it('lets nobody keep a user out from elsewhere, however many attempts they let wait', async () => {
    const user = await people.user(installation.rootId);
    const attacker = from('203.0.113.66');
    await fail(attacker, { name: user.name }, 21);
    for (let name = 0; name < 31; name++) await fail(attacker, { name: `guess ${name}` }, 1);
    release = [];
    const answered: Data[] = [];
    const flood = Array.from({ length: 300 }, async (_, at) => {
      answered.push(await attacker.mutate('signIn', { name: `flood ${at}`, ...wrong }));
    });
    while (release.length + answered.length < 300) await new Promise((resolve) => setImmediate(resolve));
    expect(answered.length).toBeGreaterThan(0);

    const waiting = release.length;
    const signIn = from('192.0.2.1').mutate('signIn', { name: user.name, password: PASSWORD });
    const outcome = await Promise.race([signIn, waitingMore(waiting)]);
    expect(outcome).toBe('waits');
    for (const go of release) go();
    release = null;
    expect(await signIn).toMatchObject({ __typename: 'SignInSuccess' });
    await Promise.all(flood);
  });

  async function waitingMore(than: number): Promise<string> {
    while (release !== null && release.length <= than) await new Promise((resolve) => setImmediate(resolve));
    return 'waits';
  }

  it('bounds those that wait for one user and address, says when to come again, and goes on when they are through', async () => {
    const user = await people.user(installation.rootId);
    const client = from('203.0.113.7');
    await fail(client, { name: user.name }, 5);
    release = [];
    const answered: Data[] = [];
    const together = Array.from({ length: 8 }, async () => {
      answered.push(await client.mutate('signIn', { name: user.name, ...wrong }));
    });
    while (release.length + answered.length < 8) await new Promise((resolve) => setImmediate(resolve));
    const tooMany = { __typename: 'LimitReached', code: 'LIMIT_REACHED', retryAfterSeconds: expect.any(Number) };
    expect(answered).toEqual(Array.from({ length: 3 }, () => expect.objectContaining(tooMany)));
    for (const go of release) go();
    release = null;
    await Promise.all(together);
    expect(answered.slice(3).map((result) => result.__typename)).toEqual(Array<string>(5).fill('Unauthenticated'));
    const right = { name: user.name, password: PASSWORD };
    expect(await client.mutate('signIn', right)).toMatchObject({ __typename: 'SignInSuccess' });
  });

  it('slows nobody down behind a gateway for failures behind another one that tells no addresses', async () => {
    const behind = async (name: string): Promise<{ account: string; key: string; gateway: string }> => {
      const [account, key] = [await people.vendor(installation.rootId, name), `${name}-51c7e0d94ab83f26`];
      const gateway = await newTestGateway(installation, { id: bare(account) });
      await createApiKey(installation.commandLine, {
        ...{ accountId: bare(account), name: key, value: key, allowUntrustedEndpoints: true },
      });
      return { account, key, gateway };
    };
    const logIn = async (
      { account, key, gateway }: Awaited<ReturnType<typeof behind>>,
      body: object,
    ): Promise<number> =>
      (
        await installation.server.inject({
          ...{ method: 'POST', url: '/v1/login', remoteAddress: '203.0.113.7' },
          headers: { 'x-api-key': key, 'x-keytree-gateway': gateway },
          payload: { account: { id: account }, ...wrong, ...body },
        })
      ).statusCode;
    const [one, other] = [await behind('slow-tenant'), await behind('quick-tenant')];
    for (let name = 0; name < 52; name++) expect(await logIn(one, { name: `guess ${name}` })).toBe(401);
    expect(waits).toHaveLength(2);

    waits = [];
    const user = await people.user(other.account);
    expect(await logIn(other, { name: user.name, password: PASSWORD })).toBe(200);
    expect(waits).toEqual([]);
    // Those of whom the gateway says where they are do not wait for the others either.
    expect(await logIn(one, { name: 'guess', clientIp: '198.51.100.200' })).toBe(401);
    expect(waits).toEqual([]);
  });
});
