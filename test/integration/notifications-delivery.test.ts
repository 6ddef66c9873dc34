import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { In, MoreThan } from 'typeorm';
import { createApiKey } from '../../src/application/keys/create-api-key';
import { claimDelivery } from '../../src/application/notifications/claim-delivery';
import { DeliveryJob } from '../../src/application/notifications/delivery-job';
import { postWebhook, type PostOptions } from '../../src/application/notifications/post-webhook';
import { hostResolver, type ResolveHost } from '../../src/application/notifications/resolve-host';
import { firstDue, waitingWebhooks } from '../../src/application/notifications/waiting-webhooks';
import { createWebhook } from '../../src/application/webhooks/create-webhook';
import { deleteWebhook } from '../../src/application/webhooks/delete-webhook';
import { testWebhook } from '../../src/application/webhooks/test-webhook';
import { updateWebhook } from '../../src/application/webhooks/update-webhook';
import { Database } from '../../src/database/database';
import { allowedTargets } from '../../src/domain/network/allowed-targets';
import type { DeliveryOutcome } from '../../src/domain/webhooks/delivery';
import { AuditEvent } from '../../src/entities/audit-event';
import { Webhook } from '../../src/entities/webhook';
import { WebhookDelivery } from '../../src/entities/webhook-delivery';
import { findProgram, inCi } from '../support/environment';
import { bare, People } from '../support/people';
import { testFolder } from '../support/test-database';
import { startTestInstallation, type TestInstallation } from '../support/test-installation';
import { type ReceivedWebhook, verified, WebhookReceiver } from '../support/webhook-receiver';

const [SECOND, MINUTE, HOUR] = [1_000, 60_000, 3_600_000];
const START = Date.parse('2031-05-06T12:00:00.000Z');

