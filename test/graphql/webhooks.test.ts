import type { Permission } from '../../src/domain/permissions/permission';
import { AuditEvent } from '../../src/entities/audit-event';
import { Webhook } from '../../src/entities/webhook';
import { WebhookDelivery } from '../../src/entities/webhook-delivery';
import { type Data, GraphqlClient } from '../support/graphql-client';
import { bare, People, type Person } from '../support/people';
import { snapshot } from '../support/snapshot';
import { startTestInstallation, type TestInstallation } from '../support/test-installation';

const FIELDS =
  'id name url enabled events refusalsThreshold previousSecretSignsUntil version createdAt createdBy updatedAt account { id }';
const WEBHOOK = `webhook { ${FIELDS} }`;
const DELIVERY = 'delivery { id eventType createdAt status attempts attemptedAt nextAttemptAt responseStatus error }';
const SECRET = `... on WebhookSecretSuccess { secret ${WEBHOOK} }`;
const SUCCESS = `... on WebhookSuccess { ${WEBHOOK} }`;

const KEEPERS: readonly Permission[] = ['ViewAccount', 'ModifyAccount', 'ViewAuditLog'];
const URL = 'https://hooks.example.org/services/secret-part';

describe('webhooks', () => {
  let installation: TestInstallation;
  let people: People;
  /** root > shop > branch > till; beside it another vendor of the root. */
  let shop: string;
  let branch: string;
  let till: string;
  let beside: string;
  let keeper: Person;
  let names = 0;

  beforeAll(async () => {
    installation = await startTestInstallation({ webhookAllowedHosts: ['hooks.internal'] });
    people = new People(installation);
    shop = await people.vendor(installation.rootId, 'Shop');
    branch = await people.vendor(shop, 'Branch');
    till = await people.customer(branch, 'Till');
    beside = await people.vendor(installation.rootId, 'Beside');
    keeper = await people.person(shop, KEEPERS);
  });

  beforeEach(() => installation.services.database.transaction((manager) => manager.query('DELETE FROM webhook')));

  afterAll(() => installation.close());

  const create = (input: Record<string, unknown> = {}, client = keeper.client): Promise<Data> =>
    client.mutate('createWebhook', { accountId: shop, name: `webhook ${++names}`, url: URL, ...input }, SECRET);
  const update = (input: Record<string, unknown>, client = keeper.client): Promise<Data> =>
    client.mutate('updateWebhook', input, SUCCESS);
  const rotate = (input: Record<string, unknown>, client = keeper.client): Promise<Data> =>
    client.mutate('rotateWebhookSecret', input, SECRET);
  const tryOut = (input: Record<string, unknown>, client = keeper.client): Promise<Data> =>
    client.mutate('testWebhook', input, `... on TestWebhookSuccess { ${DELIVERY} }`);
  const remove = (input: Record<string, unknown>, client = keeper.client): Promise<Data> =>
    client.mutate('deleteWebhook', input, '... on DeleteWebhookSuccess { deletedId }');
  const read = async (id: string, client = keeper.client): Promise<Data> =>
    (await client.ask(`query ($id: ID!) { webhook(id: $id) { ${FIELDS} } }`, { id })).webhook;

  async function unchanged(attempt: () => Promise<Data>): Promise<Data> {
    const before = await snapshot(installation);
    const answer = await attempt();
    expect(await snapshot(installation)).toEqual(before);
    return answer;
  }

  function row(id: string): Promise<Webhook> {
    return installation.services.database.read.findOneByOrFail(Webhook, { id: bare(id) });
  }

  describe('making one', () => {
    it('shows its secret once, and keeps it sealed', async () => {
      const { secret, webhook } = await create({ name: 'Edge 🌐', events: ['API_KEY_DELETED', 'API_KEY_CREATED'] });
      expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
      const expected = {
        id: expect.stringMatching(/^whk_[0-9a-f]{32}$/),
        name: 'Edge 🌐',
        url: URL,
        enabled: true,
        events: ['API_KEY_CREATED', 'API_KEY_DELETED'],
        refusalsThreshold: 100,
        previousSecretSignsUntil: null,
        version: 1,
        createdAt: webhook.updatedAt,
        createdBy: keeper.id,
        updatedAt: expect.any(String),
        account: { id: shop },
      };
      expect(webhook).toEqual(expected);
      expect(await read(webhook.id)).toEqual(expected);
      expect(JSON.stringify(await snapshot(installation))).not.toContain(secret.slice('whsec_'.length, -4));
      const { sealedSecret } = await row(webhook.id);
      expect(sealedSecret.toString('latin1')).not.toContain(Buffer.from(secret.slice(6), 'base64').toString('latin1'));
      const { sealing } = installation.services.secrets;
      expect(sealing.open(sealedSecret, `webhook:${bare(webhook.id)}`)).toBe(secret);
      // Bound to its row.
      expect(sealing.open(sealedSecret, `webhook:${'0'.repeat(32)}`)).toBeNull();
      expect((await create()).secret).not.toBe(secret);
    });

    it('has defaults: every event, and a hundred refusals', async () => {
      expect((await create()).webhook).toMatchObject({ events: [], refusalsThreshold: 100 });
      expect((await create({ events: null, refusalsThreshold: 7 })).webhook).toMatchObject({ refusalsThreshold: 7 });
    });

    it('takes a name once on an account, whatever its case, and says whose it is', async () => {
      const { webhook } = await create({ name: 'Straße' });
      const other = await create();
      const taken = { __typename: 'Conflict', path: ['name'], existing: { __typename: 'Webhook', id: webhook.id } };
      expect(await unchanged(() => create({ name: 'STRASSE' }))).toMatchObject(taken);
      expect(await unchanged(() => update({ webhookId: other.webhook.id, version: 1, name: 'strasse' }))).toMatchObject(
        taken,
      );
      expect((await create({ name: 'straße', accountId: branch })).__typename).toBe('WebhookSecretSuccess');
    });

    it.each([
      [{ name: ' ' }, ['name'], 'EMPTY'],
      [{ url: 'http://hooks.example.org/' }, ['url'], 'HTTPS_REQUIRED'],
      [{ url: 'https://10.0.0.1/' }, ['url'], 'ADDRESS_NOT_ALLOWED'],
      [{ url: 'https://u:p@hooks.example.org/' }, ['url'], 'CREDENTIALS'],
      [{ url: 'https://hooks.example.org/#x' }, ['url'], 'FRAGMENT'],
      [{ url: 'nonsense' }, ['url'], 'NOT_A_URL'],
      [{ refusalsThreshold: 0 }, ['refusalsThreshold'], 'OUT_OF_RANGE'],
    ])('refuses %j', async (input, path, code) => {
      const { webhook } = await create();
      const refused = { __typename: 'ValidationFailed', faults: [{ path, code }] };
      expect(await unchanged(() => create(input))).toMatchObject(refused);
      expect(await unchanged(() => update({ webhookId: webhook.id, version: 1, ...input }))).toMatchObject(refused);
    });

    it('takes http for a host that the operator named', async () => {
      expect((await create({ url: 'http://hooks.internal:8080/x' })).webhook.url).toBe('http://hooks.internal:8080/x');
    });

    it('stops at 20 on an account', async () => {
      for (let n = 0; n < 20; n++) await create();
      expect(await unchanged(() => create())).toMatchObject({ __typename: 'LimitReached', path: ['accountId'] });
      expect((await create({ accountId: branch })).__typename).toBe('WebhookSecretSuccess');
    });
  });

  describe('changing one', () => {
    it('counts each change, and refuses what was read before it', async () => {
      const { webhook } = await create();
      const reference = { webhookId: webhook.id };
      const changed = await update({
        ...reference,
        version: 1,
        name: 'Renamed',
        url: `${URL}/other`,
        enabled: false,
        events: ['ENDPOINT_WAITING'],
        refusalsThreshold: 5,
      });
      expect(changed.webhook).toMatchObject({
        ...{ name: 'Renamed', url: `${URL}/other`, enabled: false, events: ['ENDPOINT_WAITING'] },
        ...{ refusalsThreshold: 5, version: 2 },
      });
      // The same again is no change.
      expect((await update({ ...reference, version: 2, name: 'Renamed', enabled: false })).webhook.version).toBe(2);
      const stale = { __typename: 'Conflict', path: ['version'], current: { __typename: 'Webhook', id: webhook.id } };
      for (const attempt of [
        () => update({ ...reference, version: 1, enabled: true }),
        () => rotate({ ...reference, version: 1 }),
        () => remove({ ...reference, version: 1 }),
      ]) {
        expect(await unchanged(attempt)).toMatchObject(stale);
      }
      expect((await rotate({ ...reference, version: 2 })).webhook.version).toBe(3);
      expect(await remove({ ...reference, version: 3 })).toMatchObject({ deletedId: webhook.id });
      expect(await read(webhook.id)).toBeNull();
    });

    it('gives it another secret, beside which the one before signs for a day', async () => {
      const { webhook, secret } = await create();
      const rotated = await rotate({ webhookId: webhook.id });
      expect(rotated.secret).not.toBe(secret);
      const until = Date.parse(rotated.webhook.previousSecretSignsUntil) - Date.parse(rotated.webhook.updatedAt);
      expect(until).toBe(86_400_000);
      const { sealing } = installation.services.secrets;
      const { sealedSecret, sealedPreviousSecret } = await row(webhook.id);
      const opened = [sealedSecret, sealedPreviousSecret!].map((one) =>
        sealing.open(one, `webhook:${bare(webhook.id)}`),
      );
      expect(opened).toEqual([rotated.secret, secret]);
    });

    it('is recorded without the secret, and with no more of the URL than where it leads', async () => {
      const { webhook, secret } = await create();
      await update({ webhookId: webhook.id, version: 1, url: `${URL}/moved` });
      const second = (await rotate({ webhookId: webhook.id })).secret;
      await tryOut({ webhookId: webhook.id });
      await remove({ webhookId: webhook.id });
      const events = await installation.services.database.read.find(AuditEvent, {
        where: { targetId: bare(webhook.id) },
        order: { id: 'ASC' },
      });
      expect(events.map(({ action }) => action)).toEqual([
        ...['WEBHOOK_CREATED', 'WEBHOOK_UPDATED', 'WEBHOOK_SECRET_ROTATED', 'WEBHOOK_TESTED', 'WEBHOOK_DELETED'],
      ]);
      const records = JSON.stringify(events);
      expect(records).toContain('https://hooks.example.org');
      for (const hidden of [secret, second, 'secret-part', 'sealed']) expect(records).not.toContain(hidden);
    });
  });

  describe('a test of one', () => {
    it('is in its deliveries, of which no body is shown', async () => {
      const { webhook } = await create({ events: ['API_KEY_CREATED'] });
      const { delivery } = await tryOut({ webhookId: webhook.id });
      expect(delivery).toEqual({
        id: expect.stringMatching(/^whd_[0-9a-f]{32}$/),
        eventType: 'webhook.test',
        createdAt: delivery.nextAttemptAt,
        status: 'PENDING',
        attempts: 0,
        attemptedAt: null,
        nextAttemptAt: expect.any(String),
        responseStatus: null,
        error: null,
      });
      const kept = await installation.services.database.read.findOneByOrFail(WebhookDelivery, {
        id: bare(delivery.id),
      });
      expect(JSON.parse(kept.payload!)).toEqual({
        type: 'webhook.test',
        timestamp: delivery.createdAt,
        data: { account: { id: shop, externalId: null, name: 'Shop' } },
      });
      const node = `query ($id: ID!) { node(id: $id) { ... on WebhookDelivery { status eventType } } }`;
      expect((await keeper.client.ask(node, { id: delivery.id })).node).toEqual({
        status: 'PENDING',
        eventType: 'webhook.test',
      });
    });

    it('is refused where the webhook is not enabled, and where ten are waiting', async () => {
      const { webhook } = await create();
      for (let n = 0; n < 10; n++) await tryOut({ webhookId: webhook.id });
      expect(await unchanged(() => tryOut({ webhookId: webhook.id }))).toMatchObject({
        __typename: 'LimitReached',
        path: ['webhookId'],
      });
      await update({ webhookId: webhook.id, version: 1, enabled: false });
      expect(await unchanged(() => tryOut({ webhookId: webhook.id }))).toMatchObject({
        __typename: 'Conflict',
        current: { id: webhook.id },
      });
    });

    it('is listed with the others, newest first, in pages and by status', async () => {
      const { webhook } = await create();
      const made: string[] = [];
      for (let n = 0; n < 5; n++) made.unshift((await tryOut({ webhookId: webhook.id })).delivery.id);
      await installation.services.database.transaction((manager) =>
        manager.update(WebhookDelivery, { id: bare(made[2]!) }, { status: 'FAILED', nextAttemptAt: null }),
      );
      const list = async (args: string): Promise<Data> => {
        const query = `query ($id: ID!) { webhook(id: $id) {
          deliveries(${args}) { totalCount nodes { id } pageInfo { hasNextPage endCursor } } } }`;
        const { deliveries } = (await keeper.client.ask(query, { id: webhook.id })).webhook;
        return { ...deliveries, ids: deliveries.nodes.map((one: Data) => one.id) };
      };
      const first = await list('first: 2');
      expect(first).toMatchObject({ totalCount: 5, ids: made.slice(0, 2), pageInfo: { hasNextPage: true } });
      expect((await list(`first: 9, after: "${first.pageInfo.endCursor}"`)).ids).toEqual(made.slice(2));
      expect((await list('filter: { statuses: [FAILED] }')).ids).toEqual([made[2]]);
      expect((await list('filter: { statuses: [] }')).totalCount).toBe(0);
      await expect(list(`filter: { statuses: [FAILED] }, after: "${first.pageInfo.endCursor}"`)).rejects.toThrow(
        'CURSOR_OF_ANOTHER_LIST',
      );
    });
  });

  it('is gone with its account, and those of other accounts stay', async () => {
    const doomed = await people.vendor(shop, 'Doomed');
    const below = await people.customer(doomed, 'Below');
    const gone = [await create({ accountId: doomed }), await create({ accountId: below })];
    for (const { webhook } of gone) await tryOut({ webhookId: webhook.id });
    const stays = await create();
    const admin = await new GraphqlClient(installation.server).signIn();
    expect(await admin.mutate('deleteAccount', { accountId: doomed, cascade: true })).toMatchObject({
      __typename: 'DeleteAccountSuccess',
    });
    for (const { webhook } of gone) expect(await read(webhook.id)).toBeNull();
    expect(await installation.services.database.read.count(WebhookDelivery)).toBe(0);
    expect(await read(stays.webhook.id)).toMatchObject({ id: stays.webhook.id });
  });

  describe('who keeps them', () => {
    it('holds both permissions on the account: one is not enough, for reading neither', async () => {
      const { webhook } = await create({ accountId: branch });
      const { delivery } = await tryOut({ webhookId: webhook.id });
      const attempts = (client: GraphqlClient): (() => Promise<Data>)[] => [
        () => create({ accountId: branch }, client),
        () => update({ webhookId: webhook.id, version: 1, refusalsThreshold: 3 }, client),
        () => rotate({ webhookId: webhook.id }, client),
        () => tryOut({ webhookId: webhook.id }, client),
        () => remove({ webhookId: webhook.id }, client),
      ];
      for (const missing of ['ModifyAccount', 'ViewAuditLog'] as const) {
        // Both somewhere, on the branch but one.
        const person = await people.person(
          shop,
          KEEPERS.filter((one) => one !== missing),
        );
        await people.grant(person.id, await people.role(shop, KEEPERS), till);
        for (const attempt of attempts(person.client)) {
          const answer = await unchanged(attempt);
          expect(answer).toMatchObject({ __typename: 'Forbidden', message: expect.stringContaining(missing) });
        }
        const { data, errors } = await person.client.send(
          `{ account(by: { id: "${branch}" }) { id webhooks { totalCount } } webhook(id: "${webhook.id}") { id }
             node(id: "${webhook.id}") { id } delivery: node(id: "${delivery.id}") { id } }`,
        );
        expect(data).toEqual({ account: { id: branch, webhooks: null }, webhook: null, node: null, delivery: null });
        expect(errors?.map((error) => error.extensions.code)).toEqual(['FORBIDDEN', 'FORBIDDEN']);
      }
      for (const stranger of [await people.person(till, KEEPERS), await people.person(beside, KEEPERS)]) {
        for (const attempt of attempts(stranger.client)) {
          expect(await unchanged(attempt)).toMatchObject({ __typename: 'NotFound' });
        }
        expect(await read(webhook.id, stranger.client)).toBeNull();
      }
      const maker = await people.person(shop, KEEPERS, branch);
      for (const attempt of attempts(maker.client)) expect((await attempt()).__typename).toMatch(/Success$/);
    });

    it('has them listed by name, in pages', async () => {
      for (const name of ['b', 'C', 'a', 'D', 'e']) await create({ name });
      await create({ accountId: branch });
      const list = async (args: string): Promise<Data> => {
        const query = `query ($id: ID!) { account(by: { id: $id }) {
          webhooks(${args}) { totalCount nodes { name } pageInfo { hasNextPage endCursor } } } }`;
        const { webhooks } = (await keeper.client.ask(query, { id: shop })).account;
        return { ...webhooks, names: webhooks.nodes.map((node: Data) => node.name) };
      };
      const first = await list('first: 2');
      expect(first).toMatchObject({ totalCount: 5, names: ['a', 'b'], pageInfo: { hasNextPage: true } });
      expect((await list(`first: 9, after: "${first.pageInfo.endCursor}"`)).names).toEqual(['C', 'D', 'e']);
    });
  });
});
