import { moveAccount } from '../../src/application/accounts/move-account';
import { createGateway } from '../../src/application/gateways/create-gateway';
import { blockInheritedKey } from '../../src/application/keys/block-inherited-key';
import { unblockInheritedKey } from '../../src/application/keys/unblock-inherited-key';
import { newId } from '../../src/application/new-id';
import { ClosedAccounts } from '../../src/application/notifications/closed-accounts';
import { createApiKeyTemplate } from '../../src/application/templates/create-api-key-template';
import { UsageTables } from '../../src/application/usage/write-usage';
import { createWebhook } from '../../src/application/webhooks/create-webhook';
import { parentPathOf } from '../../src/domain/accounts/account-path';
import { publicId } from '../../src/domain/ids';
import { PERMISSIONS } from '../../src/domain/permissions/permission';
import { Account } from '../../src/entities/account';
import { AuditEvent } from '../../src/entities/audit-event';
import { WebhookDelivery } from '../../src/entities/webhook-delivery';
import { newEndpointRows } from '../support/endpoint-rows';
import type { Data, GraphqlClient } from '../support/graphql-client';
import { bare } from '../support/people';
import { KeyWorld } from './key-world';

/**
 * A key of the vendor that one account below blocks, and one that is suspended: no edge leads to either, to what is below
 * them, or to anything that they have.
 */
let world: KeyWorld;
let client: GraphqlClient;
/** Public ids of what is on the open accounts, and on those that are closed. */
const open = new Set<string>();
const closed = new Set<string>();
/** Of the vendor; has a role on an open account and on a closed one. */
let wanderer: string;
let mover: string;

beforeAll(async () => {
  world = await KeyWorld.make();
  client = world.client();
  const { ids, people } = world;
  wanderer = (await people.user(ids.vendor, 'wanderer')).id;
  for (const account of ['open', 'shop'] as const) await furnish(ids[account], open);
  for (const account of ['blocking', 'behind', 'suspended', 'under'] as const) await furnish(ids[account], closed);
  // It stood on an open account, and came to a closed one with its past.
  mover = await people.vendor(ids.open, 'mover');
  await furnish(mover, closed);
  const { commandLine } = world.installation;
  await moveAccount(commandLine, { accountId: bare(mover), newParentId: bare(ids.blocking), version: 1 });
  const events = await commandLine.manager.find(AuditEvent);
  for (const event of events) {
    const isClosed = [...closed].some((id) => event.pathThen.includes(bare(id)));
    (isClosed ? closed : open).add(publicId('AuditEvent', event.id));
  }
});

afterAll(() => world.installation.close());

/** What the mutation came to, with the key. */
async function call(mutation: string, input: Record<string, unknown>): Promise<string> {
  return (await client.mutate(mutation, input)).__typename;
}

/** One of everything on the account. */
async function furnish(accountId: string, into: Set<string>): Promise<void> {
  const { people, installation } = world;
  const { commandLine } = installation;
  const id = bare(accountId);
  const key = await world.key(accountId, { value: `same-${serial++}-8f3c1a9e4b7d2065`, permissions: ['ViewAccount'] });
  const user = await people.user(accountId);
  const role = await people.role(accountId, ['ViewAccount']);
  const grants = [
    await people.grant(user.id, role, accountId),
    await people.grant(wanderer, await people.role(world.ids.vendor, []), accountId),
  ];
  const template = await createApiKeyTemplate(commandLine, { accountId: id, name: 'template' });
  const { gateway } = await createGateway(commandLine, { accountId: id, name: 'gateway' });
  const { id: endpoint } = await newEndpointRows(installation, accountId, { keyId: bare(key.id) }, [{}]);
  const { webhook } = await createWebhook(commandLine, {
    accountId: id,
    name: 'hook',
    url: 'https://hooks.example.org',
  });
  const usage = new UsageTables(installation.services.database);
  const [keyId, atMs] = [bare(world.keyId), Date.now()];
  const day = new Date(atMs).toISOString().slice(0, 10);
  await usage.addUsage(
    [{ accountId: id, day, keyId, outcome: 'VALID', requests: 1 }],
    [{ accountId: id, keyId, ip: '192.0.2.1', atMs }],
  );
  const refused = { code: 'IP_NOT_ALLOWED', operation: 'LIMITED', ip: null, gatewayId: gateway.id } as const;
  await usage.addRefused([{ ...refused, id: newId(), atMs, accountId: id, keyId }]);
  for (const one of [accountId, key.id, user.id, role, ...grants, endpoint]) into.add(one);
  into.add(publicId('ApiKeyTemplate', template.id));
  into.add(publicId('Gateway', gateway.id));
  into.add(publicId('Webhook', webhook.id));
}
let serial = 0;

