import { createApiKey } from '../../src/application/keys/create-api-key';
import { deleteApiKey } from '../../src/application/keys/delete-api-key';
import { updateApiKey } from '../../src/application/keys/update-api-key';
import { newId } from '../../src/application/new-id';
import { announceTimeEvents, TimeEventJob } from '../../src/application/notifications/time-event-job';
import { runRetention } from '../../src/application/retention/run-retention';
import { UsageTables } from '../../src/application/usage/write-usage';
import { createWebhook, type CreateWebhookInput } from '../../src/application/webhooks/create-webhook';
import { Database } from '../../src/database/database';
import type { DecisionCode } from '../../src/domain/decision/codes';
import { WebhookDelivery } from '../../src/entities/webhook-delivery';
import type { Data } from '../support/graphql-client';
import { bare, People } from '../support/people';
import { startTestInstallation, type TestInstallation } from '../support/test-installation';

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];
const START = Date.parse('2031-05-06T12:00:00.000Z');

/** What time brings: told by a job, and read here in the outbox. */
describe('the events of time', () => {
  let installation: TestInstallation;
  let people: People;
  let vendor: string;
  let shop: string;
  let nowMs: number;
  let names = 0;

  beforeAll(async () => {
    installation = await startTestInstallation();
    people = new People(installation);
  });

  beforeEach(async () => {
    goTo(START);
    vendor = bare(await people.vendor(installation.rootId, `Vendor ${++names}`));
    shop = bare(await people.customer(`acc_${vendor}`, 'Shop'));
    const { database } = installation.services;
    for (const table of ['webhook', 'api_key', 'refusal_hour', 'told_until', 'job_lease']) {
      await database.transaction((manager) => manager.query(`DELETE FROM ${table}`));
    }
    // From here on.
    await pass();
  });

  afterAll(() => installation.close());

  function goTo(atMs: number): void {
    nowMs = atMs;
    installation.setClock(new Date(atMs));
  }

  async function hook(input: Partial<CreateWebhookInput> = {}): Promise<string> {
    const all = { accountId: vendor, name: `webhook ${++names}`, url: 'https://hooks.example.org/', ...input };
    return (await createWebhook(installation.commandLine, all)).webhook.id;
  }

  /** A key that ends in so many days, of whose making nobody is told here. */
  async function key(days: number | null, accountId = shop): Promise<string> {
    const expiresAt = days === null ? null : new Date(nowMs + days * DAY);
    const { apiKey } = await createApiKey(installation.commandLine, { accountId, name: `key ${++names}`, expiresAt });
    await clear();
    return apiKey.id;
  }

  async function clear(): Promise<void> {
    const { database } = installation.services;
    await database.transaction((manager) => manager.query('DELETE FROM webhook_delivery'));
  }

  async function pass(services = installation.services): Promise<number | null> {
    return announceTimeEvents(services);
  }

  /** What is told then: the event, the key or account that it is of, and what else. */
  async function toldAt(atMs: number): Promise<Data[]> {
    goTo(atMs);
    expect(await pass()).not.toBeNull();
    return told();
  }

  async function told(): Promise<Data[]> {
    const rows = await installation.services.database.read.find(WebhookDelivery, { order: { id: 'ASC' } });
    await clear();
    return rows.map(({ payload }) => JSON.parse(payload!));
  }

  const kinds = (events: Data[]): unknown[] => events.map(({ type, data }) => [type, data.daysLeft ?? null]);

  describe('of keys that end', () => {
    it('come 30, 7 and 1 days before, and at the end: each once, on the account and above it', async () => {
      await hook();
      await hook({ accountId: bare(installation.rootId) });
      const keyId = await key(31);
      const ends = nowMs + 31 * DAY;
      const seen: unknown[] = [];
      for (let at = nowMs + 6 * HOUR; at <= ends + 2 * DAY; at += 6 * HOUR) {
        const events = await toldAt(at);
        for (const event of events) {
          expect(event.data).toMatchObject({
            account: { id: `acc_${shop}`, name: 'Shop' },
            apiKey: { id: `key_${keyId}`, expiresAt: new Date(ends).toISOString(), active: true },
            actor: null,
          });
        }
        if (events.length > 0) seen.push([(ends - at) / DAY, ...kinds(events)]);
      }
      const both = (...event: unknown[]): unknown[] => [event, event];
      expect(seen).toEqual([
        [30, ...both('api_key.expiring', 30)],
        [7, ...both('api_key.expiring', 7)],
        [1, ...both('api_key.expiring', 1)],
        [0, ...both('api_key.expired', null)],
      ]);
    });

    it('come late rather than never, the last of several alone', async () => {
      await hook();
      await key(31);
      const ends = nowMs + 31 * DAY;
      const events = await toldAt(ends - 3 * DAY);
      expect(kinds(events)).toEqual([['api_key.expiring', 7]]);
      expect(events[0].timestamp).toBe(new Date(ends - 7 * DAY).toISOString());
      expect(kinds(await toldAt(ends + 90 * DAY))).toEqual([['api_key.expired', null]]);
      expect(await toldAt(ends + 91 * DAY)).toEqual([]);
    });

    it('come anew for another end, and not for a moment that was over when it was set', async () => {
      await hook();
      const keyId = await key(31);
      expect(kinds(await toldAt(START + DAY))).toEqual([['api_key.expiring', 30]]);
      const input = { keyId, version: 1, expiresAt: new Date(START + 60 * DAY) };
      await updateApiKey(installation.commandLine, input);
      await clear();
      expect(kinds(await toldAt(START + 30 * DAY))).toEqual([['api_key.expiring', 30]]);
      await updateApiKey(installation.commandLine, { keyId, version: 2, expiresAt: new Date(START + 35 * DAY) });
      await clear();
      // 7 days before that end were over.
      expect(await toldAt(START + 33 * DAY)).toEqual([]);
      expect(kinds(await toldAt(START + 34 * DAY))).toEqual([['api_key.expiring', 1]]);
      await deleteApiKey(installation.commandLine, { keyId });
      await clear();
      expect(await toldAt(START + 36 * DAY)).toEqual([]);
    });

    it('are no old news: neither to a webhook that came after, nor when the job runs for the first time', async () => {
      await key(1);
      await key(20);
      goTo(START + 2 * DAY);
      await hook();
      // The end of the first was before there was the webhook, though nobody had looked since.
      expect(await toldAt(START + 2 * DAY + MINUTE)).toEqual([]);
      expect(kinds(await toldAt(START + 13 * DAY))).toEqual([['api_key.expiring', 7]]);
      const { database } = installation.services;
      await database.transaction((manager) => manager.query('DELETE FROM told_until'));
      expect(await toldAt(START + 40 * DAY)).toEqual([]);
    });

    it('are one event where very many end together', async () => {
      await hook();
      for (let n = 0; n < 101; n++) await key(1);
      expect(await toldAt(START + DAY)).toMatchObject([
        { type: 'events.summarised', data: { account: { id: `acc_${vendor}` }, counts: { 'api_key.expired': 101 } } },
      ]);
    });
  });

  describe('of refused requests', () => {
    const refuse = (requests: number, accountId = shop, outcome: DecisionCode = 'KEY_NOT_FOUND'): Promise<void> => {
      const count = { accountId, day: new Date(nowMs).toISOString().slice(0, 10), keyId: null, outcome, requests };
      const { database, now } = installation.services;
      return new UsageTables(database, now).addUsage([count], []);
    };

    it('come once an hour where they are more than the threshold, to each webhook by its own', async () => {
      const [low, high] = [await hook(), await hook({ refusalsThreshold: 500 })];
      await refuse(60);
      await refuse(1_000, shop, 'VALID');
      await refuse(60, vendor);
      expect(await toldAt(nowMs + MINUTE)).toEqual([]);
      await refuse(40, shop, 'KEY_EXPIRED');
      expect(await toldAt(nowMs + MINUTE)).toEqual([]);
      await refuse(1);
      expect(await toldAt(nowMs + MINUTE)).toEqual([
        {
          type: 'requests.refused',
          timestamp: new Date(nowMs).toISOString(),
          data: {
            account: { id: `acc_${shop}`, externalId: null, name: 'Shop' },
            actor: null,
            refusals: { count: 101, from: '2031-05-06T12:00:00.000Z', to: '2031-05-06T13:00:00.000Z' },
          },
        },
      ]);
      await refuse(399);
      expect(await toldAt(nowMs + MINUTE)).toEqual([]);
      await refuse(10);
      goTo(nowMs + MINUTE);
      await pass();
      const rows = await installation.services.database.read.find(WebhookDelivery);
      expect(rows.map(({ webhookId }) => webhookId)).toEqual([high]);
      await clear();

      goTo(START + HOUR);
      await refuse(101);
      await pass();
      const later = await installation.services.database.read.find(WebhookDelivery);
      expect(later.map(({ webhookId }) => webhookId)).toEqual([low]);
    });

    it('come late rather than never, each hour by itself', async () => {
      await hook();
      await refuse(200);
      goTo(nowMs + HOUR);
      await refuse(300);
      goTo(nowMs + 5 * HOUR);
      const counts = (await toldAt(nowMs)).map(({ data }) => data.refusals.count as number);
      expect(counts).toEqual([200, 300]);
      expect(await toldAt(nowMs + MINUTE)).toEqual([]);
    });

    it('are no old news to a webhook that came after', async () => {
      await refuse(200);
      goTo(nowMs + HOUR);
      await hook();
      expect(await toldAt(nowMs + MINUTE)).toEqual([]);
    });

    it('of accounts that are gone are nothing', async () => {
      await hook();
      await refuse(200, newId());
      expect(await toldAt(nowMs + MINUTE)).toEqual([]);
    });
  });

  describe('of several instances', () => {
    it('are told by one', async () => {
      const { services } = installation;
      const shared = services.database.dialect === 'sqlite';
      const other = shared ? services.database : await Database.open({ url: installation.database.url });
      try {
        await hook();
        await key(1);
        goTo(START + DAY);
        const both = await Promise.all([pass(), pass({ ...services, database: other })]);
        expect(both.filter((announced) => announced !== null)).toEqual([1]);
        expect(await told()).toHaveLength(1);
        goTo(nowMs + MINUTE - 1);
        expect(await pass({ ...services, database: other })).toBeNull();
        goTo(nowMs + 1);
        expect(await pass({ ...services, database: other })).toBe(0);
      } finally {
        if (!shared) await other.close();
      }
    });
  });

  it('are told by the job, which says so to whoever sends', async () => {
    await hook();
    await key(1);
    goTo(START + DAY);
    const warn = jest.fn();
    let job: TimeEventJob | undefined;
    await new Promise<void>((resolve) => {
      job = new TimeEventJob({ ...installation.services, outbox: { nudge: resolve } }, { warn });
      job.start();
    });
    await job!.close();
    expect(await told()).toHaveLength(1);
    expect(warn).not.toHaveBeenCalled();
  });

  it('leave nothing for ever: deliveries go after 30 days, counts by the hour after two', async () => {
    const { database, now } = installation.services;
    const webhookId = await hook();
    const idAt = (atMs: number): string => atMs.toString(16).padStart(12, '0') + newId().slice(12);
    for (const ms of [START - 30 * DAY, START - 30 * DAY - 1]) {
      await database.transaction((manager) =>
        manager.query(
          `INSERT INTO webhook_delivery (id, webhook_id, event_type, created_at, status, attempts)
           VALUES (?, ?, 'webhook.test', ?, 'DELIVERED', 1)`,
          [idAt(ms), webhookId, new Date(ms).toISOString().slice(0, 19).replace('T', ' ')],
        ),
      );
    }
    const at =
      (ms: number): (() => Date) =>
      () =>
        new Date(now().getTime() + ms);
    for (const ms of [0, -2 * DAY, -2 * DAY - HOUR]) {
      const count = { accountId: shop, day: '2031-05-06', keyId: null, outcome: 'KEY_EXPIRED', requests: 1 } as const;
      await new UsageTables(database, at(ms)).addUsage([count], []);
    }
    const kept = { usageDays: 400, keyUseDays: 90, deniedRequestDays: 30, changes: 1_000_000 };
    expect(await runRetention(installation.services, kept)).toMatchObject({ webhookDeliveries: 1, refusalHours: 1 });
  });
});
