import { PERMISSIONS, type Permission } from '../../src/domain/permissions/permission';
import { type Data, GraphqlClient } from '../support/graphql-client';
import { bare, PASSWORD, People, type Person } from '../support/people';
import { snapshot } from '../support/snapshot';
import { startTestInstallation, type TestInstallation } from '../support/test-installation';

/** The one permission that makes the difference: the weak one holds every other. */
const LACKED: Permission = 'ViewAuditLog';
const ALL_BUT_ONE = PERMISSIONS.filter((permission) => permission !== LACKED);

type Input = Record<string, unknown>;

/**
 * Somebody tries it and is refused, with nothing changed; then somebody entitled does the very same and succeeds.
 * Where nothing is said, the weak one tries, it is Forbidden, and the chief is entitled.
 */
interface Attempt {
  readonly what: string;
  readonly mutation: string;
  readonly input: () => Input | Promise<Input>;
  readonly by?: () => Person;
  readonly refused?: 'Forbidden' | 'NotFound';
  readonly entitled?: () => GraphqlClient;
}

/** Every way to take over what is stronger than oneself. */
describe('nobody takes over', () => {
  let installation: TestInstallation;
  let people: People;
  let admin: GraphqlClient;
  /** root > acme > mid > leaf; acme > target, whose users, keys and roles are the movers' prey. */
  let acme: string;
  let mid: string;
  let leaf: string;
  /** Holds everything on acme, and on acme everything but one. */
  let chief: Person;
  let weak: Person;
  let names = 0;

  beforeAll(async () => {
    installation = await startTestInstallation();
    people = new People(installation);
    admin = await new GraphqlClient(installation.server).signIn();
    acme = await people.vendor(installation.rootId, 'Acme');
    mid = await people.vendor(acme, 'Mid');
    leaf = await people.customer(mid, 'Leaf');
    chief = await people.person(acme, PERMISSIONS);
  });

  /** Another each time: what the chief may do can make one stronger. */
  beforeEach(async () => {
    weak = await people.person(acme, ALL_BUT_ONE);
  });

  afterAll(() => installation.close());

  const name = (): string => `name ${++names}`;

  function attempts(list: readonly Attempt[]): void {
    it.each(list.map((attempt) => [attempt.what, attempt] as const))('%s', async (_what, attempt) => {
      const { mutation, refused = 'Forbidden', by = () => weak, entitled = () => chief.client } = attempt;
      const input = await attempt.input();
      const who = by();
      const before = await snapshot(installation);
      expect(await who.client.mutate(mutation, input)).toMatchObject({ __typename: refused });
      expect(await snapshot(installation)).toEqual(before);
      expect((await entitled().mutate(mutation, input)).__typename).toMatch(/Success$/);
    });
  }

  /** A user of acme who holds there, or only on `on`, what the weak one lacks. */
  async function strongUser(on = acme): Promise<string> {
    const user = await people.user(acme);
    await people.grant(user.id, await people.role(acme, [LACKED]), on);
    return user.id;
  }

  describe('a stronger user', () => {
    const ways = (user: () => Promise<string>): Attempt[] => [
      {
        what: 'by a new password',
        mutation: 'setUserPassword',
        input: async () => ({ userId: await user(), password: 'a loud street at noon' }),
      },
      {
        what: 'by another e-mail address',
        mutation: 'updateUser',
        input: async () => ({ userId: await user(), version: 1, email: 'me@example.org' }),
      },
      {
        what: 'by taking the e-mail address away',
        mutation: 'updateUser',
        input: async () => ({ userId: await user(), version: 1, email: null }),
      },
      {
        what: 'by disabling',
        mutation: 'updateUser',
        input: async () => ({ userId: await user(), version: 1, disabled: true }),
      },
      {
        what: 'by enabling',
        mutation: 'updateUser',
        input: async () => {
          const userId = await user();
          await admin.mutate('updateUser', { userId, version: 1, disabled: true });
          return { userId, version: 2, disabled: false };
        },
      },
      { what: 'by deletion', mutation: 'deleteUser', input: async () => ({ userId: await user() }) },
      {
        what: 'by ending their sessions',
        mutation: 'endAllSessions',
        input: async () => ({ userId: await user() }),
      },
    ];

    describe('on the same account', () => attempts(ways(strongUser)));

    describe('who is stronger only far below', () => attempts(ways(() => strongUser(leaf))));

    describe('who belongs to an account below', () => {
      attempts(
        ways(async () => {
          const user = await people.user(leaf);
          await people.grant(user.id, await people.role(mid, [LACKED]), leaf);
          return user.id;
        }),
      );
    });

    describe('above one’s reach', () => {
      attempts(
        ways(async () => (await people.user(installation.rootId)).id).map((way) => ({
          ...way,
          refused: 'NotFound' as const,
          entitled: () => admin,
        })),
      );
    });
  });

  describe('a role', () => {
    const ownRole = async (permissions: readonly Permission[]): Promise<string> => {
      const roleId = await people.role(acme, permissions);
      await people.grant(weak.id, roleId, acme);
      return roleId;
    };

    attempts([
      {
        what: 'that one has been given, by adding to it',
        mutation: 'updateRole',
        input: async () => ({
          roleId: await ownRole(['ViewAccount']),
          version: 1,
          permissions: ['ViewAccount', LACKED],
        }),
      },
      {
        what: 'that one has been given from above, by adding to it',
        mutation: 'updateRole',
        input: async () => {
          const roleId = await people.role(installation.rootId, ['ViewAccount']);
          await people.grant(weak.id, roleId, acme);
          return { roleId, version: 1, permissions: ['ViewAccount', 'ViewRole'] };
        },
        entitled: () => admin,
      },
      {
        what: 'that is stronger, by cutting it down',
        mutation: 'updateRole',
        input: async () => ({ roleId: await people.role(acme, ['ViewAccount', LACKED]), version: 1, permissions: [] }),
      },
      {
        what: 'that is stronger, by another name',
        mutation: 'updateRole',
        input: async () => ({ roleId: await people.role(acme, [LACKED]), version: 1, name: name() }),
      },
      {
        what: 'that is stronger, by deletion',
        mutation: 'deleteRole',
        input: async () => {
          const roleId = await people.role(acme, [LACKED]);
          await people.grant(chief.id, roleId, mid);
          return { roleId, cascade: true };
        },
      },
      {
        what: 'by making one with more than one holds',
        mutation: 'createRole',
        input: () => ({ accountId: acme, name: name(), permissions: ['ViewAccount', LACKED] }),
      },
      {
        what: 'by making one with more than one holds far below',
        mutation: 'createRole',
        input: () => ({ accountId: leaf, name: name(), permissions: [LACKED] }),
      },
      {
        what: 'by making one with everything where one holds it only further below',
        mutation: 'createRole',
        by: () => strongBelow,
        input: () => ({ accountId: acme, name: name(), permissions: [LACKED] }),
      },
      {
        what: 'by granting it to oneself',
        mutation: 'grantRole',
        input: async () => ({ userId: weak.id, accountId: acme, roleId: await people.role(acme, [LACKED]) }),
      },
      {
        what: 'by granting it to oneself by name',
        mutation: 'grantRole',
        input: () => ({ userId: weak.id, accountId: acme, roleName: 'Administrator' }),
      },
      {
        what: 'by granting it to a user of one’s own making',
        mutation: 'grantRole',
        input: async () => {
          const made = await weak.client.mutate(
            'createUser',
            { accountId: leaf, name: name(), password: PASSWORD },
            '... on UserSuccess { user { id } }',
          );
          return { userId: made.user.id, accountId: leaf, roleName: 'Auditor' };
        },
      },
      {
        what: 'by revoking what somebody was given',
        mutation: 'revokeGrant',
        input: async () => ({
          grantId: await people.grant((await people.user(acme)).id, await people.role(acme, [LACKED]), leaf),
        }),
      },
    ]);

    /** Holds what the weak one lacks, but only on mid and below. */
    let strongBelow: Person;
    beforeAll(async () => {
      strongBelow = await people.person(acme, ALL_BUT_ONE);
      await people.grant(strongBelow.id, await people.role(acme, [LACKED]), mid);
    });

    it('by a nearer one of the same name: whoever holds the one further up keeps it, and nobody gains', async () => {
      const far = await people.role(acme, ['ViewAccount', LACKED], 'Shadowed');
      const holder = await people.user(acme);
      await people.grant(holder.id, far, mid);
      const client = await people.signIn(holder);
      const made = await weak.client.mutate(
        'createRole',
        { accountId: mid, name: 'SHADOWED', permissions: ['ViewAccount'] },
        '... on RoleSuccess { role { id } }',
      );
      expect(await permissionsOn(client, mid)).toEqual(['ViewAccount', LACKED]);
      // By that name the weak one can now grant what they made, and still not the other.
      const toSelf = { userId: weak.id, accountId: mid, roleName: 'Shadowed' };
      const granted = await weak.client.mutate(
        'grantRole',
        toSelf,
        '... on GrantRoleSuccess { grant { role { id } } }',
      );
      expect(granted.grant.role.id).toBe(made.role.id);
      expect(await permissionsOn(weak.client, mid)).not.toContain(LACKED);
      expect(await weak.client.mutate('grantRole', { ...toSelf, accountId: acme })).toMatchObject({
        __typename: 'Forbidden',
      });
    });
  });

  it('a user’s sign-in by a user of the same name further below', async () => {
    const made = await weak.client.mutate('createUser', {
      accountId: mid,
      name: chief.name,
      password: 'a loud street at noon',
    });
    expect(made.__typename).toBe('UserSuccess');
    await expect(people.signIn({ accountId: acme, name: chief.name }, 'a loud street at noon')).rejects.toThrow(
      'Unauthenticated',
    );
    const client = await people.signIn({ accountId: mid, name: chief.name }, 'a loud street at noon');
    expect((await client.ask('{ viewer { permissions { permissions } } }')).viewer.permissions).toEqual([]);
  });

  describe('an API key', () => {
    const key = async (input: Input = {}): Promise<string> => {
      const created = await chief.client.mutate(
        'createApiKey',
        { accountId: mid, name: name(), permissions: [LACKED], ...input },
        '... on ApiKeyValueSuccess { apiKey { id } }',
      );
      return created.apiKey.id;
    };
    const loosened = (what: string, before: Input, after: Input): Attempt => ({
      what: `that is stronger, by ${what}`,
      mutation: 'updateApiKey',
      input: async () => ({ keyId: await key(before), version: 1, ...after }),
    });

    attempts([
      {
        what: 'by making one with more than one holds',
        mutation: 'createApiKey',
        input: () => ({ accountId: mid, name: name(), permissions: ['ViewAccount', LACKED] }),
      },
      {
        what: 'that is stronger, by a new value',
        mutation: 'regenerateApiKey',
        input: async () => ({ keyId: await key() }),
      },
      {
        what: 'that is stronger, by a value of one’s own',
        mutation: 'regenerateApiKey',
        input: async () => ({ keyId: await key(), value: `f0c7-9d1b-${bare(mid)}-${++names}` }),
      },
      {
        what: 'that is stronger, by activating it',
        mutation: 'activateApiKey',
        input: async () => ({ keyId: await key({ active: false }) }),
      },
      loosened('activating it in an update', { active: false }, { active: true }),
      loosened('full access', {}, { fullApiAccess: true }),
      loosened('requests without a user', {}, { allowUnauthenticatedRequests: true }),
      loosened('untrusted endpoints', {}, { allowUntrustedEndpoints: true }),
      loosened('automatic trust', {}, { automaticEndpointTrust: true }),
      loosened('a later end', { expiresAt: '2031-01-01T00:00:00.000Z' }, { expiresAt: '2032-01-01T00:00:00.000Z' }),
      loosened('no end', { expiresAt: '2031-01-01T00:00:00.000Z' }, { expiresAt: null }),
      loosened('more addresses', { allowedIps: ['192.0.2.0/24'] }, { allowedIps: ['192.0.2.0/24', '198.51.100.0/24'] }),
      loosened('every address', { allowedIps: ['192.0.2.0/24'] }, { allowedIps: [] }),
      loosened('one more permission', {}, { permissions: ['ViewAccount', LACKED] }),
      {
        what: 'of one’s own, by a permission that one lacks',
        mutation: 'updateApiKey',
        input: async () => ({ keyId: await key({ permissions: [] }), version: 1, permissions: [LACKED] }),
      },
      {
        what: 'inherited from above one’s reach, by a new value',
        mutation: 'regenerateApiKey',
        input: async () => {
          const made = await admin.mutate(
            'createApiKey',
            { accountId: installation.rootId, name: name() },
            '... on ApiKeyValueSuccess { apiKey { id } }',
          );
          return { keyId: made.apiKey.id };
        },
        entitled: () => admin,
      },
    ]);

    it('that is stronger, in bulk', async () => {
      const keyId = await key({ active: false });
      const own = await key({ active: false, permissions: ['ViewAccount'] });
      const activate = (client: GraphqlClient, input: Input): Promise<Data> =>
        client.mutate('activateApiKeys', input, '... on BulkApiKeysSuccess { results { id error { __typename } } }');
      const before = await snapshot(installation);
      const atomic = await activate(weak.client, { keyIds: [own, keyId], atomic: true });
      expect(atomic.results).toMatchObject([{ id: own }, { id: keyId, error: { __typename: 'Forbidden' } }]);
      expect(await snapshot(installation)).toEqual(before);
      expect((await activate(weak.client, { keyIds: [keyId, own] })).results).toMatchObject([
        { id: keyId, error: { __typename: 'Forbidden' } },
        { id: own, error: null },
      ]);
      expect((await activate(chief.client, { keyIds: [keyId] })).results).toEqual([{ id: keyId, error: null }]);
    });

    it('what makes a stronger one weaker is no take-over', async () => {
      const keyId = await key({ fullApiAccess: true });
      expect(await weak.client.mutate('updateApiKey', { keyId, version: 1, fullApiAccess: false })).toMatchObject({
        __typename: 'ApiKeySuccess',
      });
      expect(await weak.client.mutate('deactivateApiKey', { keyId })).toMatchObject({ __typename: 'ApiKeySuccess' });
    });

    it('by a template: what it stamps carries no permissions', async () => {
      const template = { accountId: mid, name: name(), fullApiAccess: true, allowUnauthenticatedRequests: true };
      expect((await weak.client.mutate('createApiKeyTemplate', template)).__typename).toBe('ApiKeyTemplateSuccess');
      const { predefinedKeys } = await weak.client.mutate(
        'createAccount',
        { parentId: mid, kind: 'CUSTOMER', name: 'Stamped' },
        '... on CreateAccountSuccess { predefinedKeys { apiKey { name permissions } } }',
      );
      expect(predefinedKeys).toContainEqual({ apiKey: { name: template.name, permissions: [] } });
      for (const { apiKey } of predefinedKeys) expect(apiKey.permissions).toEqual([]);
    });

    describe('by a template where one holds ModifyApiKey only further below', () => {
      let local: Person;
      beforeAll(async () => {
        local = await people.person(acme, ['ViewApiKey', 'ModifyApiKey', 'DeleteApiKey'], mid);
      });
      const template = async (): Promise<string> => {
        const made = await chief.client.mutate(
          'createApiKeyTemplate',
          { accountId: acme, name: name() },
          '... on ApiKeyTemplateSuccess { template { id } }',
        );
        return made.template.id;
      };
      attempts([
        {
          what: 'made',
          mutation: 'createApiKeyTemplate',
          by: () => local,
          input: () => ({ accountId: acme, name: name(), value: `0d1c-77ab-${bare(acme)}` }),
        },
        {
          what: 'changed',
          mutation: 'updateApiKeyTemplate',
          by: () => local,
          input: async () => ({ templateId: await template(), version: 1, fullApiAccess: true }),
        },
        {
          what: 'deleted',
          mutation: 'deleteApiKeyTemplate',
          by: () => local,
          input: async () => ({ templateId: await template() }),
        },
      ]);
    });
  });

  describe('an account', () => {
    /** Under `from` they may move accounts; on `to` they hold everything. */
    let mover: Person;
    let from: string;
    let to: string;
    /** Holds ModifyAccount on one of the two. */
    let halves: Record<'from' | 'to' | 'target', Person>;
    let target: string;

    beforeAll(async () => {
      from = await people.vendor(acme, 'From');
      to = await people.vendor(acme, 'To');
      mover = await people.person(acme, ['ViewAccount', 'ModifyAccount'], from);
      await people.grant(mover.id, await people.role(acme, PERMISSIONS), to);
    });

    /** With a user and a key stronger than whoever may only move accounts. */
    beforeEach(async () => {
      target = await people.vendor(from, name());
      const user = await people.user(target);
      await people.grant(user.id, await people.role(target, PERMISSIONS), target);
      const place = ['ViewAccount', 'ModifyAccount', 'DeleteAccount'] as const;
      halves = {
        from: await people.person(acme, place, from),
        to: await people.person(acme, place, to),
        target: await people.person(acme, place, target),
      };
    });

    const move = (): Input => ({ accountId: target, newParentId: to, version: 1 });

    attempts([
      { what: 'by a move to where one holds more', mutation: 'moveAccount', by: () => mover, input: move },
      {
        what: 'by a move with power over the new parent only',
        mutation: 'moveAccount',
        by: () => halves.to,
        input: move,
      },
      {
        what: 'by a move with power over the old parent only',
        mutation: 'moveAccount',
        by: () => halves.from,
        input: move,
      },
      {
        what: 'by a move with power over the account itself',
        mutation: 'moveAccount',
        by: () => halves.target,
        input: move,
      },
      {
        what: 'by a move of what hangs deeper to where one holds more',
        mutation: 'moveAccount',
        by: () => mover,
        input: async () => ({ accountId: await people.customer(target, name()), newParentId: to, version: 1 }),
      },
      {
        what: 'that one belongs to, by moving it to where it is further up',
        mutation: 'moveAccount',
        by: () => halves.target,
        input: () => ({ accountId: target, newParentId: acme, version: 1 }),
      },
      {
        what: 'by suspending it',
        mutation: 'suspendAccount',
        by: () => halves.target,
        input: () => ({ accountId: target }),
      },
      {
        what: 'by resuming it',
        mutation: 'resumeAccount',
        by: () => halves.target,
        input: async () => {
          await admin.mutate('suspendAccount', { accountId: target });
          return { accountId: target };
        },
      },
      {
        what: 'by deleting it',
        mutation: 'deleteAccount',
        by: () => halves.target,
        input: () => ({ accountId: target }),
      },
      {
        what: 'by another externalId',
        mutation: 'updateAccount',
        by: () => halves.target,
        input: () => ({ accountId: target, version: 1, externalId: name() }),
      },
      {
        what: 'by a domain',
        mutation: 'updateAccount',
        by: () => halves.target,
        input: () => ({ accountId: target, version: 1, domains: [`d${++names}.example.org`] }),
      },
    ]);

    it('by a move: who may make it gains nothing over its users by it', async () => {
      const modest = await people.person(acme, ['ViewAccount', 'ModifyAccount', 'ModifyUser', 'ViewUser'], from);
      await people.grant(
        modest.id,
        await people.role(acme, ['ViewAccount', 'ModifyAccount', 'ModifyUser', 'ViewUser']),
        to,
      );
      const { account } = await admin.ask(
        'query ($id: ID!) { account(by: { id: $id }) { users(first: 1) { nodes { id } } } }',
        {
          id: target,
        },
      );
      expect((await modest.client.mutate('moveAccount', move())).__typename).toBe('MoveAccountSuccess');
      const takeOver = { userId: account.users.nodes[0].id, password: 'a loud street at noon' };
      expect(await modest.client.mutate('setUserPassword', takeOver)).toMatchObject({ __typename: 'Forbidden' });
    });
  });

  it('the root, which nobody moves, suspends or deletes', async () => {
    const accountId = installation.rootId;
    const before = await snapshot(installation);
    for (const [mutation, input] of [
      ['moveAccount', { accountId, newParentId: acme, version: 1 }],
      ['suspendAccount', { accountId }],
      ['deleteAccount', { accountId, cascade: true }],
    ] as const) {
      expect(await admin.mutate(mutation, input)).toMatchObject({ __typename: 'Forbidden' });
      expect(await weak.client.mutate(mutation, input)).toMatchObject({ __typename: 'NotFound' });
    }
    expect(await snapshot(installation)).toEqual(before);
  });

  async function permissionsOn(client: GraphqlClient, accountId: string): Promise<Permission[]> {
    const { account } = await client.ask('query ($id: ID!) { account(by: { id: $id }) { viewerPermissions } }', {
      id: accountId,
    });
    return account.viewerPermissions;
  }
});