/** Every id in an answer. */
function idsIn(data: Data): string[] {
  return [...JSON.stringify(data).matchAll(/\b[a-z]{3}_[0-9a-f]{32}\b/g)].map(([id]) => id);
}

describe('what is closed to the key', () => {
  it('is not found by its id, as what is not there', async () => {
    const ask = async (ids: string[]): Promise<Data[]> =>
      (await client.ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids })).nodes;
    const batches = (ids: Set<string>): string[][] => {
      const all = [...ids];
      return all.flatMap((_id, at) => (at % 100 === 0 ? [all.slice(at, at + 100)] : []));
    };
    for (const ids of batches(closed)) expect(await ask(ids)).toEqual(ids.map(() => null));
    for (const ids of batches(open)) {
      const found = await ask(ids);
      // What happened on the root or elsewhere is not the vendor's.
      const lacking = ids.filter((id, at) => found[at] === null && !id.startsWith('aud_'));
      expect(lacking).toEqual([]);
    }
  });

  const LISTS: readonly [string, string][] = [
    ['children', '{ account(by: { id: "$vendor" }) { edge: children(first: 100) { totalCount nodes { id } } } }'],
    ['accounts', '{ edge: accounts(first: 100) { totalCount nodes { id parent { id } line { id } } } }'],
    ['accounts below', '{ edge: accounts(first: 100, filter: { belowId: "$vendor" }) { totalCount nodes { id } } }'],
    ['accounts by name', '{ edge: accounts(filter: { search: "n" }) { totalCount nodes { id name } } }'],
    [
      'keys by hint',
      '{ edge: findApiKeys(first: 100, input: { hint: "sa" }) { totalCount nodes { id account { id } definedOn { id } } } }',
    ],
    [
      'findings',
      '{ account(by: { id: "$vendor" }) { edge: securityFindings(first: 100, includeSubAccounts: true) { totalCount nodes { apiKey { id } } } } }',
    ],
    [
      'users',
      '{ account(by: { id: "$vendor" }) { edge: users(first: 100, filter: { includeSubAccounts: true }) { totalCount nodes { id account { id } } } } }',
    ],
    [
      'endpoints',
      '{ account(by: { id: "$vendor" }) { edge: endpoints(first: 100, filter: { includeSubAccounts: true }) { totalCount nodes { id account { id } } } } }',
    ],
    ['waiting', '{ account(by: { id: "$vendor" }) { edge: pendingEndpointCount(includeSubAccounts: true) } }'],
    [
      'usage',
      '{ account(by: { id: "$vendor" }) { edge: usage(first: 100, includeSubAccounts: true, by: [ACCOUNT]) { totalCount nodes { account { id } requests } } } }',
    ],
    [
      'all usage',
      '{ account(by: { id: "$vendor" }) { edge: usage(includeSubAccounts: true, by: []) { nodes { requests } } } }',
    ],
    [
      'usage of a key',
      '{ apiKey(id: "$key") { edge: usage(first: 100, by: [ACCOUNT]) { totalCount nodes { account { id } } } } }',
    ],
    ['impact', '{ apiKey(id: "$key") { edge: impact(first: 100) { totalCount nodes { account { id } } } } }'],
    [
      'refusals',
      '{ account(by: { id: "$vendor" }) { edge: deniedRequests(first: 100, includeSubAccounts: true) { totalCount nodes { account { id } } } } }',
    ],
    ['grants', '{ user(id: "$wanderer") { edge: grants(first: 100) { totalCount nodes { id account { id } } } } }'],
    [
      'audit',
      '{ account(by: { id: "$vendor" }) { edge: auditEvents(first: 100) { totalCount nodes { id accountId target { id } } } } }',
    ],
    [
      'audit of the open account',
      '{ account(by: { id: "$open" }) { edge: auditEvents(first: 100) { totalCount nodes { id accountId } } } }',
    ],
  ];

  it.each(LISTS)('%s', async (_name, template) => {
    const query = template
      .replaceAll('$vendor', world.ids.vendor)
      .replaceAll('$open', world.ids.open)
      .replaceAll('$key', world.keyId)
      .replaceAll('$wanderer', wanderer);
    const seen = edge(await client.ask(query));
    const ids = idsIn(seen);
    expect(ids.filter((id) => closed.has(id))).toEqual([]);
    // A user who may do the same sees more: there is something to leave out.
    const chief = (await world.people.person(world.ids.vendor, PERMISSIONS)).client;
    const all = edge(await chief.ask(query));
    expect(all).not.toEqual(seen);
    if (typeof seen === 'number') expect([seen, all]).toEqual([2, 7]);
    else if ('totalCount' in seen) expect([seen.totalCount, seen.nodes.length > 0]).toEqual([seen.nodes.length, true]);
    else expect([seen.nodes, all.nodes]).toEqual([[{ requests: 2 }], [{ requests: 7 }]]);
  });

  it('is not there for explainAccess', async () => {
    const ask = (account: string): Promise<Data> =>
      client.ask(
        `{ explainAccess(input: { account: { id: "${account}" }, key: "vendor-8f3c1a9e4b7d2065", operation: LIMITED }) {
             code checks { code outcome } account { id } effectiveApiKey { node { id } } } }`,
      );
    const nothing = await ask(`acc_${'0'.repeat(32)}`);
    expect(nothing.explainAccess.code).toBe('ACCOUNT_NOT_FOUND');
    for (const name of ['blocking', 'behind', 'suspended', 'under', 'other'] as const) {
      expect(await ask(world.ids[name])).toEqual(nothing);
    }
    expect((await ask(world.ids.shop)).explainAccess).toMatchObject({ code: 'VALID', account: { id: world.ids.shop } });
  });

  it('cannot be changed, nor carried off with what is above it', async () => {
    const { ids } = world;
    const name = 'made';
    expect(await call('createAccount', { parentId: ids.blocking, kind: 'VENDOR', name })).toBe('NotFound');
    expect(await call('createApiKey', { accountId: ids.under, name })).toBe('NotFound');
    expect(await call('resumeAccount', { accountId: ids.suspended })).toBe('NotFound');
    expect(await call('unblockApiKey', { accountId: ids.blocking, keyId: world.keyId })).toBe('NotFound');
    expect(await call('moveAccount', { accountId: ids.shop, newParentId: ids.blocking, version: 1 })).toBe('NotFound');
    const parent = await world.people.vendor(ids.open, 'parent');
    const child = await world.people.customer(parent, 'child');
    await world.people.vendor(parent, 'sibling');
    expect(await call('blockApiKey', { accountId: child, keyId: world.keyId })).toBe('BlockApiKeySuccess');
    expect(await call('moveAccount', { accountId: parent, newParentId: ids.vendor, version: 1 })).toBe('Forbidden');
    expect(await call('deleteAccount', { accountId: parent, cascade: true })).toBe('Forbidden');
    expect((await client.ask(`{ account(by: { id: "${parent}" }) { children { nodes { name } } } }`)).account).toEqual({
      children: { nodes: [{ name: 'sibling' }] },
    });
  });

  it('is not told of by a webhook: none is made or changed with the key above it', async () => {
    const { ids, installation } = world;
    const url = 'https://hooks.example.org/';
    const { webhook } = await createWebhook(installation.commandLine, {
      ...{ accountId: bare(ids.vendor), name: 'of the vendor', url },
    });
    const webhookId = publicId('Webhook', webhook.id);
    expect(await call('createWebhook', { accountId: ids.vendor, name: 'overhearing', url })).toBe('Forbidden');
    expect(await call('updateWebhook', { webhookId, version: 1, url: `${url}elsewhere` })).toBe('Forbidden');
    expect(await call('rotateWebhookSecret', { webhookId })).toBe('Forbidden');
    expect(await call('createWebhook', { accountId: ids.shop, name: 'of the key', url })).toBe('WebhookSecretSuccess');
  });

  it('is not told of by a webhook that the key made before it was closed', async () => {
    const { installation, people, ids } = world;
    const { commandLine } = installation;
    const parent = await people.vendor(ids.open, 'told of');
    const child = await people.customer(parent, 'closing');
    const url = 'https://hooks.example.org/';
    const { webhook: ofKey } = await client.mutate(
      'createWebhook',
      { accountId: parent, name: 'of the key', url, events: ['API_KEY_CREATED'] },
      '... on WebhookSecretSuccess { webhook { id } }',
    );
    const { webhook: ofOthers } = await createWebhook(commandLine, {
      ...{ accountId: bare(parent), name: 'of others', url, events: ['api_key.created'] },
    });
    const heard = async (accountId: string): Promise<number[]> => {
      const count = (id: string): Promise<number> => commandLine.manager.countBy(WebhookDelivery, { webhookId: id });
      const counts = (): Promise<number[]> => Promise.all([bare(ofKey.id), ofOthers.id].map(count));
      const before = await counts();
      await world.key(accountId);
      return (await counts()).map((after, at) => after - (before[at] ?? 0));
    };
    expect(await heard(child)).toEqual([1, 1]);
    await blockInheritedKey(commandLine, { accountId: bare(child), keyId: bare(world.keyId) });
    expect(await heard(child)).toEqual([0, 1]);
    expect(await heard(parent)).toEqual([1, 1]);
    // As it is asked of one change, and of an import.
    const keyId = bare(world.keyId);
    const { path } = await commandLine.manager.findOneByOrFail(Account, { id: bare(child) });
    for (const others of [[], Array.from({ length: 1_001 }, () => `${newId()}/`)]) {
      const found = await ClosedAccounts.load(commandLine.manager, [keyId], [...others, path]);
      expect([path, parentPathOf(path)!].map((one) => found.has(one, keyId))).toEqual([true, false]);
    }
    await unblockInheritedKey(commandLine, { accountId: bare(child), keyId: bare(world.keyId) });
    expect(await heard(child)).toEqual([1, 1]);
  });

  it('asks to go further down where it is too much for a statement', async () => {
    const many = await world.people.vendor(world.ids.vendor, 'many');
    const { value, id } = await world.key(many, {
      ...{ allowUnauthenticatedRequests: true, permissions: ['ViewAccount', 'ViewApiKey'] as const },
    });
    const { commandLine } = world.installation;
    for (let count = 0; count < 201; count++) {
      const child = await world.people.customer(many, `child ${count}`);
      await blockInheritedKey(commandLine, { accountId: bare(child), keyId: bare(id) });
    }
    const limited = world.client(value);
    for (const query of [
      '{ accounts { totalCount } }',
      `{ account(by: { id: "${many}" }) { securityFindings(includeSubAccounts: true) { totalCount } } }`,
    ]) {
      const { errors } = await limited.send(query);
      expect(errors?.[0]?.message).toMatch(/^More than 200 accounts below are closed/);
    }
    expect(await limited.ask(`{ account(by: { id: "${many}" }) { apiKeys { totalCount } } }`)).toEqual({
      account: { apiKeys: { totalCount: 1 } },
    });
  });
});

function edge(data: Data): Data {
  const [first] = Object.values(data as Record<string, Data>);
  return data.edge ?? first.edge;
}
