import type { GraphQLObjectType } from 'graphql';
import type { AuditAction } from '../../src/application/audit/audit-entry';
import { PERMISSIONS } from '../../src/domain/permissions/permission';
import { Account } from '../../src/entities/account';
import { ApiKeyValue } from '../../src/entities/api-key-value';
import { AuditEvent } from '../../src/entities/audit-event';
import type { Endpoint } from '../../src/entities/endpoint';
import { Gateway } from '../../src/entities/gateway';
import { Installation } from '../../src/entities/installation';
import { User } from '../../src/entities/user';
import { newSchema } from '../../src/graphql/schema';
import { newEndpointRows } from '../support/endpoint-rows';
import { type Data, GraphqlClient } from '../support/graphql-client';
import { bare, PASSWORD, People, type Person } from '../support/people';
import { snapshot } from '../support/snapshot';
import { ADMIN, startTestInstallation, type TestInstallation } from '../support/test-installation';
import { WITH_KEY } from './scope-mutations';

const ADDRESS = '203.0.113.7';
const NEW_PASSWORD = 'a loud street at noon';
/** What one mutation is to record. */
interface Recorded {
  /** One record each, in this order. */
  readonly actions: readonly AuditAction[];
  /** Makes what is needed, and answers the call. */
  readonly prepare: () => Promise<() => Promise<Data>>;
  /** Public id of the account where it happens; else the shop. */
  readonly on?: () => string;
  /** Who does it; else the administrator. */
  readonly by?: () => string;
  readonly before?: object | null;
  readonly after?: object | null;
}