describe('delivery', () => {
  let installation: TestInstallation;
  let receiver: WebhookReceiver;
  let nowMs = START;
  let names = 0;

  beforeAll(async () => {
    installation = await startTestInstallation({ webhookAllowedHosts: ['127.0.0.1'] });
  });

  beforeEach(async () => {
    receiver = await WebhookReceiver.start();
    goTo(START);
    await installation.services.database.transaction((manager) => manager.query('DELETE FROM webhook'));
  });

  afterEach(() => receiver.close());

  afterAll(() => installation.close());

  function goTo(atMs: number): void {
    nowMs = atMs;
    installation.setClock(new Date(atMs));
  }

  async function hook(url = receiver.url, accountId = installation.rootId): Promise<{ id: string; secret: string }> {
    const input = { accountId: bare(accountId), name: `webhook ${++names}`, url };
    const { webhook, secret } = await createWebhook(installation.commandLine, input);
    return { id: webhook.id, secret };
  }

  async function send(webhookId: string): Promise<string> {
    return (await testWebhook(installation.commandLine, { webhookId })).id;
  }

  function newJob(resolveHost?: ResolveHost, services = installation.services): DeliveryJob {
    return new DeliveryJob(services, { info: jest.fn(), warn: jest.fn() }, resolveHost);
  }

  /** All attempts that are due, with what came of them. */
  async function deliver(resolveHost?: ResolveHost): Promise<ReceivedWebhook[]> {
    const job = newJob(resolveHost);
    await job.sendDue();
    await job.finished();
    return receiver.take();
  }

  function row(id: string): Promise<WebhookDelivery> {
    return installation.services.database.read.findOneByOrFail(WebhookDelivery, { id });
  }

  describe('an attempt', () => {
    it('that is taken leaves a record without its body', async () => {
      const { id, secret } = await hook(`${receiver.url}/in/here?x=1`);
      const delivery = await send(id);
      const [request] = await deliver();
      expect(request).toMatchObject({ path: '/in/here?x=1' });
      expect(request!.headers).toMatchObject({
        'content-type': 'application/json',
        'webhook-id': `whd_${delivery}`,
        'webhook-timestamp': String(START / SECOND),
        'webhook-signature': expect.stringMatching(/^v1,\S+$/),
      });
      expect(verified(request!, secret, new Date(nowMs))).toMatchObject({ type: 'webhook.test' });
      expect(await row(delivery)).toMatchObject({
        ...{ status: 'DELIVERED', payload: null, attempts: 1, attemptedAt: new Date(START), nextAttemptAt: null },
        ...{ responseStatus: 200, error: null },
      });
      goTo(nowMs + 30 * HOUR);
      expect(await deliver()).toEqual([]);
    });

    it('that fails is repeated, longer and longer after, with the same id and its own time, then given up', async () => {
      const { id, secret } = await hook();
      const delivery = await send(id);
      const pauses: number[] = [];
      for (let attempt = 1; attempt <= 8; attempt++) {
        receiver.answers.push(503);
        const [request, ...others] = await deliver();
        expect(others).toEqual([]);
        expect(verified(request!, secret, new Date(nowMs))).toMatchObject({ type: 'webhook.test' });
        expect(request!.headers['webhook-id']).toBe(`whd_${delivery}`);
        expect(request!.headers['webhook-timestamp']).toBe(String(Math.floor(nowMs / SECOND)));
        const after = await row(delivery);
        expect(after).toMatchObject({ attempts: attempt, responseStatus: 503, error: 'STATUS' });
        if (!after.nextAttemptAt) break;
        expect(after.payload).not.toBeNull();
        pauses.push(after.nextAttemptAt.getTime() - nowMs);
        goTo(after.nextAttemptAt.getTime() - 1);
        expect(await deliver()).toEqual([]);
        goTo(nowMs + 1);
      }
      expect(await row(delivery)).toMatchObject({ status: 'FAILED', attempts: 8, payload: null, nextAttemptAt: null });
      expect(pauses).toHaveLength(7);
      expect([...pauses].sort((a, b) => a - b)).toEqual(pauses);
      expect(nowMs - START).toBeGreaterThan(18 * HOUR);
      expect(nowMs - START).toBeLessThan(30 * HOUR);
    });

    it('succeeds after others that failed', async () => {
      const { id } = await hook();
      const delivery = await send(id);
      receiver.answers.push(500);
      await deliver();
      goTo(nowMs + MINUTE);
      expect(await deliver()).toHaveLength(1);
      expect(await row(delivery)).toMatchObject({ status: 'DELIVERED', attempts: 2, responseStatus: 200, error: null });
    });

    it('follows no redirect', async () => {
      const { id } = await hook();
      const delivery = await send(id);
      receiver.answers.push('redirect');
      expect((await deliver()).map(({ path }) => path)).toEqual(['/']);
      expect(await row(delivery)).toMatchObject({ status: 'PENDING', responseStatus: 307, error: 'REDIRECT' });
    });

    it('that is answered 410 disables the webhook, which is recorded as of nobody', async () => {
      const { id } = await hook();
      const deliveries = [await send(id), await send(id)];
      receiver.answers.push(410, 410);
      expect(await deliver()).toHaveLength(2);
      for (const delivery of deliveries) {
        expect(await row(delivery)).toMatchObject({ status: 'FAILED', responseStatus: 410, error: 'GONE' });
      }
      const { read } = installation.services.database;
      expect(await read.findOneByOrFail(Webhook, { id })).toMatchObject({ enabled: false, version: 2 });
      expect(await read.findBy(AuditEvent, { action: 'WEBHOOK_DISABLED', targetId: id })).toMatchObject([
        { actorKind: 'SYSTEM', actorId: null, before: { enabled: true }, after: { enabled: false } },
      ]);
      await createApiKey(installation.commandLine, { accountId: bare(installation.rootId), name: `key ${++names}` });
      expect(await deliver()).toEqual([]);
    });

    it('is not made for a webhook that was disabled meanwhile, nor for one that was deleted', async () => {
      const [disabled, deleted] = [await hook(), await hook()];
      const waiting = await send(disabled.id);
      await send(deleted.id);
      await updateWebhook(installation.commandLine, { webhookId: disabled.id, version: 1, enabled: false });
      await deleteWebhook(installation.commandLine, { webhookId: deleted.id });
      expect(await deliver()).toEqual([]);
      expect(await row(waiting)).toMatchObject({ status: 'FAILED', error: 'DISABLED', payload: null });
    });

    it('is not made where the secret does not open: it was sealed for another row, or elsewhere', async () => {
      const [one, other] = [await hook(), await hook()];
      const delivery = await send(one.id);
      const { database } = installation.services;
      const { sealedSecret } = await database.read.findOneByOrFail(Webhook, { id: other.id });
      await database.transaction((manager) => manager.update(Webhook, { id: one.id }, { sealedSecret }));
      expect(await deliver()).toEqual([]);
      expect(await row(delivery)).toMatchObject({ status: 'FAILED', error: 'SECRET', payload: null });
    });

    it('goes to where the webhook leads now', async () => {
      const { id } = await hook(`${receiver.url}/before`);
      await send(id);
      await updateWebhook(installation.commandLine, { webhookId: id, version: 1, url: `${receiver.url}/after` });
      expect((await deliver()).map(({ path }) => path)).toEqual(['/after']);
    });
  });

  describe('of several instances', () => {
    it('one makes an attempt, and one that died is followed by another', async () => {
      const { services } = installation;
      // SQLite's driver waits for a lock without giving way to the rest of its process: there both share the connection.
      const shared = services.database.dialect === 'sqlite';
      const other = shared ? services.database : await Database.open({ url: installation.database.url });
      try {
        const { id } = await hook();
        const deliveries = [await send(id), await send(id), await send(id), await send(id)];
        const jobs = [newJob(), newJob(undefined, { ...services, database: other })];
        for (let round = 0; round < 3; round++) {
          await Promise.all(jobs.map((job) => job.sendDue()));
          await Promise.all(jobs.map((job) => job.finished()));
        }
        const ids = receiver.take().map(({ headers }) => headers['webhook-id']);
        expect([...ids].sort()).toEqual(deliveries.map((one) => `whd_${one}`).sort());

        const lost = await send(id);
        const [waiting] = await waitingWebhooks(services);
        expect(waiting).toMatchObject({ webhookId: id, line: [bare(installation.rootId)], due: 1 });
        const due = await firstDue(services, waiting!);
        expect(await claimDelivery(services, due!)).toMatchObject({ delivery: { id: lost, attempts: 1 } });
        expect(await firstDue(services, waiting!)).toBeNull();
        expect(await claimDelivery({ ...services, database: other }, due!)).toBeNull();
        // Whoever claimed it says nothing more.
        goTo(nowMs + MINUTE - 1);
        expect(await deliver()).toEqual([]);
        goTo(nowMs + 1);
        expect(await deliver()).toHaveLength(1);
        expect(await row(lost)).toMatchObject({ status: 'DELIVERED', attempts: 2 });
      } finally {
        if (!shared) await other.close();
      }
    });
  });

  describe('by the job', () => {
    it('begins at once when it is nudged, and a slow receiver holds up nobody else', async () => {
      const slow = await WebhookReceiver.start();
      try {
        const job = newJob();
        const services = { ...installation.services, outbox: job };
        const context = { ...installation.commandLine, services };
        job.start();
        const [stuck, quick] = [await hook(slow.url), await hook()];
        slow.answers.push('nothing', 'nothing');
        for (let n = 0; n < 4; n++) await testWebhook(context, { webhookId: stuck.id });
        const delivery = (await testWebhook(context, { webhookId: quick.id })).id;
        await until(async () => (await row(delivery)).status === 'DELIVERED');
        // Sent before, and perhaps not read as soon.
        await until(() => Promise.resolve(slow.received.length >= 2));
        expect(slow.received).toHaveLength(2);
        await job.close();
        // What was cut off waits, and is sent by the next one.
        const waiting = await installation.services.database.read.findBy(WebhookDelivery, { webhookId: stuck.id });
        expect(waiting.map(({ status, error }) => [status, error])).toEqual([
          ...[
            ['PENDING', 'INTERRUPTED'],
            ['PENDING', 'INTERRUPTED'],
            ['PENDING', null],
            ['PENDING', null],
          ],
        ]);
        const next = newJob();
        for (let round = 0; round < 2; round++) {
          await next.sendDue();
          await next.finished();
        }
        expect(slow.received).toHaveLength(6);
      } finally {
        await slow.close();
      }
    });

    it('begins at once though more receivers of another account hang, with accounts below it, than there are places', async () => {
      const slow = await WebhookReceiver.start();
      const job = newJob();
      try {
        const people = new People(installation);
        const tenant = await people.vendor(installation.rootId, 'hangs');
        const accounts = [tenant];
        for (let n = 1; n < 6; n++) accounts.push(await people.vendor(tenant, `hangs too ${n}`));
        const hanging: string[] = [];
        for (let n = 0; n < 120; n++) {
          const { id } = await hook(slow.url, accounts[n % 6]);
          slow.answers.push('nothing', 'nothing');
          hanging.push(await send(id), await send(id));
        }
        // The last of the queue.
        const neighbour = await people.vendor(installation.rootId, 'answers');
        goTo(nowMs + 1);
        const quick = await send((await hook(receiver.url, neighbour)).id);
        job.start();
        await until(async () => (await row(quick)).status === 'DELIVERED');
        const begun = (await Promise.all(hanging.map(row))).filter(({ attempts }) => attempts > 0);
        expect(begun.length).toBeGreaterThan(30);
        // It did not wait for one of them to end.
        expect(begun.filter(({ error }) => error !== null)).toEqual([]);
      } finally {
        await job.close();
        await slow.close();
      }
    });

    it('remembers who was slow, and keeps places free of them', async () => {
      const slow = await WebhookReceiver.start();
      const job = newJob();
      let readMs = 0;
      const clock = jest.spyOn(performance, 'now').mockImplementation(() => (readMs += 3 * SECOND));
      try {
        const tenant = await new People(installation).vendor(installation.rootId, 'is slow');
        const ids: string[] = [];
        for (let n = 0; n < 20; n++) ids.push((await hook(slow.url, tenant)).id);
        for (const id of ids) await send(id);
        await job.sendDue();
        // Nobody was known yet.
        expect(await attempted(ids)).toBe(20);
        await job.finished();
        slow.answers.push(...Array<'nothing'>(20).fill('nothing'));
        for (const id of ids) await send(id);
        await job.sendDue();
        // Two thirds of two thirds of 25: the account's own, and what is below the root.
        expect(await attempted(ids)).toBe(20 + 12);
      } finally {
        clock.mockRestore();
        await job.close();
        await slow.close();
      }
    });

    it('finds what nobody told it of', async () => {
      const { id } = await hook();
      const job = newJob();
      job.start();
      await job.sendDue();
      const delivery = await send(id);
      await until(async () => (await row(delivery)).status === 'DELIVERED');
      await job.close();
    });
  });

  /** How many deliveries of the webhooks were begun. */
  async function attempted(webhookIds: string[]): Promise<number> {
    const { read } = installation.services.database;
    return read.countBy(WebhookDelivery, { webhookId: In(webhookIds), attempts: MoreThan(0) });
  }

  /** Looks again and again; whatever is waited for happens by itself. */
  async function until(isSo: () => Promise<boolean>): Promise<void> {
    while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 10));
  }

  describe('leads to no address that is not global', () => {
    const NONE = allowedTargets([]);
    const LOOPBACK = allowedTargets(['127.0.0.1']);

    function post(url: string, options: Partial<PostOptions> = {}): Promise<DeliveryOutcome> {
      const signal = new AbortController().signal;
      const resolveHost: ResolveHost = () => Promise.resolve(['127.0.0.1']);
      return postWebhook({ url, headers: {}, body: '{}' }, { allowed: NONE, resolveHost, signal, ...options });
    }

    const REFUSED = { responseStatus: null, error: 'ADDRESS' };

    it('as it is written', async () => {
      for (const host of ['127.0.0.1', '127.1', '[::1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '0']) {
        expect(await post(`http://${host}:${receiver.port}/`)).toEqual(REFUSED);
      }
      expect(receiver.connections).toBe(0);
    });

    it('as a name leads there, a name of this machine too', async () => {
      expect(await post(`https://rebound.example:${receiver.port}/`)).toEqual(REFUSED);
      const resolveHost = hostResolver(NONE);
      expect(await post(`https://localhost:${receiver.port}/`, { resolveHost })).toEqual(REFUSED);
      const mapped: ResolveHost = () => Promise.resolve(['::ffff:127.0.0.1', '64:ff9b::7f00:1', 'fe80::1%lo']);
      expect(await post(`https://mapped.example:${receiver.port}/`, { resolveHost: mapped })).toEqual(REFUSED);
      expect(receiver.connections).toBe(0);
    });

    it('but for the operator’s exceptions', async () => {
      const done = { responseStatus: 200, error: null };
      expect(await post(receiver.url, { allowed: LOOPBACK })).toEqual(done);
      const several: ResolveHost = () => Promise.resolve(['10.9.8.7', '127.0.0.1', '::1']);
      const url = `https://several.example:${receiver.port}/`;
      // Only the one that is allowed is tried.
      const noTls = { responseStatus: null, error: 'TLS' };
      expect(await post(url, { allowed: LOOPBACK, resolveHost: several })).toEqual(noTls);
      await until(() => Promise.resolve(receiver.connections === 2));
      const allowed = allowedTargets(['localhost']);
      const local = `http://localhost:${receiver.port}/`;
      expect(await post(local, { allowed, resolveHost: hostResolver(allowed) })).toEqual(done);
      expect(await post(`https://other.example:${receiver.port}/`, { allowed })).toEqual(REFUSED);
    });

    it('as the connection itself has it', async () => {
      let looks = 0;
      const allowed = {
        ranges: [],
        // As if another address had been connected to than was looked up: the scheme is the first look, that the second.
        get hosts() {
          return new Set(looks++ < 2 ? ['changing.example'] : []);
        },
      };
      expect(await post(`http://changing.example:${receiver.port}/`, { allowed })).toEqual(REFUSED);
      await until(() => Promise.resolve(receiver.connections === 1));
      expect(receiver.take()).toEqual([]);
    });

    it('nor without TLS, but to an exception, and to none that was one when the URL was set', async () => {
      const resolveHost: ResolveHost = () => Promise.resolve(['93.184.215.14']);
      const signal = AbortSignal.abort();
      for (const host of ['hooks.example', '93.184.215.14', '[2606:2800:21f:cb07:6820:80da:af6b:8b2c]']) {
        expect(await post(`http://${host}/`, { resolveHost, signal })).toEqual(REFUSED);
        expect(await post(`https://${host}/`, { resolveHost, signal })).toMatchObject({ error: 'INTERRUPTED' });
      }
      const { id } = await hook();
      const delivery = await send(id);
      const job = newJob(undefined, { ...installation.services, webhookTargets: NONE });
      await job.sendDue();
      await job.finished();
      expect(await row(delivery)).toMatchObject({ status: 'PENDING', attempts: 1, error: 'ADDRESS' });
      expect(receiver.connections).toBe(0);
    });

    it('at any attempt, whatever the name led to at the one before', async () => {
      const { id } = await hook(`https://changing.example:${receiver.port}/`);
      const delivery = await send(id);
      const answers = [['127.0.0.1'], ['127.0.0.2'], [], ['169.254.169.254'], ['127.0.0.1']];
      const errors: unknown[] = [];
      for (const answer of answers) {
        expect(await deliver(() => Promise.resolve(answer))).toEqual([]);
        const { error, nextAttemptAt } = await row(delivery);
        errors.push([error, receiver.connections]);
        goTo(nextAttemptAt!.getTime());
      }
      // This receiver does not speak TLS: but it was connected to, or not.
      expect(errors).toEqual([['TLS', 1], ...Array<unknown>(3).fill(['ADDRESS', 1]), ['TLS', 2]]);
    });

    const openssl = findProgram('openssl');

    (openssl || inCi ? it : it.skip)('nor takes a certificate of anybody', async () => {
      const folder = mkdtempSync(join(testFolder(), 'certificate-'));
      const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
      const words = '-x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -subj /CN=127.0.0.1';
      execFileSync(openssl ?? 'openssl', ['req', ...words.split(' '), '-keyout', key, '-out', cert], {
        stdio: 'ignore',
      });
      const options = { key: readFileSync(key), cert: readFileSync(cert) };
      const server = createServer(options, (_request, response) => response.end());
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
      const tls = { responseStatus: null, error: 'TLS' };
      expect(await post(`https://127.0.0.1:${port}/`, { allowed: LOOPBACK })).toEqual(tls);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });

    it('and waits for nobody longer than it may', async () => {
      receiver.answers.push('nothing');
      const late = { responseStatus: null, error: 'TIMEOUT' };
      expect(await post(receiver.url, { allowed: LOOPBACK, limitMs: 50 })).toEqual(late);
      const never: ResolveHost = () => new Promise(() => undefined);
      expect(await post('https://slow.example/', { resolveHost: never, limitMs: 50 })).toEqual(late);
      const signal = AbortSignal.abort();
      expect(await post(receiver.url, { allowed: LOOPBACK, signal })).toMatchObject({ error: 'INTERRUPTED' });
      expect(await post('http://127.0.0.1:1/', { allowed: LOOPBACK })).toMatchObject({ error: 'CONNECTION' });
    });
  });
});
