import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAccount } from '../../src/application/accounts/create-account';
import { deleteAccount } from '../../src/application/accounts/delete-account';
import { moveAccount } from '../../src/application/accounts/move-account';
import { change } from '../../src/application/change';
import { activateApiKey } from '../../src/application/keys/activate-api-key';
import { blockInheritedKey } from '../../src/application/keys/block-inherited-key';
import { createApiKey, type CreateApiKeyInput } from '../../src/application/keys/create-api-key';
import { deactivateApiKey } from '../../src/application/keys/deactivate-api-key';
import { deleteApiKey } from '../../src/application/keys/delete-api-key';
import { regenerateApiKey } from '../../src/application/keys/regenerate-api-key';
import { updateApiKey } from '../../src/application/keys/update-api-key';
import { DeliveryJob } from '../../src/application/notifications/delivery-job';
import { createWebhook, type CreateWebhookInput } from '../../src/application/webhooks/create-webhook';
import { rotateWebhookSecret } from '../../src/application/webhooks/rotate-webhook-secret';
import { testWebhook } from '../../src/application/webhooks/test-webhook';
import { Account } from '../../src/entities/account';
import { WebhookDelivery } from '../../src/entities/webhook-delivery';
import { newEndpointRows } from '../support/endpoint-rows';
import type { Data } from '../support/graphql-client';
import { bare, People } from '../support/people';
import { startTestInstallation, type TestInstallation } from '../support/test-installation';
import { type ReceivedWebhook, verified, WebhookReceiver } from '../support/webhook-receiver';

const NOW = new Date('2031-05-06T12:00:00.000Z');

