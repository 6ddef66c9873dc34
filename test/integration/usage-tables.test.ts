import { newId } from '../../src/application/new-id';
import { UsageTables } from '../../src/application/usage/write-usage';
import { Database } from '../../src/database/database';
import { sqliteWriterOf } from '../../src/database/sqlite-writer';
import type { StatementWriter } from '../../src/database/statement';
import type { KeyUse, UsageCount } from '../../src/domain/usage/usage';
import { ApiKey } from '../../src/entities/api-key';
import { Installation } from '../../src/entities/installation';
import { GraphqlClient } from '../support/graphql-client';
import { bare, People } from '../support/people';
import { startTestInstallation, type TestInstallation } from '../support/test-installation';

const NOON = Date.parse('2031-05-06T12:00:00.000Z');

/** Usage as several instances write it. */
describe('the tables of usage', () => {
  let installation: TestInstallation;
  let tables: UsageTables;
  let other: StatementWriter & { close(): Promise<void> };
  let accounts: string[];
  let keys: string[];

  beforeAll(async () => {
    installation = await startTestInstallation();
    const { database } = installation.services;
    tables = new UsageTables(database);
    const { url } = installation.database;
    other = sqliteWriterOf(url) ?? (await Database.open({ url }));
    const people = new People(installation);
    const admin = await new GraphqlClient(installation.server).signIn();
    accounts = [];
    keys = [];
    for (let n = 0; n < 5; n++) {
      const accountId = await people.vendor(installation.rootId, `Account ${n}`);
      accounts.push(bare(accountId));
      const made = await admin.mutate(
        'createApiKey',
        { accountId, name: 'K' },
        '... on ApiKeyValueSuccess { apiKey { id } }',
      );
      keys.push(bare(made.apiKey.id));
    }
  });

  afterAll(async () => {
    await other.close();
    await installation.close();
  });

  const count = (n: number, requests: number, keyId: string | null = keys[n]!): UsageCount => {
    return { accountId: accounts[n]!, day: '2031-05-06', keyId, outcome: 'VALID', requests };
  };
  const use = (n: number, atMs: number, ip: string | null): KeyUse => {
    return { keyId: keys[n]!, accountId: accounts[n]!, ip, atMs };
  };

  async function counted(): Promise<Record<string, number>> {
    const rows = await installation.services.database.read.query<{ id: string; requests: number | string }[]>(
      "SELECT account_id AS id, requests FROM usage_day WHERE key_id <> ''",
    );
    return Object.fromEntries(rows.map(({ id, requests }) => [id, Number(requests)]));
  }

  function keyRow(n: number): Promise<ApiKey> {
    return installation.services.database.read.findOneByOrFail(ApiKey, { id: keys[n]! });
  }

  it('lose no request and no use, whoever writes the same rows at the same time', async () => {
    const { seq } = await installation.services.database.read.findOneByOrFail(Installation, { id: 1 });
    const order = [0, 1, 2, 3, 4];
    const writers = [tables, new UsageTables(other)].flatMap((to, at) =>
      Array.from({ length: 25 }, async (_, round) => {
        const mine = at === 0 ? order : [...order].reverse();
        const atMs = NOON + round * 10 + at;
        await to.addUsage(
          mine.map((n) => count(n, n + 1)),
          mine.flatMap((n) => [use(n, atMs, '192.0.2.1'), use(n, atMs - 5, `192.0.2.${10 + at}`)]),
        );
      }),
    );
    await Promise.all(writers);
    expect(await counted()).toEqual(Object.fromEntries(accounts.map((id, n) => [id, 50 * (n + 1)])));
    for (const n of order) {
      expect(await keyRow(n)).toMatchObject({ lastUsedAt: new Date(NOON + 241), lastUsedIp: '192.0.2.1' });
    }
    const uses = await installation.services.database.read.query<object[]>('SELECT ip FROM key_use');
    expect(uses).toHaveLength(15);
    // Nobody waits for the installation's write lock, and nobody has to look at anything again.
    const after = await installation.services.database.read.findOneByOrFail(Installation, { id: 1 });
    expect(after.seq).toBe(seq);
  });

  it('keep the latest use, in whatever order batches come', async () => {
    await tables.addUsage([], [use(0, NOON + 2_000, '192.0.2.20'), use(0, NOON + 1_000, '192.0.2.21')]);
    await tables.addUsage([], [use(0, NOON + 1_500, null), use(1, NOON + 3_000, null)]);
    expect(await keyRow(0)).toMatchObject({ lastUsedAt: new Date(NOON + 2_000), lastUsedIp: '192.0.2.20' });
    expect(await keyRow(1)).toMatchObject({ lastUsedAt: new Date(NOON + 3_000), lastUsedIp: null });
  });

  it('take no offence at accounts, keys and gateways that are gone', async () => {
    const gone = newId();
    const before = await counted();
    const refused = { atMs: NOON, keyId: gone, code: 'KEY_BLOCKED', operation: 'LOGIN', ip: null } as const;
    await tables.addUsage(
      [{ ...count(2, 7), accountId: gone }, count(2, 7)],
      [
        { ...use(2, NOON + 9_000, '192.0.2.30'), accountId: gone },
        { ...use(3, NOON + 9_000, '192.0.2.31'), keyId: gone },
      ],
    );
    await tables.addRefused([{ ...refused, id: newId(), accountId: gone, gatewayId: gone }]);
    await tables.markSeen([{ gatewayId: gone, atMs: NOON }]);
    expect(await counted()).toMatchObject({ [accounts[2]!]: before[accounts[2]!]! + 7 });
    // The key was used, whatever became of the account.
    expect(await keyRow(2)).toMatchObject({ lastUsedAt: new Date(NOON + 9_000) });
  });
});
