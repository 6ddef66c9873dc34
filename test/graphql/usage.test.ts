import { randomBytes } from 'node:crypto';
import { UsageTables } from '../../src/application/usage/write-usage';
import { Account } from '../../src/entities/account';
import { newLogger } from '../../src/logging/logger';
import { UsageRecorder } from '../../src/verification/usage/usage-recorder';
import { UsageWriter } from '../../src/verification/usage/usage-writer';
import { type Data, GraphqlClient } from '../support/graphql-client';
import { bare, People, type Person } from '../support/people';
import { newTestGateway } from '../support/test-gateway';
import { startTestInstallation, type TestInstallation } from '../support/test-installation';
import { startTestVerification, type TestVerification } from '../support/test-verification';

const MONDAY = new Date('2031-05-05T10:00:00.000Z');
const [MINUTE, DAY] = [60_000, 86_400_000];
const later = (ms: number): Date => new Date(MONDAY.getTime() + ms);

/**
 * What gateways asked, read by those who may: root > vendor > one and two, customers; the vendor's key works on both,
 * and `two` blocks it on Tuesday.
 */
describe('usage', () => {
  let installation: TestInstallation;
  let verification: TestVerification;
  let recorder: UsageRecorder;
  let writer: UsageWriter;
  let people: People;
  let admin: GraphqlClient;
  let ids: Record<'vendor' | 'one' | 'two' | 'key' | 'own', string>;
  const values: Record<string, string> = {};
  let credential: string;
  let chief: Person;
  let clerk: Person;
  let powerless: Person;

  beforeAll(async () => {
    // Whoever signed in on Monday is still there on Tuesday.
    const days = { accessTokenSeconds: 864_000, refreshTokenSeconds: 864_000, sessionSeconds: 864_000 };
    installation = await startTestInstallation({ session: days });
    installation.setClock(MONDAY);
    people = new People(installation);
    admin = await new GraphqlClient(installation.server).signIn();
    const vendor = await people.vendor(installation.rootId, 'Vendor');
    const one = await people.customer(vendor, 'One');
    const two = await people.customer(vendor, 'Two');
    ids = { vendor, one, two, key: await key('key', vendor), own: await key('own', one) };
    chief = await people.person(vendor, ['ViewAccount', 'ViewApiKey']);
    clerk = await people.person(one, ['ViewAccount', 'ViewApiKey']);
    powerless = await people.person(vendor, ['ViewAccount']);
    const account = await installation.services.database.read.findOneByOrFail(Account, { id: bare(vendor) });
    credential = await newTestGateway(installation, account);
    recorder = new UsageRecorder();
    const store = new UsageTables(installation.services.database);
    writer = new UsageWriter({ recorder, store, intervalMs: 5_000, log: newLogger('silent') });
    verification = await startTestVerification(installation, { recorder });

    await ask('key', one, 'VALID', '192.0.2.1');
    await ask('key', one, 'VALID', '192.0.2.1', later(2 * MINUTE));
    await ask('key', one, 'VALID', '::FFFF:192.0.2.2', later(MINUTE));
    await ask('key', two, 'VALID', null, later(3 * MINUTE));
    await ask('own', one, 'VALID', '2001:DB8:0::7', later(4 * MINUTE));
    await ask('unknown', one, 'KEY_NOT_FOUND', '198.51.100.1', later(5 * MINUTE));
    await writer.flush();
    installation.setClock(later(DAY));
    const input = { accountId: two, keyId: ids.key };
    expect((await admin.mutate('blockApiKey', input)).__typename).toMatch(/Success$/);
    await caughtUp();
    await ask('key', one, 'VALID', '192.0.2.1', later(DAY + MINUTE));
    await ask('key', two, 'KEY_BLOCKED', '198.51.100.2', later(DAY + 2 * MINUTE), 'ADMINISTRATIVE');
    await ask('unknown', two, 'KEY_NOT_FOUND', null, later(DAY + 3 * MINUTE));
    await writer.flush();
    installation.setClock(later(DAY + 10 * MINUTE));
  });

  afterAll(async () => {
    await verification.close();
    await installation.close();
  });

  async function key(name: string, accountId: string): Promise<string> {
    const input = { accountId, name, fullApiAccess: true, allowUnauthenticatedRequests: true };
    const made = await admin.mutate('createApiKey', input, '... on ApiKeyValueSuccess { value apiKey { id } }');
    values[name] = made.value;
    return made.apiKey.id;
  }

  async function caughtUp(): Promise<void> {
    const [row] =
      await installation.services.database.read.query<{ seq: number | string }[]>('SELECT seq FROM installation');
    await verification.verification.follower.caughtUp(Number(row!.seq));
  }

  async function ask(
    name: string,
    accountId: string,
    code: string,
    clientIp: string | null,
    at = MONDAY,
    operation = 'LIMITED',
  ): Promise<void> {
    installation.setClock(at);
    const key = values[name] ?? `no-key-${randomBytes(8).toString('hex')}`;
    const reply = await verification.post(
      '/v1/verify',
      { account: { id: accountId }, key, clientIp, operation },
      credential,
    );
    expect(reply.body.code).toBe(code);
  }

  async function accountUsage(client: GraphqlClient, id: string, args: string): Promise<Data> {
    const query = `query ($id: ID!) { account(by: { id: $id }) { usage(${args}) { totalCount pageInfo { hasNextPage endCursor }
      nodes { day account { id name } outcome requests } } } }`;
    return (await client.ask(query, { id })).account.usage;
  }

  async function keyUsage(client: GraphqlClient, args: string): Promise<Data> {
    const query = `query ($id: ID!) { apiKey(id: $id) { usage(${args}) { totalCount nodes { day account { id name } outcome requests } } } }`;
    return (await client.ask(query, { id: ids.key })).apiKey.usage;
  }

  const brief = ({ nodes }: Data): unknown[][] =>
    nodes.map((node: Data) => [node.day, node.account?.name, node.outcome, node.requests]);
  const [FIRST_DAY, SECOND_DAY] = ['2031-05-05', '2031-05-06'];

  it('of an account is counted by day and outcome, the latest day first', async () => {
    const usage = await accountUsage(chief.client, ids.one, 'by: [DAY, OUTCOME]');
    expect(brief(usage)).toEqual([
      [SECOND_DAY, undefined, 'VALID', 1],
      [FIRST_DAY, undefined, 'KEY_NOT_FOUND', 1],
      [FIRST_DAY, undefined, 'VALID', 4],
    ]);
    expect(usage.totalCount).toBe(3);
    expect(brief(await accountUsage(chief.client, ids.vendor, 'first: 5'))).toEqual([]);
  });

  it('of an account and all below is counted by whatever is asked for, within the days asked for', async () => {
    const [one, two] = [
      { id: ids.one, name: 'One' },
      { id: ids.two, name: 'Two' },
    ];
    const below = await accountUsage(chief.client, ids.vendor, 'includeSubAccounts: true, first: 9');
    expect(below.nodes).toEqual([
      { day: SECOND_DAY, account: one, outcome: 'VALID', requests: 1 },
      { day: SECOND_DAY, account: two, outcome: 'KEY_BLOCKED', requests: 1 },
      { day: SECOND_DAY, account: two, outcome: 'KEY_NOT_FOUND', requests: 1 },
      { day: FIRST_DAY, account: one, outcome: 'KEY_NOT_FOUND', requests: 1 },
      { day: FIRST_DAY, account: one, outcome: 'VALID', requests: 4 },
      { day: FIRST_DAY, account: two, outcome: 'VALID', requests: 1 },
    ]);
    const sum = await accountUsage(chief.client, ids.vendor, 'includeSubAccounts: true, by: []');
    expect([brief(sum), sum.totalCount]).toEqual([[[null, undefined, null, 9]], 1]);
    const none = await accountUsage(chief.client, ids.vendor, 'includeSubAccounts: true, by: [], to: "2031-05-04"');
    expect([brief(none), none.totalCount]).toEqual([[], 0]);
    const monday = `includeSubAccounts: true, by: [ACCOUNT], from: "${FIRST_DAY}", to: "${FIRST_DAY}"`;
    expect(brief(await accountUsage(chief.client, ids.vendor, monday))).toEqual([
      [null, 'One', null, 5],
      [null, 'Two', null, 1],
    ]);
  });

  it('comes in pages', async () => {
    const all = await accountUsage(chief.client, ids.vendor, 'includeSubAccounts: true, first: 100');
    const paged: Data[] = [];
    for (let after = '', more = true; more;) {
      const page = await accountUsage(chief.client, ids.vendor, `includeSubAccounts: true, first: 2${after}`);
      expect(page.totalCount).toBe(all.totalCount);
      paged.push(...page.nodes);
      more = page.pageInfo.hasNextPage;
      after = `, after: "${page.pageInfo.endCursor}"`;
    }
    expect(paged).toEqual(all.nodes);
  });

  it.each([
    ['from: "2031-05-06", to: "2031-05-05"', 'BEFORE'],
    ['from: "2030-03-31", to: "2031-05-06"', 'RANGE_TOO_LONG'],
    ['from: "2031-02-30"', 'LocalDate'],
  ])('refuses %s', async (args, fault) => {
    await expect(accountUsage(chief.client, ids.one, args)).rejects.toThrow(fault);
  });

  it('of a key is told for the accounts that the asker may see, and no other', async () => {
    expect(brief(await keyUsage(chief.client, 'by: [ACCOUNT, OUTCOME]'))).toEqual([
      [null, 'One', 'VALID', 4],
      [null, 'Two', 'KEY_BLOCKED', 1],
      [null, 'Two', 'VALID', 1],
    ]);
    const seen = await keyUsage(clerk.client, 'by: [ACCOUNT]');
    expect([brief(seen), seen.totalCount]).toEqual([[[null, 'One', null, 4]], 1]);
    expect(brief(await keyUsage(clerk.client, 'by: []'))).toEqual([[null, undefined, null, 4]]);
  });

  it('tells who would notice if a key were gone', async () => {
    const query = `query ($id: ID!) { apiKey(id: $id) { lastUsedAt lastUsedIp impact(first: 9) {
      totalCount nodes { account { id name } lastUsedAt addressCount addresses { ip lastUsedAt } } } } }`;
    const one = {
      account: { id: ids.one, name: 'One' },
      lastUsedAt: later(DAY + MINUTE).toISOString(),
      addressCount: 2,
      addresses: [
        { ip: '192.0.2.1', lastUsedAt: later(DAY + MINUTE).toISOString() },
        { ip: '192.0.2.2', lastUsedAt: later(MINUTE).toISOString() },
      ],
    };
    const two = {
      account: { id: ids.two, name: 'Two' },
      lastUsedAt: later(3 * MINUTE).toISOString(),
      addressCount: 1,
      addresses: [{ ip: null, lastUsedAt: later(3 * MINUTE).toISOString() }],
    };
    expect((await chief.client.ask(query, { id: ids.key })).apiKey).toEqual({
      lastUsedAt: later(DAY + MINUTE).toISOString(),
      lastUsedIp: '192.0.2.1',
      impact: { totalCount: 2, nodes: [one, two] },
    });
    // Of an inherited key neither when it was used elsewhere nor where.
    expect((await clerk.client.ask(query, { id: ids.key })).apiKey).toEqual({
      lastUsedAt: null,
      lastUsedIp: null,
      impact: { totalCount: 1, nodes: [one] },
    });
    expect((await clerk.client.ask(query, { id: ids.own })).apiKey).toMatchObject({ lastUsedIp: '2001:db8::7' });

    const page = async (after: string | null): Promise<Data> =>
      (
        await chief.client.ask(
          'query ($id: ID!, $after: String) { apiKey(id: $id) { impact(first: 1, after: $after) { nodes { account { name } } pageInfo { hasNextPage endCursor } } } }',
          { id: ids.key, after },
        )
      ).apiKey.impact;
    const first = await page(null);
    const second = await page(first.pageInfo.endCursor);
    expect([first, second].map(({ nodes, pageInfo }) => [nodes[0].account.name, pageInfo.hasNextPage])).toEqual([
      ['One', true],
      ['Two', false],
    ]);
  });

  it('tells which requests were refused, and why', async () => {
    const denied = async (client: GraphqlClient, id: string, args: string): Promise<Data> =>
      (
        await client.ask(
          `query ($id: ID!) { account(by: { id: $id }) { deniedRequests(${args}) { totalCount
             nodes { at code operation ip account { id name } apiKey { id name } } } } }`,
          { id },
        )
      ).account.deniedRequests;
    const onTwo = { account: { id: ids.two, name: 'Two' } };
    const all = await denied(chief.client, ids.vendor, 'includeSubAccounts: true');
    expect(all).toEqual({
      totalCount: 3,
      nodes: [
        {
          ...onTwo,
          at: later(DAY + 3 * MINUTE).toISOString(),
          code: 'KEY_NOT_FOUND',
          operation: 'LIMITED',
          ip: null,
          apiKey: null,
        },
        {
          ...onTwo,
          at: later(DAY + 2 * MINUTE).toISOString(),
          code: 'KEY_BLOCKED',
          operation: 'ADMINISTRATIVE',
          ip: '198.51.100.2',
          apiKey: { id: ids.key, name: 'key' },
        },
        {
          at: later(5 * MINUTE).toISOString(),
          code: 'KEY_NOT_FOUND',
          operation: 'LIMITED',
          ip: '198.51.100.1',
          account: { id: ids.one, name: 'One' },
          apiKey: null,
        },
      ],
    });
    const blocked = await denied(chief.client, ids.vendor, 'includeSubAccounts: true, codes: [KEY_BLOCKED]');
    expect(blocked.nodes).toEqual([all.nodes[1]]);
    expect((await denied(chief.client, ids.vendor, 'first: 5')).totalCount).toBe(0);
    expect((await denied(clerk.client, ids.one, 'last: 1')).nodes).toEqual([all.nodes[2]]);
  });

  it('is FORBIDDEN without ViewApiKey', async () => {
    for (const field of ['usage(first: 1)', 'deniedRequests(first: 1)']) {
      const query = `{ account(by: { id: "${ids.one}" }) { id edge: ${field} { totalCount } } }`;
      const { data, errors } = await powerless.client.send(query);
      expect(data.account).toEqual({ id: ids.one, edge: null });
      expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
  });

  it('marks gateways as seen', async () => {
    const { gateways } = (
      await admin.ask('query ($id: ID!) { account(by: { id: $id }) { gateways(first: 5) { nodes { lastSeenAt } } } }', {
        id: ids.vendor,
      })
    ).account;
    expect(gateways.nodes).toEqual([{ lastSeenAt: later(DAY + 3 * MINUTE).toISOString() }]);
  });

  it('goes on where a key or an account is deleted meanwhile, and shows nothing of the account', async () => {
    const three = await people.customer(ids.vendor, 'Three');
    const passing = await key('passing', ids.one);
    await caughtUp();
    const at = later(DAY + 20 * MINUTE);
    await ask('key', three, 'VALID', '192.0.2.3', at);
    await ask('unknown', three, 'KEY_NOT_FOUND', '192.0.2.3', at);
    await ask('passing', ids.one, 'VALID', '192.0.2.4', at);
    await admin.mutate('deleteAccount', { accountId: three });
    await admin.mutate('deleteApiKey', { keyId: passing });
    await writer.flush();
    const today = `by: [DAY], from: "${SECOND_DAY}"`;
    // A key that is gone was used all the same: of the account that is gone nothing is left.
    expect(brief(await accountUsage(chief.client, ids.one, today))).toEqual([[SECOND_DAY, undefined, null, 2]]);
    const below = `includeSubAccounts: true, ${today}`;
    expect(brief(await accountUsage(chief.client, ids.vendor, below))).toEqual([[SECOND_DAY, undefined, null, 4]]);
    const query = `query ($id: ID!) { apiKey(id: $id) { impact(first: 9) { totalCount nodes { account { name } } } }
      account(by: { id: "${ids.vendor}" }) { deniedRequests(includeSubAccounts: true) { totalCount } } }`;
    expect(await chief.client.ask(query, { id: ids.key })).toEqual({
      apiKey: { impact: { totalCount: 2, nodes: [{ account: { name: 'One' } }, { account: { name: 'Two' } }] } },
      account: { deniedRequests: { totalCount: 3 } },
    });
    expect(recorder.take().pairs).toEqual([]);
  });
});