/** What webhooks hear, from what happened to what a library of Standard Webhooks makes of it. */
describe('the events of a change', () => {
  let installation: TestInstallation;
  let receiver: WebhookReceiver;
  let people: People;
  /** root > shop > branch > till; beside it another vendor of the root. */
  let shop: string;
  let branch: string;
  let till: string;
  let beside: string;
  const secrets = new Map<string, string>();
  let names = 0;

  beforeAll(async () => {
    installation = await startTestInstallation({ webhookAllowedHosts: ['127.0.0.1'] });
    installation.setClock(NOW);
    receiver = await WebhookReceiver.start();
    people = new People(installation);
    shop = bare(await people.vendor(installation.rootId, 'Shop'));
    branch = bare(await people.vendor(`acc_${shop}`, 'Branch'));
    till = bare(await people.customer(`acc_${branch}`, 'Till'));
    beside = bare(await people.vendor(installation.rootId, 'Beside'));
    for (const [name, accountId] of Object.entries({ shop, branch, till, beside })) await hook(name, { accountId });
  });

  afterAll(async () => {
    await receiver.close();
    await installation.close();
  });

  /** Listens at the path of its name. */
  async function hook(name: string, input: Partial<CreateWebhookInput> & { accountId: string }): Promise<string> {
    const { webhook, secret } = await createWebhook(installation.commandLine, {
      name: `${name} ${++names}`,
      url: `${receiver.url}/${name}`,
      ...input,
    });
    secrets.set(`/${name}`, secret);
    return webhook.id;
  }

  async function key(accountId: string, input: Partial<CreateApiKeyInput> = {}): Promise<{ id: string; hint: string }> {
    const made = await createApiKey(installation.commandLine, { accountId, name: `key ${++names}`, ...input });
    return made.apiKey;
  }

  /** What came, by the webhook's name: read by the library, with the secret of that webhook. */
  async function heard(work: () => Promise<unknown>): Promise<Record<string, Data[]>> {
    await work();
    const sent: Record<string, Data[]> = {};
    for (const one of await deliver()) {
      const event = verified(one, secrets.get(one.path)!, installation.services.now());
      (sent[one.path.slice(1)] ??= []).push(event);
    }
    return sent;
  }

  async function deliver(): Promise<ReceivedWebhook[]> {
    const job = new DeliveryJob(installation.services, { info: jest.fn(), warn: jest.fn() });
    // Of one webhook not all at once.
    for (let known = -1; known < receiver.received.length;) {
      known = receiver.received.length;
      await job.sendDue();
      await job.finished();
    }
    return receiver.take();
  }

  const told = (id: string, name: string): object => ({ id: `acc_${id}`, externalId: null, name });

  it('are told on the account and above it, and nowhere else', async () => {
    let made = { id: '', hint: '' };
    const sent = await heard(async () => (made = await key(branch, { name: 'Fleet' })));
    const event = {
      type: 'api_key.created',
      timestamp: NOW.toISOString(),
      data: {
        account: told(branch, 'Branch'),
        apiKey: { id: `key_${made.id}`, name: 'Fleet', hint: made.hint, active: true, expiresAt: null },
        actor: { kind: 'COMMAND_LINE', id: null, name: null },
      },
    };
    expect(sent).toEqual({ shop: [event], branch: [event] });
  });

  it('say who did it, by name and id, as the audit log does', async () => {
    const ann = await people.person(`acc_${shop}`, ['ModifyApiKey', 'ViewApiKey'], `acc_${shop}`, 'ann');
    const sent = await heard(() => ann.client.mutate('createApiKey', { accountId: `acc_${shop}`, name: 'Of Ann' }));
    expect(sent.shop).toMatchObject([{ data: { actor: { kind: 'USER', id: ann.id, name: 'ann' } } }]);
  });

  it('are of each kind, and never have a value', async () => {
    const { commandLine } = installation;
    const expiresAt = new Date('2032-01-01T00:00:00.000Z');
    const value = '7c1d5e0a-9d1b-4b7e-8a57-2f7f6f0f4c11';
    let { id } = await key(shop, { name: 'Old name', value });
    await deliver();
    const apiKey = { id: `key_${id}`, name: 'New name', hint: expect.any(String), active: true, expiresAt };
    const shown = { ...apiKey, expiresAt: expiresAt.toISOString() };
    const of = async (work: () => Promise<unknown>): Promise<Data> => {
      const { shop: events = [] } = await heard(work);
      expect(events).toHaveLength(1);
      expect(JSON.stringify(events)).not.toContain(value);
      return events[0];
    };

    const changed = await of(() => updateApiKey(commandLine, { keyId: id, version: 1, name: 'New name', expiresAt }));
    expect(shapeOf(changed)).toEqual(shapeOf(documented()));
    expect(changed).toEqual({
      type: 'api_key.changed',
      timestamp: NOW.toISOString(),
      data: {
        account: told(shop, 'Shop'),
        apiKey: shown,
        actor: expect.anything(),
        changed: ['name', 'expiresAt'],
      },
    });
    expect(await of(() => deactivateApiKey(commandLine, { keyId: id }))).toMatchObject({
      type: 'api_key.changed',
      data: { apiKey: { ...shown, active: false }, changed: ['active'] },
    });
    expect(await of(() => activateApiKey(commandLine, { keyId: id }))).toMatchObject({
      type: 'api_key.changed',
      data: { apiKey: shown, changed: ['active'] },
    });
    const regenerated = await of(() => regenerateApiKey(commandLine, { keyId: id, overlapSeconds: 60 }));
    expect(regenerated).toMatchObject({
      type: 'api_key.regenerated',
      data: { previousValueWorksUntil: '2031-05-06T12:01:00.000Z' },
    });
    const { hint } = regenerated.data.apiKey;
    expect(await of(() => deleteApiKey(commandLine, { keyId: id }))).toMatchObject({
      type: 'api_key.deleted',
      data: { account: told(shop, 'Shop'), apiKey: { ...shown, hint } },
    });

    ({ id } = await newEndpointRows(installation, `acc_${shop}`, { name: 'Printer 7' }, [{}]).then((row) => ({
      id: bare(row.id),
    })));
    const waiting = await of(() =>
      change(commandLine, async (change) => {
        const account = await change.manager.findOneByOrFail(Account, { id: shop });
        change.audit({
          action: 'ENDPOINT_WAITING',
          account,
          target: { type: 'Endpoint', id, name: 'Printer 7' },
          actor: { actorKind: 'KEY', actorId: 'a'.repeat(32), actorName: 'Fleet' },
        });
      }),
    );
    expect(waiting).toMatchObject({
      type: 'endpoint.waiting',
      data: {
        account: told(shop, 'Shop'),
        endpoint: { id: `end_${id}`, name: 'Printer 7', clientType: expect.any(String) },
        actor: { kind: 'KEY', id: `key_${'a'.repeat(32)}`, name: 'Fleet' },
      },
    });
  });

  it('show of an inherited key what is seen of one, and of the account above nothing', async () => {
    const { id, hint } = await key(shop, { name: 'Of the shop', description: 'secret plans', tags: ['internal'] });
    await deliver();
    const sent = await heard(() => blockInheritedKey(installation.commandLine, { accountId: till, keyId: id }));
    const event = {
      type: 'api_key.blocked',
      timestamp: NOW.toISOString(),
      data: {
        account: told(till, 'Till'),
        apiKey: { id: `key_${id}`, name: 'Of the shop', hint, active: true, expiresAt: null },
        actor: expect.anything(),
      },
    };
    expect(sent).toEqual({ till: [event], branch: [event], shop: [event] });
    expect(JSON.stringify(sent.till)).not.toContain(shop);
  });

  it('are those that a webhook chose, while it is enabled', async () => {
    await hook('chosen', { accountId: beside, events: ['api_key.deleted'] });
    const { id } = await key(beside);
    expect(Object.keys(await heard(() => Promise.resolve()))).toEqual(['beside']);
    expect(await heard(() => deleteApiKey(installation.commandLine, { keyId: id }))).toMatchObject({
      beside: [{ type: 'api_key.deleted' }],
      chosen: [{ type: 'api_key.deleted' }],
    });
  });

  it('go where the account stands', async () => {
    const moving = bare(await people.vendor(`acc_${shop}`, 'Moving'));
    const input = { accountId: moving, newParentId: beside, version: 1 };
    await moveAccount(installation.commandLine, input);
    expect(Object.keys(await heard(() => key(moving)))).toEqual(['beside']);
  });

  it('are of no change that was taken back', async () => {
    const failing = change(installation.commandLine, async (change) => {
      await createApiKey(change, { accountId: shop, name: 'Taken back' });
      throw new Error('on purpose');
    });
    await expect(failing).rejects.toThrow('on purpose');
    expect(await deliver()).toEqual([]);
  });

  it('tell of the keys that a new customer got', async () => {
    const sent = await heard(() =>
      createAccount(installation.commandLine, { parentId: shop, kind: 'CUSTOMER', name: 'Stamped' }),
    );
    expect(sent.shop).toHaveLength(4);
    expect(sent.shop).toMatchObject(Array(4).fill({ type: 'api_key.created', data: { account: { name: 'Stamped' } } }));
  });

  it('are one where there are very many at once', async () => {
    const make = (count: number): Promise<void> =>
      change(installation.commandLine, async (change) => {
        for (let n = 0; n < count; n++) await createApiKey(change, { accountId: till, name: `many ${++names}` });
      });
    expect((await heard(() => make(100))).branch).toHaveLength(100);
    const sent = await heard(() => make(101));
    const summary = (accountId: string, name: string): object => ({
      type: 'events.summarised',
      timestamp: NOW.toISOString(),
      data: { account: told(accountId, name), counts: { 'api_key.created': 101 } },
    });
    expect(sent).toEqual({
      shop: [summary(shop, 'Shop')],
      branch: [summary(branch, 'Branch')],
      till: [summary(till, 'Till')],
    });
  });

  it('cost one statement where nobody listens, and none where there is nothing to hear', async () => {
    const quiet = bare(await people.vendor(installation.rootId, 'Quiet'));
    const counted = async (work: () => Promise<unknown>): Promise<number> => {
      const before = installation.statements.length;
      await work();
      return installation.statements.slice(before).filter((sql) => /webhook/.test(sql)).length;
    };
    expect(await counted(() => key(quiet))).toBe(1);
    expect(await counted(() => people.role(`acc_${quiet}`, []))).toBe(0);
  });

  it('are signed by the secret before too, for a day after it was rotated', async () => {
    const id = await hook('rotated', { accountId: beside, events: ['endpoint.waiting'] });
    const before = secrets.get('/rotated')!;
    const after = (await rotateWebhookSecret(installation.commandLine, { webhookId: id })).secret;
    const received = async (): Promise<ReceivedWebhook> => {
      await testWebhook(installation.commandLine, { webhookId: id });
      return (await deliver())[0]!;
    };
    const both = await received();
    expect(String(both.headers['webhook-signature']).split(' ')).toHaveLength(2);
    for (const secret of [before, after]) expect(verified(both, secret, NOW).type).toBe('webhook.test');

    const later = new Date(NOW.getTime() + 86_400_000);
    installation.setClock(later);
    const one = await received();
    installation.setClock(NOW);
    expect(verified(one, after, later).type).toBe('webhook.test');
    expect(() => verified(one, before, later)).toThrow('No matching signature');
  });

  it('that wait go with the account', async () => {
    const doomed = bare(await people.vendor(`acc_${shop}`, 'Doomed'));
    await hook('doomed', { accountId: doomed });
    await key(doomed);
    await deleteAccount(installation.commandLine, { accountId: doomed });
    const sent = await deliver();
    expect(sent.map(({ path }) => path)).toEqual(['/shop']);
    const left = await installation.services.database.read.findBy(WebhookDelivery, { status: 'PENDING' });
    expect(left).toEqual([]);
  });
});

/** The payload that docs/webhooks.md shows. */
function documented(): Data {
  const page = readFileSync(join(__dirname, '../../docs/webhooks.md'), 'utf8');
  return JSON.parse(/^```json\n(.*?)^```$/ms.exec(page)?.[1] ?? '');
}

/** The names of its fields, and of those within. */
function shapeOf(value: Data): Data {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return '';
  return Object.fromEntries(Object.entries(value).map(([name, within]) => [name, shapeOf(within)]));
}