describe('the audit log', () => {
  let installation: TestInstallation;
  let people: People;
  let admin: GraphqlClient;
  let anybody: GraphqlClient;
  let adminId: string;
  let shop: string;
  let last: Person;
  let place: string;
  let names = 0;
  const clock = new Date('2031-05-06T07:08:09.123Z');
  /** Every secret that this file used or was answered. */
  const secrets = new Set<string>([ADMIN.password, PASSWORD, NEW_PASSWORD]);

  beforeAll(async () => {
    installation = await startTestInstallation();
    people = new People(installation);
    anybody = new GraphqlClient(installation.server);
    admin = await anybody.signIn();
    adminId = (await admin.ask('{ viewer { user { id } } }')).viewer.user.id;
    shop = await people.vendor(installation.rootId, 'Shop');
  });

  beforeEach(begin);

  /** At the clock's beginning, with the administrator signed in. */
  async function begin(): Promise<void> {
    installation.setClock(clock);
    admin = await anybody.signIn();
    secrets.add(admin.token!);
  }

  const minutesLater = (minutes: number): Date => new Date(clock.getTime() + minutes * 60_000);

  afterAll(() => installation.close());

  const name = (): string => `name ${++names}`;
  const child = (): Promise<string> => people.vendor(shop, name());
  const someone = async (): Promise<Person> => (last = await people.person(shop, []));
  const role = (): Promise<string> => people.role(shop, ['ViewAccount'], name());

  async function call(client: GraphqlClient, mutation: string, input: Record<string, unknown>): Promise<Data> {
    const answer = await client.mutate(mutation, input, secretsOf(mutation));
    for (const secret of JSON.stringify(answer).match(/(kt[arg]?|whsec)_[0-9A-Za-z+/=]+/g) ?? []) secrets.add(secret);
    return answer;
  }

  function secretsOf(mutation: string): string {
    if (['signIn', 'refreshSession', 'changePassword'].includes(mutation)) return SIGN_IN;
    if (['createGateway', 'replaceGatewayCredential'].includes(mutation)) return GATEWAY;
    if (['createWebhook', 'rotateWebhookSecret'].includes(mutation)) return WEBHOOK;
    return { createAccount: CREATE_ACCOUNT, createApiKey: KEY, regenerateApiKey: KEY }[mutation] ?? '';
  }

  async function key(input: Record<string, unknown> = {}, accountId = shop): Promise<string> {
    return (await call(admin, 'createApiKey', { accountId, name: name(), ...input })).apiKey.id;
  }

  async function gateway(): Promise<string> {
    return (await call(admin, 'createGateway', { accountId: shop, name: name() })).gateway.id;
  }

  async function webhook(): Promise<string> {
    const input = { accountId: shop, name: name(), url: 'https://hooks.example.org/a-secret-path' };
    return (await call(admin, 'createWebhook', input)).webhook.id;
  }

  /** With a registration that waits. */
  async function endpoint(columns: Partial<Endpoint> = {}): Promise<string> {
    return (await newEndpointRows(installation, shop, columns, [{}])).id;
  }
  const TRUSTED: Partial<Endpoint> = { status: 'TRUSTED', confirmed: true };

  async function endpoints(columns: Partial<Endpoint> = {}): Promise<Record<string, unknown>> {
    return { endpointIds: [await endpoint(columns), await endpoint(columns)], atomic: true };
  }

  async function template(): Promise<string> {
    const made = await admin.mutate(
      'createApiKeyTemplate',
      { accountId: shop, name: name() },
      '... on ApiKeyTemplateSuccess { template { id } }',
    );
    return made.template.id;
  }

  /** A value that no key has yet. */
  function value(): string {
    const chosen = `5f0c-77d1-${++names}-9b${bare(shop).slice(-12)}`;
    secrets.add(chosen);
    return chosen;
  }

  const simple =
    (mutation: string, input: () => Promise<Record<string, unknown>>): Recorded['prepare'] =>
    async () => {
      const given = await input();
      return () => call(admin, mutation, given);
    };

  /** Every mutation of the schema. */
  const RECORDED: Record<string, Recorded> = {
    signIn: {
      actions: ['SIGNED_IN'],
      by: () => last.id,
      prepare: async () => {
        const user = await someone();
        return () => call(anybody, 'signIn', { account: { id: shop }, name: user.name, password: PASSWORD });
      },
    },
    refreshSession: {
      actions: ['REFRESH_TOKEN_REUSED'],
      by: () => 'ANONYMOUS',
      prepare: async () => {
        const user = await someone();
        const { refreshToken } = await call(anybody, 'signIn', {
          account: { id: shop },
          name: user.name,
          password: PASSWORD,
        });
        await call(anybody, 'refreshSession', { refreshToken });
        return () => call(anybody, 'refreshSession', { refreshToken });
      },
    },
    signOut: {
      actions: ['SIGNED_OUT'],
      by: () => last.id,
      prepare: async () => {
        const { client } = await someone();
        return async () => (await client.ask('mutation { signOut { __typename } }')).signOut;
      },
    },
    endAllSessions: {
      actions: ['SESSIONS_ENDED'],
      prepare: simple('endAllSessions', async () => ({ userId: (await someone()).id })),
      after: { sessionsEnded: 1 },
    },
    changePassword: {
      actions: ['PASSWORD_CHANGED'],
      by: () => last.id,
      prepare: async () => {
        const { client } = await someone();
        return () => call(client, 'changePassword', { currentPassword: PASSWORD, newPassword: NEW_PASSWORD });
      },
    },

    createAccount: {
      actions: ['ACCOUNT_CREATED'],
      prepare: simple('createAccount', async () =>
        Promise.resolve({ parentId: shop, kind: 'VENDOR', name: 'New', externalId: name() }),
      ),
      on: () => place,
      after: { name: 'New', kind: 'VENDOR', status: 'ACTIVE' },
    },
    updateAccount: {
      actions: ['ACCOUNT_UPDATED'],
      prepare: simple('updateAccount', async () => ({
        accountId: (place = await child()),
        version: 1,
        name: 'Renamed',
        domains: [`d${++names}.example.org`],
      })),
      on: () => place,
      before: { name: expect.any(String), domains: [] },
      after: { name: 'Renamed', domains: [expect.any(String)] },
    },
    suspendAccount: {
      actions: ['ACCOUNT_SUSPENDED'],
      prepare: simple('suspendAccount', async () => ({ accountId: (place = await child()) })),
      on: () => place,
      before: { status: 'ACTIVE' },
      after: { status: 'SUSPENDED' },
    },
    resumeAccount: {
      actions: ['ACCOUNT_RESUMED'],
      prepare: simple('resumeAccount', async () => {
        place = await child();
        await admin.mutate('suspendAccount', { accountId: place });
        return { accountId: place };
      }),
      on: () => place,
      before: { status: 'SUSPENDED' },
      after: { status: 'ACTIVE' },
    },
    moveAccount: {
      actions: ['ACCOUNT_MOVED', 'ACCOUNT_MOVED'],
      prepare: simple('moveAccount', async () => ({
        accountId: (place = await child()),
        newParentId: installation.rootId,
        version: 1,
      })),
      on: () => place,
    },
    deleteAccount: {
      actions: ['ACCOUNT_DELETED'],
      prepare: simple('deleteAccount', async () => ({ accountId: (place = await child()) })),
      on: () => place,
      before: { kind: 'VENDOR' },
    },

    createApiKey: {
      actions: ['API_KEY_CREATED'],
      prepare: simple('createApiKey', () =>
        Promise.resolve({ accountId: shop, name: name(), value: value(), permissions: ['ViewAccount'] }),
      ),
      after: { active: true, permissions: ['ViewAccount'], hint: expect.any(String) },
    },
    updateApiKey: {
      actions: ['API_KEY_UPDATED'],
      prepare: simple('updateApiKey', async () => ({ keyId: await key(), version: 1, fullApiAccess: true })),
      before: { fullApiAccess: false },
      after: { fullApiAccess: true },
    },
    activateApiKey: {
      actions: ['API_KEY_ACTIVATED'],
      prepare: simple('activateApiKey', async () => ({ keyId: await key({ active: false }) })),
      before: { active: false },
      after: { active: true },
    },
    deactivateApiKey: {
      actions: ['API_KEY_DEACTIVATED'],
      prepare: simple('deactivateApiKey', async () => ({ keyId: await key() })),
      before: { active: true },
      after: { active: false },
    },
    regenerateApiKey: {
      actions: ['API_KEY_REGENERATED'],
      prepare: simple('regenerateApiKey', async () => ({ keyId: await key(), value: value(), overlapSeconds: 60 })),
      before: { hint: expect.any(String) },
      after: { hint: expect.any(String) },
    },
    deleteApiKey: {
      actions: ['API_KEY_DELETED'],
      prepare: simple('deleteApiKey', async () => ({ keyId: await key() })),
      before: { active: true },
    },
    blockApiKey: {
      actions: ['API_KEY_BLOCKED'],
      prepare: simple('blockApiKey', async () => ({ keyId: await key(), accountId: (place = await child()) })),
      on: () => place,
    },
    unblockApiKey: {
      actions: ['API_KEY_UNBLOCKED'],
      prepare: simple('unblockApiKey', async () => {
        const input = { keyId: await key(), accountId: (place = await child()) };
        await admin.mutate('blockApiKey', input);
        return input;
      }),
      on: () => place,
    },
    activateApiKeys: {
      actions: ['API_KEY_ACTIVATED', 'API_KEY_ACTIVATED'],
      prepare: simple('activateApiKeys', async () => ({
        keyIds: [await key({ active: false }), await key({ active: false })],
        atomic: true,
      })),
    },
    deactivateApiKeys: {
      actions: ['API_KEY_DEACTIVATED', 'API_KEY_DEACTIVATED'],
      prepare: simple('deactivateApiKeys', async () => ({ keyIds: [await key(), await key()], atomic: true })),
    },
    deleteApiKeys: {
      actions: ['API_KEY_DELETED', 'API_KEY_DELETED'],
      prepare: simple('deleteApiKeys', async () => ({ keyIds: [await key(), await key()], atomic: true })),
    },

    createApiKeyTemplate: {
      actions: ['TEMPLATE_CREATED'],
      prepare: simple('createApiKeyTemplate', () => Promise.resolve({ accountId: shop, name: name(), value: value() })),
      after: { active: true, hint: expect.any(String) },
    },
    updateApiKeyTemplate: {
      actions: ['TEMPLATE_UPDATED'],
      prepare: simple('updateApiKeyTemplate', async () => ({
        templateId: await template(),
        version: 1,
        value: value(),
        active: false,
      })),
      before: { active: true },
      after: { active: false },
    },
    deleteApiKeyTemplate: {
      actions: ['TEMPLATE_DELETED'],
      prepare: simple('deleteApiKeyTemplate', async () => ({ templateId: await template() })),
      before: { active: true },
    },

    createUser: {
      actions: ['USER_CREATED'],
      prepare: simple('createUser', () =>
        Promise.resolve({ accountId: shop, name: name(), password: PASSWORD, email: 'a@example.org' }),
      ),
      after: { email: 'a@example.org', disabled: false },
    },
    updateUser: {
      actions: ['USER_DISABLED'],
      prepare: simple('updateUser', async () => ({
        userId: (await someone()).id,
        version: 1,
        disabled: true,
        displayName: 'Out',
      })),
      before: { disabled: false, displayName: null },
      after: { disabled: true, displayName: 'Out' },
    },
    setUserPassword: {
      actions: ['USER_PASSWORD_SET'],
      prepare: simple('setUserPassword', async () => ({ userId: (await someone()).id, password: NEW_PASSWORD })),
      before: null,
      after: null,
    },
    deleteUser: {
      actions: ['USER_DELETED'],
      prepare: simple('deleteUser', async () => ({ userId: (await someone()).id })),
      before: { disabled: false, grants: [] },
    },

    createRole: {
      actions: ['ROLE_CREATED'],
      prepare: simple('createRole', () =>
        Promise.resolve({ accountId: shop, name: name(), permissions: ['ViewRole'] }),
      ),
      after: { permissions: ['ViewRole'] },
    },
    updateRole: {
      actions: ['ROLE_UPDATED'],
      prepare: simple('updateRole', async () => ({ roleId: await role(), version: 1, permissions: [] })),
      before: { permissions: ['ViewAccount'] },
      after: { permissions: [] },
    },
    deleteRole: {
      actions: ['ROLE_DELETED'],
      prepare: simple('deleteRole', async () => ({ roleId: await role() })),
      before: { permissions: ['ViewAccount'], grants: [] },
    },
    grantRole: {
      actions: ['ROLE_GRANTED'],
      prepare: simple('grantRole', async () => ({
        userId: (await someone()).id,
        roleId: await role(),
        accountId: shop,
      })),
      after: { userName: expect.any(String), roleName: expect.any(String) },
    },
    revokeGrant: {
      actions: ['GRANT_REVOKED'],
      prepare: simple('revokeGrant', async () => ({
        grantId: await people.grant((await someone()).id, await role(), shop),
      })),
      before: { userName: expect.any(String), roleName: expect.any(String) },
    },

    createGateway: {
      actions: ['GATEWAY_CREATED'],
      prepare: simple('createGateway', () => Promise.resolve({ accountId: shop, name: name() })),
      after: { enabled: true, hint: expect.any(String) },
    },
    updateGateway: {
      actions: ['GATEWAY_UPDATED'],
      prepare: simple('updateGateway', async () => ({ gatewayId: await gateway(), version: 1, enabled: false })),
      before: { enabled: true },
      after: { enabled: false },
    },
    replaceGatewayCredential: {
      actions: ['GATEWAY_CREDENTIAL_REPLACED'],
      prepare: simple('replaceGatewayCredential', async () => ({ gatewayId: await gateway() })),
      before: { hint: expect.any(String) },
      after: { hint: expect.any(String) },
    },
    deleteGateway: {
      actions: ['GATEWAY_DELETED'],
      prepare: simple('deleteGateway', async () => ({ gatewayId: await gateway() })),
      before: { enabled: true },
    },

    createWebhook: {
      actions: ['WEBHOOK_CREATED'],
      prepare: simple('createWebhook', () =>
        Promise.resolve({ accountId: shop, name: name(), url: 'https://hooks.example.org/a-secret-path' }),
      ),
      after: { enabled: true, url: 'https://hooks.example.org', events: [] },
    },
    updateWebhook: {
      actions: ['WEBHOOK_UPDATED'],
      prepare: simple('updateWebhook', async () => ({
        webhookId: await webhook(),
        version: 1,
        events: ['API_KEY_CREATED'],
        enabled: false,
      })),
      before: { events: [], enabled: true },
      after: { events: ['api_key.created'], enabled: false },
    },
    rotateWebhookSecret: {
      actions: ['WEBHOOK_SECRET_ROTATED'],
      prepare: simple('rotateWebhookSecret', async () => ({ webhookId: await webhook() })),
      before: null,
      after: { previousSecretSignsUntil: expect.any(String) },
    },
    testWebhook: {
      actions: ['WEBHOOK_TESTED'],
      prepare: simple('testWebhook', async () => ({ webhookId: await webhook() })),
      before: null,
      after: null,
    },
    deleteWebhook: {
      actions: ['WEBHOOK_DELETED'],
      prepare: simple('deleteWebhook', async () => ({ webhookId: await webhook() })),
      before: { enabled: true, url: 'https://hooks.example.org' },
    },

    trustEndpoint: {
      actions: ['ENDPOINT_TRUSTED'],
      prepare: simple('trustEndpoint', async () => ({ endpointId: await endpoint() })),
      before: { status: 'PENDING', confirmed: false, name: expect.any(String), keyId: expect.any(String) },
      after: { status: 'TRUSTED', confirmed: true, registrationsAllowed: 1, registrationsDenied: 0 },
    },
    rejectEndpoint: {
      actions: ['ENDPOINT_REJECTED'],
      prepare: simple('rejectEndpoint', async () => ({ endpointId: await endpoint() })),
      before: { status: 'PENDING' },
      after: { status: 'REJECTED', confirmed: false, registrationsAllowed: 0, registrationsDenied: 1 },
    },
    revokeEndpoint: {
      actions: ['ENDPOINT_REVOKED'],
      prepare: simple('revokeEndpoint', async () => ({ endpointId: await endpoint(TRUSTED) })),
      before: { status: 'TRUSTED', confirmed: true },
      after: { status: 'REVOKED', confirmed: false, registrationsAllowed: 0, registrationsDenied: 1 },
    },
    renameEndpoint: {
      actions: ['ENDPOINT_RENAMED'],
      prepare: simple('renameEndpoint', async () => ({ endpointId: await endpoint(), version: 1, name: 'Renamed' })),
      before: { name: expect.any(String) },
      after: { name: 'Renamed' },
    },
    deleteEndpoint: {
      actions: ['ENDPOINT_DELETED'],
      prepare: simple('deleteEndpoint', async () => ({ endpointId: await endpoint(TRUSTED) })),
      before: { status: 'TRUSTED', confirmed: true, name: expect.any(String), keyId: expect.any(String) },
      after: null,
    },
    trustEndpoints: {
      actions: ['ENDPOINT_TRUSTED', 'ENDPOINT_TRUSTED'],
      prepare: simple('trustEndpoints', () => endpoints()),
    },
    rejectEndpoints: {
      actions: ['ENDPOINT_REJECTED', 'ENDPOINT_REJECTED'],
      prepare: simple('rejectEndpoints', () => endpoints()),
    },
    revokeEndpoints: {
      actions: ['ENDPOINT_REVOKED', 'ENDPOINT_REVOKED'],
      prepare: simple('revokeEndpoints', () => endpoints(TRUSTED)),
    },
    deleteEndpoints: {
      actions: ['ENDPOINT_DELETED', 'ENDPOINT_DELETED'],
      prepare: simple('deleteEndpoints', () => endpoints()),
    },
  };

  it('is told what every mutation records', async () => {
    const mutations = (await newSchema()).getMutationType() as GraphQLObjectType;
    expect([...Object.keys(RECORDED), ...WITH_KEY].sort()).toEqual(Object.keys(mutations.getFields()).sort());
  });

  it.each(Object.entries(RECORDED))(
    '%s is recorded, or not done',
    async (mutation, { actions, prepare, on, by, before, after }) => {
      const run = await prepare();
      const unchanged = await snapshot(installation);
      await forbidRecords(true);
      try {
        await expect(run()).rejects.toThrow('INTERNAL_SERVER_ERROR');
      } finally {
        await forbidRecords(false);
      }
      expect(await snapshot(installation)).toEqual(unchanged);

      const known = new Set((await events()).map((event) => event.id));
      const paths = await pathsNow();
      const answer = await run();
      expect(answer.__typename).toMatch(mutation === 'refreshSession' ? 'Unauthenticated' : /Success$/);
      if (mutation === 'createAccount') place = answer.account.id;
      const recorded = (await events()).filter((event) => !known.has(event.id));
      expect(recorded.map((event) => event.action)).toEqual(actions);

      const { seq } = await installation.services.database.read.findOneByOrFail(Installation, { id: 1 });
      const accountId = bare(on?.() ?? shop);
      const actor = by?.() ?? adminId;
      for (const event of recorded) {
        expect(event).toMatchObject({
          seq: mutation === 'signIn' ? null : seq,
          at: clock,
          ip: ADDRESS,
          accountId,
          ...(actor === 'ANONYMOUS'
            ? { actorKind: 'ANONYMOUS', actorId: null }
            : { actorKind: 'USER', actorId: bare(actor) }),
          ...(before === undefined ? {} : { before: before && expect.objectContaining(before) }),
          ...(after === undefined ? {} : { after: after && expect.objectContaining(after) }),
        });
        expect(event.targetName).not.toBeNull();
      }
      // On the line of its time: what it was before for the first of two, what it is for the second.
      const now = await pathsNow();
      expect(recorded[0]!.pathThen).toBe(paths.get(accountId) ?? now.get(accountId));
      if (mutation === 'moveAccount') expect(recorded[1]!.pathThen).toBe(now.get(accountId));
    },
  );

  it('tells of the keys that a new customer got', async () => {
    const made = await call(admin, 'createAccount', { parentId: shop, kind: 'CUSTOMER', name: 'Stamped' });
    const stamped = made.predefinedKeys.map((one: Data) => bare(one.apiKey.id));
    expect(stamped.length).toBeGreaterThanOrEqual(4);
    const created = (await events()).filter((event) => event.accountId === bare(made.account.id));
    expect(created.map((event) => event.action)).toEqual(['ACCOUNT_CREATED', ...stamped.map(() => 'API_KEY_CREATED')]);
    expect(created.slice(1).map((event) => event.targetId)).toEqual(stamped);
  });

  it('tells of sign-ins that failed, and of nobody’s password that was typed for a name', async () => {
    const user = await someone();
    const known = (await events()).length;
    for (const input of [
      { account: { id: shop }, name: user.name, password: NEW_PASSWORD },
      { account: { id: shop }, name: NEW_PASSWORD, password: PASSWORD },
      { account: { externalId: 'nowhere' }, name: user.name, password: PASSWORD },
    ]) {
      expect(await call(anybody, 'signIn', input)).toMatchObject({ __typename: 'Unauthenticated' });
    }
    await call(user.client, 'changePassword', { currentPassword: NEW_PASSWORD, newPassword: NEW_PASSWORD });
    const failed = { action: 'SIGN_IN_FAILED', seq: null, ip: ADDRESS, targetType: 'User' };
    const anonymous = { ...failed, actorKind: 'ANONYMOUS', actorId: null };
    expect((await events()).slice(known)).toMatchObject([
      { ...anonymous, accountId: bare(shop), targetId: bare(user.id), targetName: user.name },
      { ...anonymous, accountId: bare(shop), targetId: null, targetName: null },
      { ...anonymous, accountId: bare(installation.rootId), targetId: null, targetName: null },
      { ...failed, actorKind: 'USER', actorId: bare(user.id), accountId: bare(shop), targetId: bare(user.id) },
    ]);
  });

  it('tells of a value that met itself on the line, and not which', async () => {
    const taken = value();
    await key({ value: taken });
    const below = await child();
    const known = (await events()).length;
    expect(await call(admin, 'createApiKey', { accountId: below, name: name(), value: taken })).toMatchObject({
      __typename: 'Conflict',
    });
    expect((await events()).slice(known)).toMatchObject([
      {
        action: 'API_KEY_VALUE_CONFLICT',
        actorId: bare(adminId),
        ip: ADDRESS,
        accountId: bare(below),
        before: null,
        after: null,
      },
    ]);
  });

  it('has nothing to tell of what changed nothing', async () => {
    const user = await people.user(shop);
    const keyId = await key();
    const accountId = await child();
    const known = (await events()).length;
    for (const [mutation, input] of [
      ['updateUser', { userId: user.id, version: 1, name: user.name }],
      ['activateApiKey', { keyId }],
      ['resumeAccount', { accountId }],
      ['unblockApiKey', { accountId, keyId }],
      ['endAllSessions', { userId: user.id }],
    ] as const) {
      expect((await call(admin, mutation, input)).__typename).toMatch(/Success$/);
    }
    expect(await events()).toHaveLength(known);
  });

  it('is listed newest first, by filter and in pages, and each event by its id', async () => {
    const vendor = await child();
    installation.setClock(minutesLater(1));
    const user = await people.user(vendor);
    await admin.mutate('updateUser', { userId: user.id, version: 1, displayName: 'One' });
    installation.setClock(minutesLater(2));
    const auditor = await people.person(vendor, ['ViewAccount', 'ViewAuditLog']);
    await admin.mutate('updateUser', { userId: user.id, version: 2, displayName: 'Two' });
    await admin.mutate('deleteUser', { userId: user.id });

    const list = async (args: string): Promise<Data> => {
      const query = `query ($id: ID!) { account(by: { id: $id }) { auditEvents(${args}) {
        totalCount nodes { id at action actor { kind id name } ip target { type id name } accountId depth before after }
        pageInfo { hasNextPage endCursor startCursor }
      } } }`;
      const { auditEvents } = (await auditor.client.ask(query, { id: vendor })).account;
      return { ...auditEvents, actions: auditEvents.nodes.map((node: Data) => node.action) };
    };
    const all = await list('first: 50');
    expect(all.actions.slice(0, 2)).toEqual(['USER_DELETED', 'USER_UPDATED']);
    expect(all.actions.at(-1)).toBe('ACCOUNT_CREATED');
    expect(all.totalCount).toBe(all.actions.length);
    expect(all.nodes[1]).toEqual({
      id: expect.stringMatching(/^aud_/),
      at: minutesLater(2).toISOString(),
      action: 'USER_UPDATED',
      actor: { kind: 'USER', id: adminId, name: ADMIN.name },
      ip: ADDRESS,
      target: { type: 'User', id: user.id, name: user.name },
      accountId: vendor,
      depth: 2,
      before: { displayName: 'One' },
      after: { displayName: 'Two' },
    });

    const paged: string[] = [];
    for (let after = '', more = true; more;) {
      const page = await list(`first: 3${after}`);
      paged.push(...page.nodes.map((node: Data) => node.id));
      more = page.pageInfo.hasNextPage;
      after = `, after: "${page.pageInfo.endCursor}"`;
    }
    expect(paged).toEqual(all.nodes.map((node: Data) => node.id));
    expect((await list('last: 1')).actions).toEqual(['ACCOUNT_CREATED']);

    expect((await list('filter: { actions: [USER_UPDATED, USER_DELETED] }')).actions).toEqual([
      'USER_DELETED',
      'USER_UPDATED',
      'USER_UPDATED',
    ]);
    expect((await list('filter: { actions: [] }')).totalCount).toBe(0);
    expect((await list(`filter: { targetId: "${user.id}" }`)).actions).toHaveLength(4);
    expect((await list(`filter: { actorId: "${adminId}" }`)).actions).toEqual([
      'USER_DELETED',
      'USER_UPDATED',
      'USER_UPDATED',
    ]);
    const minute = `filter: { from: "${minutesLater(1).toISOString()}", to: "${minutesLater(2).toISOString()}" }`;
    expect((await list(minute)).actions).toEqual(['USER_UPDATED', 'USER_CREATED']);
    await expect(list(`after: "${all.pageInfo.endCursor}", ${minute}`)).rejects.toThrow('CURSOR_OF_ANOTHER_LIST');

    const [event] = all.nodes;
    const node = 'query ($id: ID!) { node(id: $id) { id ... on AuditEvent { action } } }';
    expect(await auditor.client.ask(node, { id: event.id })).toEqual({
      node: { id: event.id, action: 'USER_DELETED' },
    });
    const outsider = await people.person(await people.vendor(installation.rootId, name()), PERMISSIONS);
    const onlooker = await people.person(vendor, ['ViewAccount']);
    for (const { client } of [outsider, onlooker])
      expect(await client.ask(node, { id: event.id })).toEqual({ node: null });
    const { data, errors } = await onlooker.client.send(
      `{ account(by: { id: "${vendor}" }) { id auditEvents(first: 1) { totalCount } } }`,
    );
    expect(data.account).toEqual({ id: vendor, auditEvents: null });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  describe('keeps the line of its time', () => {
    /** root > giver and taker; giver > moved > leaf. Each has an auditor. */
    const auditors: Record<string, GraphqlClient> = {};
    let places: Record<'giver' | 'taker' | 'moved' | 'leaf', string>;
    /** By name: events about users that were made then and there. */
    const made: Record<string, string> = {};

    beforeAll(async () => {
      await begin();
      const [giver, taker] = [
        await people.vendor(installation.rootId, 'Giver'),
        await people.vendor(installation.rootId, 'Taker'),
      ];
      const moved = await people.vendor(giver, 'Moved');
      places = { giver, taker, moved, leaf: await people.customer(moved, 'Leaf') };
      for (const [who, accountId] of Object.entries(places)) {
        auditors[who] = (await people.person(accountId, ['ViewAccount', 'ViewAuditLog'])).client;
      }
      await make('before', places.leaf);
      await move(places.moved, taker, 1);
      await make('after', places.leaf);
    });

    async function make(what: string, accountId: string): Promise<void> {
      const user = await people.user(accountId);
      const event = await installation.services.database.read.findOneByOrFail(AuditEvent, { targetId: bare(user.id) });
      made[what] = `aud_${event.id}`;
    }

    async function move(accountId: string, newParentId: string, version: number): Promise<void> {
      expect(await admin.mutate('moveAccount', { accountId, newParentId, version })).toMatchObject({
        __typename: 'MoveAccountSuccess',
      });
    }

    /** Which of the events `who` reads on the account, checked against what they are answered by id. */
    async function reads(who: string, on: string): Promise<string[]> {
      const client = auditors[who]!;
      const { account } = await client.ask(
        'query ($id: ID!) { account(by: { id: $id }) { auditEvents(first: 100) { nodes { id } } } }',
        { id: on },
      );
      const listed = new Set(account.auditEvents.nodes.map((node: Data) => node.id));
      return Object.keys(made).filter((what) => listed.has(made[what]));
    }

    async function byId(who: string): Promise<string[]> {
      const { nodes } = await auditors[who]!.ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
        ids: Object.values(made),
      });
      return Object.keys(made).filter((_what, at) => nodes[at] !== null);
    }

    it('after a move: those it left read the past, those to whom it came what happened since, itself all', async () => {
      expect(await reads('giver', places.giver)).toEqual(['before']);
      expect(await byId('giver')).toEqual(['before']);
      for (const place of [places.taker, places.moved, places.leaf])
        expect(await reads('taker', place)).toEqual(['after']);
      expect(await byId('taker')).toEqual(['after']);
      for (const place of [places.moved, places.leaf]) expect(await reads('moved', place)).toEqual(['before', 'after']);
      expect(await byId('moved')).toEqual(['before', 'after']);
      expect(await reads('leaf', places.leaf)).toEqual(['before', 'after']);
      expect(await byId('leaf')).toEqual(['before', 'after']);
    });

    it('after a move back and one of what is above', async () => {
      await move(places.moved, places.giver, 2);
      await make('back', places.leaf);
      await move(places.giver, places.taker, 1);
      await make('deeper', places.leaf);
      expect(await reads('giver', places.giver)).toEqual(['before', 'back', 'deeper']);
      expect(await reads('giver', places.leaf)).toEqual(['before', 'back', 'deeper']);
      expect(await byId('giver')).toEqual(['before', 'back', 'deeper']);
      expect(await reads('taker', places.taker)).toEqual(['after', 'deeper']);
      expect(await reads('taker', places.giver)).toEqual(['deeper']);
      expect(await reads('moved', places.leaf)).toEqual(['before', 'after', 'back', 'deeper']);
    });

    it('after a deletion', async () => {
      expect(await admin.mutate('deleteAccount', { accountId: places.moved, cascade: true })).toMatchObject({
        __typename: 'DeleteAccountSuccess',
      });
      expect(await reads('giver', places.giver)).toEqual(['before', 'back', 'deeper']);
      expect(await byId('giver')).toEqual(['before', 'back', 'deeper']);
      expect(await reads('taker', places.taker)).toEqual(['after', 'deeper']);
      auditors.root = admin;
      expect(await reads('root', installation.rootId)).toEqual(['before', 'after', 'back', 'deeper']);
    });
  });

  it('names objects by the ids that everybody uses', async () => {
    const query = `query ($id: ID!, $after: String) { account(by: { id: $id }) {
      auditEvents(first: 100, after: $after) { nodes { action before after } pageInfo { hasNextPage endCursor } }
    } }`;
    const nodes: Data[] = [];
    for (let after: string | null = null, more = true; more;) {
      const { auditEvents }: Data = (await admin.ask(query, { id: installation.rootId, after })).account;
      nodes.push(...auditEvents.nodes);
      ({ hasNextPage: more, endCursor: after } = auditEvents.pageInfo);
    }
    const given = nodes.find((node) => node.action === 'ROLE_GRANTED');
    expect(given.after).toMatchObject({
      userId: expect.stringMatching(/^usr_/),
      roleId: expect.stringMatching(/^rol_/),
    });
    const moved = nodes.find((node) => node.action === 'ACCOUNT_MOVED');
    expect(moved.before).toEqual({ parentId: expect.stringMatching(/^acc_/) });
    expect(JSON.stringify(nodes)).not.toMatch(/"[0-9a-f]{32}"/);
  });

  it('has no secret in any record, nor any table a plain one', async () => {
    const { read } = installation.services.database;
    const tables = JSON.stringify(await snapshot(installation));
    const records = JSON.stringify(await events());
    expect(secrets.size).toBeGreaterThan(50);
    for (const secret of secrets) {
      expect(tables).not.toContain(secret);
    }
    for (const { passwordHash } of await read.find(User)) expect(records).not.toContain(passwordHash);
    const hashes = [
      ...(await read.find(ApiKeyValue)).map((value) => value.valueHash),
      ...(await read.find(Gateway)).map((gateway) => gateway.credentialHash),
    ];
    for (const hash of hashes) {
      for (const form of ['hex', 'base64', 'base64url'] as const) expect(records).not.toContain(hash.toString(form));
    }
  });

  function events(): Promise<AuditEvent[]> {
    return installation.services.database.read.find(AuditEvent, { order: { id: 'ASC' } });
  }

  async function pathsNow(): Promise<Map<string, string>> {
    const accounts = await installation.services.database.read.find(Account);
    return new Map(accounts.map((account) => [account.id, account.path]));
  }

  /** As if the record could not be written. */
  async function forbidRecords(forbidden: boolean): Promise<void> {
    const { database } = installation.services;
    const refuse =
      database.dialect === 'mysql'
        ? "FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no records today'"
        : "BEGIN SELECT RAISE(ABORT, 'no records today'); END";
    const sql = forbidden
      ? `CREATE TRIGGER no_records BEFORE INSERT ON audit_event ${refuse}`
      : 'DROP TRIGGER no_records';
    await database.transaction((manager) => manager.query(sql));
  }
});

const SIGN_IN = '... on SignInSuccess { accessToken refreshToken }';
const CREATE_ACCOUNT = '... on CreateAccountSuccess { account { id } predefinedKeys { value apiKey { id } } }';
const KEY = '... on ApiKeyValueSuccess { apiKey { id } value }';
const GATEWAY = '... on GatewayCredentialSuccess { gateway { id } credential }';
const WEBHOOK = '... on WebhookSecretSuccess { webhook { id } secret }';
