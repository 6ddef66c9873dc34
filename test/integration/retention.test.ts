import { newId } from '../../src/application/new-id';
import { JobLease } from '../../src/application/retention/job-lease';
import { RetentionJob } from '../../src/application/retention/retention-job';
import { RETENTION_INTERVAL_MS, runRetention } from '../../src/application/retention/run-retention';
import { UsageTables } from '../../src/application/usage/write-usage';
import { Database } from '../../src/database/database';
import { instantParameter } from '../../src/database/dialect';
import type { Services } from '../../src/application/services';
import type { KeyUse, RefusedRequest, UsageCount } from '../../src/domain/usage/usage';
import { newEndpointRows, newFamilyRow } from '../support/endpoint-rows';
import { GraphqlClient } from '../support/graphql-client';
import { bare, People } from '../support/people';
import { ADMIN, startTestInstallation, type TestInstallation } from '../support/test-installation';

const [HOUR, DAY] = [3_600_000, 86_400_000];
const START = Date.parse('2031-05-06T12:00:00.000Z');
const KEPT = { usageDays: 10, keyUseDays: 9, deniedRequestDays: 8, changes: 2 };

describe('retention', () => {
  let installation: TestInstallation;
  let services: Services;
  let other: Database;
  let accountId: string;
  let keyId: string;
  let admin: GraphqlClient;
  let nowMs = START;

  beforeAll(async () => {
    installation = await startTestInstallation();
    services = installation.services;
    // SQLite's driver waits for a lock without giving way to the rest of its process: there both share the connection.
    const { database } = services;
    other = database.dialect === 'sqlite' ? database : await Database.open({ url: installation.database.url });
    goTo(START);
    admin = await new GraphqlClient(installation.server).signIn();
    const vendor = await new People(installation).vendor(installation.rootId, 'Vendor');
    accountId = bare(vendor);
    const input = { accountId: vendor, name: 'K' };
    keyId = bare((await admin.mutate('createApiKey', input, '... on ApiKeyValueSuccess { apiKey { id } }')).apiKey.id);
  });

  afterAll(async () => {
    if (other !== services.database) await other.close();
    await installation.close();
  });

  function goTo(atMs: number): void {
    nowMs = atMs;
    installation.setClock(new Date(atMs));
  }

  async function rows(table: string, where = '1 = 1'): Promise<number> {
    const [row] = await services.database.read.query<{ n: number | string }[]>(
      `SELECT COUNT(*) AS n FROM ${table} WHERE ${where}`,
    );
    return Number(row!.n);
  }

  /** What was deleted, without what was not. */
  async function run(on: Pick<Services, 'database' | 'now'> = services): Promise<Record<string, number> | null> {
    const report = await runRetention(on, KEPT);
    return report && Object.fromEntries(Object.entries(report).filter(([, deleted]) => deleted > 0));
  }

  it('deletes what is older than configured, and nothing else', async () => {
    const tables = new UsageTables(services.database);
    const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
    const count = (at: number): UsageCount => ({ accountId, day: day(at), keyId, outcome: 'VALID', requests: 1 });
    const use = (atMs: number, ip: string): KeyUse => ({ keyId, accountId, ip, atMs });
    const refused = (atMs: number): RefusedRequest => ({
      id: atMs.toString(16).padStart(12, '0') + newId().slice(12),
      ...{ atMs, accountId, keyId: null, gatewayId: newId(), code: 'KEY_NOT_FOUND', operation: 'LOGIN', ip: null },
    });
    await tables.addUsage(
      [count(START - 10 * DAY), count(START - 11 * DAY)],
      // More than one batch.
      [
        use(START - 9 * DAY, '192.0.2.1'),
        ...Array.from({ length: 1_200 }, (_, n) => use(START - 9 * DAY - 1, `10.0.${n >> 8}.${n & 255}`)),
      ],
    );
    await tables.addRefused([refused(START - 8 * DAY), refused(START - 8 * DAY - 1), refused(START - 20 * DAY)]);
    await admin.mutate('regenerateApiKey', { keyId: `key_${keyId}` });
    const signIns = [1, 2].map(() => new GraphqlClient(installation.server).signIn());
    await Promise.all(signIns);
    await new GraphqlClient(installation.server).mutate('signIn', { ...ADMIN, password: 'no password of anybody' });
    const [changes, audits] = [await rows('change_record'), await rows('audit_event')];
    expect(changes).toBeGreaterThan(2);

    const { changes: followed, ...deleted } = (await run()) ?? {};
    expect(deleted).toEqual({ usage: 1, keyUses: 1_200, deniedRequests: 2 });
    expect(await rows('key_use')).toBe(1);
    expect(await rows('change_record')).toBe(changes - followed!);
    const [left] = await services.database.read.query<{ span: number | string }[]>(
      'SELECT MAX(seq) - MIN(seq) AS span FROM change_record',
    );
    expect(Number(left!.span)).toBe(1);
    expect(await rows('audit_event')).toBe(audits);
    expect(await rows('session')).toBe(3);
    expect(await rows('attempt')).toBeGreaterThan(0);
    expect(await rows('api_key_value')).toBe(2);
  });

  it('forgets attempts, sessions with their tokens, and replaced values, once they are over', async () => {
    goTo(START + HOUR);
    const attempts = await rows('attempt');
    expect(await run()).toEqual({ attempts, keyUses: 1, deniedRequests: 1 });
    // Refresh tokens live for half a day, sessions for 30, replaced values are kept for 30.
    goTo(START + DAY);
    expect(await run()).toEqual({ usage: 1, refreshTokens: 3 });
    goTo(START + 30 * DAY - 1);
    expect(await run()).toEqual({});
    expect([await rows('session'), await rows('api_key_value')]).toEqual([3, 2]);
    goTo(START + 30 * DAY + HOUR);
    expect(await run()).toEqual({ sessions: 3, replacedValues: 1 });
    expect(await rows('api_key_value', 'is_current = 1')).toBe(1);
    expect(await rows('session_refresh_token')).toBe(0);
  });

  it('keeps of one account the newest refusals only, however many there were', async () => {
    goTo(nowMs + 2 * HOUR);
    const at = instantParameter(services.database.dialect, new Date(nowMs));
    const idOf = (n: number): string => (nowMs - n).toString(16).padStart(12, '0').padEnd(32, '0');
    for (let from = 0; from < 10_100; from += 1_010) {
      const ids = Array.from({ length: 1_010 }, (_, n) => idOf(from + n));
      await services.database.transaction((manager) =>
        manager.query(
          `INSERT INTO denied_request (id, at, account_id, code, operation) VALUES ${ids.map(() => "(?, ?, ?, 'KEY_NOT_FOUND', 'LOGIN')").join(', ')}`,
          ids.flatMap((id) => [id, at, accountId]),
        ),
      );
    }
    expect(await run()).toEqual({ surplusDeniedRequests: 100 });
    expect(await rows('denied_request', `id < '${idOf(9_999)}'`)).toBe(0);
  });

  it('is done by one of several instances, and not again within the hour', async () => {
    goTo(nowMs + 2 * HOUR);
    const both = await Promise.all([run(), run({ ...services, database: other })]);
    expect(both.filter((report) => report !== null)).toHaveLength(1);
    goTo(nowMs + RETENTION_INTERVAL_MS - 1);
    expect(await run({ ...services, database: other })).toBeNull();
    goTo(nowMs + 1);
    expect(await run({ ...services, database: other })).toEqual({});
  });

  it('goes over to another instance when the one that did it is gone or was stopped', async () => {
    goTo(nowMs + 2 * HOUR);
    const lease = await JobLease.take(services, 'retention');
    goTo(nowMs + 60_000);
    expect(await lease!.renew()).toBe(true);
    goTo(nowMs + 119_999);
    expect(await run()).toBeNull();
    goTo(nowMs + 1);
    expect(await run()).toEqual({});
    // The first one comes back to life, and must see that it lost the job.
    goTo(nowMs + 60_000);
    expect(await lease!.renew()).toBe(false);
    await lease!.release(nowMs);
    expect(await run()).toBeNull();

    goTo(nowMs + 2 * HOUR);
    await new UsageTables(services.database).addUsage([], [{ keyId, accountId, ip: null, atMs: nowMs - 30 * DAY }]);
    expect(await runRetention(services, KEPT, AbortSignal.abort())).toBeNull();
    expect(await run()).toEqual({ keyUses: 1 });
  });

  it('runs by itself from the start, until it is closed', async () => {
    goTo(nowMs + 2 * HOUR);
    await new UsageTables(services.database).addUsage([], [{ keyId, accountId, ip: null, atMs: nowMs - 30 * DAY }]);
    const told = jest.fn();
    const done = new Promise((resolve) => told.mockImplementation(resolve));
    const job = new RetentionJob(services, KEPT, { info: told, warn: told });
    job.start();
    await done;
    await job.close();
    expect(told.mock.calls).toMatchObject([[{ deleted: { keyUses: 1 } }, expect.any(String)]]);
    expect(await rows('key_use')).toBe(0);
  });

  it('forgets devices that nobody confirmed in time, and tokens with what is known of them, once they are over', async () => {
    goTo(nowMs + 2 * HOUR);
    const vendor = `acc_${accountId}`;
    const until = (ms: number): { expiresAt: Date } => ({ expiresAt: new Date(nowMs + ms) });
    await newEndpointRows(installation, vendor, { name: 'waits' }, [until(HOUR), until(-1)]);
    await newEndpointRows(installation, vendor, { name: 'expired' }, [until(0), until(-1)]);
    await newEndpointRows(installation, vendor, { name: 'never asked' });
    await newEndpointRows(installation, vendor, { name: 'rejected', status: 'REJECTED' }, [until(0)]);
    const { endpoint } = await newEndpointRows(installation, vendor, { name: 'trusted', status: 'TRUSTED' });
    await newFamilyRow(installation, endpoint, until(0));
    const family = await newFamilyRow(installation, endpoint, until(DAY));
    const at = (ms: number): Date | string => instantParameter(services.database.dialect, new Date(nowMs + ms));
    const bytes = (value: number): Buffer => Buffer.alloc(32, value);
    await services.database.transaction(async (manager) => {
      const token = 'INSERT INTO refresh_token (token_hash, family_id, expires_at) VALUES (?, ?, ?)';
      await manager.query(token, [bytes(255), family.id, at(0)]);
      for (const ms of [0, 1]) {
        await manager.query('INSERT INTO ended_token_family (id, forget_at) VALUES (?, ?)', [newId(), at(ms)]);
        const assertion = 'INSERT INTO used_assertion (assertion_hash, forget_at) VALUES (?, ?)';
        await manager.query(assertion, [bytes(ms), at(ms)]);
      }
    });
    const { changes: _followed, ...deleted } = (await run()) ?? {};
    expect(deleted).toEqual({
      deviceRegistrations: 4,
      pendingEndpoints: 2,
      tokenFamilies: 1,
      tokensOfFamilies: 1,
      endedTokenFamilies: 1,
      usedAssertions: 1,
    });
    const left = await services.database.read.query<{ name: string }[]>('SELECT name FROM endpoint ORDER BY name');
    expect(left.map(({ name }) => name)).toEqual(['rejected', 'trusted', 'waits']);
    // That of the family which goes on; the other one's went with it.
    expect(await rows('refresh_token')).toBe(1);
    expect([await rows('device_registration'), await rows('token_family')]).toEqual([1, 1]);
  });
});
