import { PERMISSIONS, type Permission } from '../../src/domain/permissions/permission';
import { type Data, GraphqlClient } from '../support/graphql-client';
import { People, type Person } from '../support/people';
import { snapshot } from '../support/snapshot';
import { startTestInstallation, type TestInstallation } from '../support/test-installation';

const ROLE = '... on RoleSuccess { role { id name description permissions version account { id } } }';
const GRANT = '... on GrantRoleSuccess { grant { id role { id name } user { id } account { id } createdBy } }';

/** What the keeper of roles holds: enough to keep them, and these two to give away. */
const KEEPERS: readonly Permission[] = [
  'ViewAccount',
  'ViewApiKey',
  'ViewUser',
  'ViewRole',
  'ModifyRole',
  'DeleteRole',
];

describe('roles and grants', () => {
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
    installation = await startTestInstallation();
    people = new People(installation);
    shop = await people.vendor(installation.rootId, 'Shop');
    branch = await people.vendor(shop, 'Branch');
    till = await people.customer(branch, 'Till');
    beside = await people.vendor(installation.rootId, 'Beside');
    keeper = await people.person(shop, KEEPERS);
  });

  afterAll(() => installation.close());

  const create = (input: Record<string, unknown>, client = keeper.client): Promise<Data> =>
    client.mutate('createRole', { accountId: shop, name: `a role ${++names}`, permissions: [], ...input }, ROLE);
  const update = (input: Record<string, unknown>, client = keeper.client): Promise<Data> =>
    client.mutate('updateRole', input, ROLE);
  const grant = (input: Record<string, unknown>, client = keeper.client): Promise<Data> =>
    client.mutate('grantRole', input, GRANT);

  async function unchanged(attempt: () => Promise<Data>): Promise<Data> {
    const before = await snapshot(installation);
    const answer = await attempt();
    expect(await snapshot(installation)).toEqual(before);
    return answer;
  }

  async function permissionsOf(client: GraphqlClient, accountId: string): Promise<Permission[]> {
    const { account } = await client.ask('query ($id: ID!) { account(by: { id: $id }) { viewerPermissions } }', {
      id: accountId,
    });
    return account.viewerPermissions;
  }

  describe('a role', () => {
    it('has a name that is unique on its account without case and Unicode form, and free elsewhere', async () => {
      const first = await create({ name: 'Straße' });
      for (const name of ['STRASSE', 'ｓtraße']) {
        expect(await unchanged(() => create({ name }))).toMatchObject({
          __typename: 'Conflict',
          path: ['name'],
          existing: { __typename: 'Role', id: first.role.id },
        });
      }
      const blind = await people.person(shop, ['ModifyRole']);
      expect(await create({ name: 'straße' }, blind.client)).toMatchObject({ __typename: 'Conflict', existing: null });
      expect(await create({ name: 'Straße', accountId: branch })).toMatchObject({ __typename: 'RoleSuccess' });
      expect(await update({ roleId: first.role.id, version: 1, name: 'STRASSE' })).toMatchObject({
        role: { name: 'STRASSE', version: 2 },
      });
    });

    it('keeps its permissions each once, in one order', async () => {
      const permissions = ['ViewRole', 'ViewAccount', 'ViewRole'];
      expect(await create({ permissions })).toMatchObject({ role: { permissions: ['ViewAccount', 'ViewRole'] } });
    });

    it('refuses unknown permissions and bad names', async () => {
      const { status, errors } = await keeper.client.send(
        'mutation ($input: CreateRoleInput!) { createRole(input: $input) { __typename } }',
        { input: { accountId: shop, name: 'Odd', permissions: ['ViewEverything'] } },
      );
      expect([status, errors?.[0]?.extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
      expect(await unchanged(() => create({ name: 'a\u0000b', description: 'c\u0000d' }))).toMatchObject({
        __typename: 'ValidationFailed',
        faults: [{ path: ['name'] }, { path: ['description'] }],
      });
    });

    it('takes ModifyRole on its account, and all that it gives', async () => {
      const onlooker = await people.person(shop, ['ViewRole', 'ModifyRole'], branch);
      expect(await unchanged(() => create({}, onlooker.client))).toMatchObject({
        __typename: 'Forbidden',
        path: ['accountId'],
      });
      expect(await unchanged(() => create({ permissions: ['ViewApiKey', 'ModifyApiKey'] }))).toMatchObject({
        __typename: 'Forbidden',
        path: ['permissions'],
        message: expect.stringContaining('ModifyApiKey'),
      });
      expect(await unchanged(() => create({ accountId: beside }))).toMatchObject({
        __typename: 'NotFound',
        path: ['accountId'],
      });
    });

    it('is changed by who holds what it gave and what it will give, and each change counts', async () => {
      const { role } = await create({ permissions: ['ViewApiKey'], description: 'Looks at keys' });
      expect(await update({ roleId: role.id, version: 1, permissions: ['ViewUser'], description: null })).toMatchObject(
        {
          role: { permissions: ['ViewUser'], description: null, version: 2 },
        },
      );
      expect(await unchanged(() => update({ roleId: role.id, version: 1, name: 'Late' }))).toMatchObject({
        __typename: 'Conflict',
        path: ['version'],
        current: { __typename: 'Role', id: role.id },
      });
      const more = { roleId: role.id, version: 2, permissions: ['ViewUser', 'ModifyUser'] };
      expect(await unchanged(() => update(more))).toMatchObject({ __typename: 'Forbidden', path: ['permissions'] });

      const stronger = await people.role(shop, ['ViewUser', 'ModifyUser']);
      for (const change of [
        { permissions: ['ViewUser'] },
        { permissions: [] },
        { name: 'Renamed' },
        { description: 'x' },
      ]) {
        expect(await unchanged(() => update({ roleId: stronger, version: 1, ...change }))).toMatchObject({
          __typename: 'Forbidden',
          path: ['roleId'],
        });
      }
    });

    it('is deleted with its grants only where that is said, and by who holds what it gives', async () => {
      const user = await people.user(shop);
      const roleId = await people.role(shop, ['ViewApiKey']);
      for (const place of [shop, branch]) await people.grant(user.id, roleId, place);
      const remove = (input: Record<string, unknown>): Promise<Data> =>
        keeper.client.mutate('deleteRole', input, '... on DeleteRoleSuccess { deletedId removedGrants }');
      expect(await unchanged(() => remove({ roleId }))).toMatchObject({ __typename: 'Conflict' });
      expect(await remove({ roleId, cascade: true })).toMatchObject({ deletedId: roleId, removedGrants: 2 });
      expect(await remove({ roleId: await people.role(shop, ['ViewRole']) })).toMatchObject({ removedGrants: 0 });
      const stronger = await people.role(shop, ['ViewAuditLog']);
      expect(await unchanged(() => remove({ roleId: stronger }))).toMatchObject({
        __typename: 'Forbidden',
        path: ['roleId'],
      });
    });

    it('from above is there with id, name and permissions only, and is not changed from below', async () => {
      const above = await people.role(installation.rootId, ['ViewAccount'], 'From above');
      const query =
        'query ($id: ID!) { role(id: $id) { id name permissions description version createdAt updatedAt account { id } } }';
      expect(await keeper.client.ask(query, { id: above })).toEqual({
        role: {
          id: above,
          name: 'From above',
          permissions: ['ViewAccount'],
          description: null,
          version: null,
          createdAt: null,
          updatedAt: null,
          account: null,
        },
      });
      for (const mutation of ['updateRole', 'deleteRole']) {
        const input = { roleId: above, ...(mutation === 'updateRole' ? { version: 1, name: 'Mine' } : {}) };
        expect(await unchanged(() => keeper.client.mutate(mutation, input))).toMatchObject({
          __typename: 'Forbidden',
          path: ['roleId'],
        });
      }
      // For whoever may not see roles it is not there, nor is one beside.
      const blind = await people.person(shop, ['ModifyRole', 'DeleteRole', 'ViewAccount']);
      const sideways = await people.role(beside, []);
      for (const [client, roleId] of [
        [blind.client, above],
        [keeper.client, sideways],
      ] as const) {
        expect(await unchanged(() => client.mutate('deleteRole', { roleId }))).toMatchObject({
          __typename: 'NotFound',
          message: 'There is no such role within your reach.',
        });
      }
    });
  });

  it('of a name the nearest role is meant, and listed as usable', async () => {
    const far = await people.role(shop, ['ViewAccount'], 'Operator');
    const near = await people.role(branch, ['ViewAccount', 'ViewApiKey'], 'OPERATOR');
    const user = await people.user(shop);
    const onTill = await grant({ userId: user.id, accountId: till, roleName: 'operator' });
    expect(onTill.grant).toMatchObject({
      role: { id: near, name: 'OPERATOR' },
      account: { id: till },
      user: { id: user.id },
    });
    expect(onTill.grant.createdBy).toBe(keeper.id);
    expect((await grant({ userId: user.id, accountId: shop, roleName: 'ｏperator' })).grant.role.id).toBe(far);
    expect(await unchanged(() => grant({ userId: user.id, accountId: shop, roleName: 'Operators' }))).toMatchObject({
      __typename: 'NotFound',
      path: ['roleName'],
    });

    const usable = async (id: string): Promise<string[]> => {
      const query = 'query ($id: ID!) { account(by: { id: $id }) { usableRoles { id name } } }';
      const roles: { id: string; name: string }[] = (await keeper.client.ask(query, { id })).account.usableRoles;
      return roles.filter(({ name }) => name.toLowerCase() === 'operator').map(({ id: roleId }) => roleId);
    };
    expect(await usable(till)).toEqual([near]);
    expect(await usable(shop)).toEqual([far]);
    // It stands above the keeper's reach, and can be given all the same, within what they hold.
    const { account } = await keeper.client.ask(
      'query ($id: ID!) { account(by: { id: $id }) { usableRoles { name } } }',
      { id: till },
    );
    expect(account.usableRoles.map((role: Data) => role.name)).toEqual(
      expect.arrayContaining(['Administrator', 'Auditor', 'Key manager']),
    );
  });

  describe('a grant', () => {
    it('holds on its account and on everything below, and nowhere else, from the next request on', async () => {
      const user = await people.user(shop);
      const client = await people.signIn(user);
      expect((await client.send(`{ account(by: { id: "${till}" }) { id } }`)).errors?.[0]?.extensions.code).toBe(
        'FORBIDDEN',
      );
      const given = await grant({
        userId: user.id,
        accountId: branch,
        roleId: await people.role(shop, ['ViewAccount']),
      });
      expect(await permissionsOf(client, branch)).toEqual(['ViewAccount']);
      expect(await permissionsOf(client, till)).toEqual(['ViewAccount']);
      expect((await client.send(`{ account(by: { id: "${shop}" }) { id } }`)).errors?.[0]?.extensions.code).toBe(
        'FORBIDDEN',
      );

      const { id } = given.grant.role;
      await update({ roleId: id, version: 1, permissions: ['ViewAccount', 'ViewApiKey'] });
      expect(await permissionsOf(client, till)).toEqual(['ViewAccount', 'ViewApiKey']);
      await keeper.client.mutate('revokeGrant', { grantId: given.grant.id });
      expect((await client.send(`{ account(by: { id: "${till}" }) { id } }`)).errors?.[0]?.extensions.code).toBe(
        'FORBIDDEN',
      );
    });

    it('adds to the others on the line', async () => {
      const user = await people.user(shop);
      await people.grant(user.id, await people.role(shop, ['ViewAccount']), shop);
      await people.grant(user.id, await people.role(shop, ['ViewRole']), till);
      const client = await people.signIn(user);
      expect(await permissionsOf(client, shop)).toEqual(['ViewAccount']);
      expect(await permissionsOf(client, till)).toEqual(['ViewAccount', 'ViewRole']);
    });

    it('is of a user and a role that stand on the line of its account', async () => {
      const roleId = await people.role(branch, ['ViewAccount']);
      const shopRole = await people.role(shop, ['ViewAccount']);
      const [ofShop, ofBranch, ofTill] = [await people.user(shop), await people.user(branch), await people.user(till)];
      for (const [userId, accountId, conflict] of [
        [ofBranch.id, shop, 'accountId'],
        [ofTill.id, branch, 'accountId'],
      ]) {
        expect(await unchanged(() => grant({ userId, accountId, roleId: shopRole }))).toMatchObject({
          __typename: 'Conflict',
          path: [conflict],
        });
      }
      expect(await unchanged(() => grant({ userId: ofShop.id, accountId: shop, roleId }))).toMatchObject({
        __typename: 'Conflict',
        path: ['roleId'],
      });
      expect(await grant({ userId: ofShop.id, accountId: till, roleId })).toMatchObject({
        __typename: 'GrantRoleSuccess',
      });
    });

    it('is refused alike for what is not there and what is out of reach', async () => {
      const [user, roleId] = [await people.user(shop), await people.role(shop, [])];
      const [stranger, strangeRole] = [await people.user(beside), await people.role(beside, [])];
      const zeros = '0'.repeat(32);
      for (const [field, there, missing] of [
        ['userId', stranger.id, `usr_${zeros}`],
        ['roleId', strangeRole, `rol_${zeros}`],
        ['accountId', beside, `acc_${zeros}`],
      ] as const) {
        const answers = [];
        for (const id of [there, missing]) {
          answers.push(await unchanged(() => grant({ userId: user.id, roleId, accountId: shop, [field]: id })));
        }
        expect(answers[0]).toMatchObject({ __typename: 'NotFound', path: [field] });
        expect(answers[0]).toEqual(answers[1]);
      }
    });

    it('takes ModifyRole there, ViewUser on the user’s account, and all that the role gives there', async () => {
      const user = await people.user(shop);
      const roleId = await people.role(shop, ['ViewAccount', 'ModifyAccount']);
      expect(await unchanged(() => grant({ userId: user.id, accountId: till, roleId }))).toMatchObject({
        __typename: 'Forbidden',
        path: ['roleId'],
      });
      expect(
        await unchanged(() => grant({ userId: user.id, accountId: till, roleName: 'Administrator' })),
      ).toMatchObject({
        __typename: 'Forbidden',
        path: ['roleName'],
      });
      // Held on the branch: there it may be given, above not.
      await people.grant(keeper.id, roleId, branch);
      expect(await grant({ userId: user.id, accountId: till, roleId })).toMatchObject({
        __typename: 'GrantRoleSuccess',
      });
      expect(await unchanged(() => grant({ userId: user.id, accountId: shop, roleId }))).toMatchObject({
        __typename: 'Forbidden',
      });

      const blind = await people.person(shop, ['ModifyRole', 'ViewAccount', 'ModifyAccount']);
      expect(await unchanged(() => grant({ userId: user.id, accountId: branch, roleId }, blind.client))).toMatchObject({
        __typename: 'Forbidden',
        path: ['userId'],
      });
    });

    it('is there once', async () => {
      const user = await people.user(shop);
      const input = { userId: user.id, accountId: shop, roleId: await people.role(shop, []) };
      const first = await grant(input);
      expect(await unchanged(() => grant(input))).toMatchObject({
        __typename: 'Conflict',
        existing: { __typename: 'RoleGrant', id: first.grant.id },
      });
      for (const both of [
        { ...input, roleName: 'Auditor' },
        { userId: user.id, accountId: shop },
      ]) {
        expect(await unchanged(() => grant(both))).toMatchObject({ __typename: 'ValidationFailed', path: ['roleId'] });
      }
    });

    it('is revoked by who holds ModifyRole and all of the role there', async () => {
      const user = await people.user(shop);
      const weak = await people.grant(user.id, await people.role(shop, ['ViewAccount']), branch);
      const strong = await people.grant(user.id, await people.role(shop, PERMISSIONS), branch);
      const strange = await people.grant((await people.user(beside)).id, await people.role(beside, []), beside);
      const revoke = (grantId: string): Promise<Data> =>
        keeper.client.mutate('revokeGrant', { grantId }, '... on RevokeGrantSuccess { deletedId }');
      expect(await unchanged(() => revoke(strong))).toMatchObject({ __typename: 'Forbidden', path: ['grantId'] });
      expect(await unchanged(() => revoke(strange))).toEqual(await revoke(`grt_${'0'.repeat(32)}`));
      expect(await revoke(weak)).toMatchObject({ deletedId: weak });
    });
  });

  it('lists the roles and grants of an account, and of a user as far as one sees roles', async () => {
    const place = await people.vendor(shop, 'Listed');
    const user = await people.user(shop);
    const [b, a] = [await people.role(place, [], 'b'), await people.role(place, [], 'A')];
    const grants = [await people.grant(user.id, b, place), await people.grant(user.id, a, place)];
    const query = `query ($id: ID!, $user: ID!) {
      account(by: { id: $id }) { roles(first: 9) { totalCount nodes { id } } grants(first: 9) { totalCount nodes { id } } }
      user(id: $user) { grants(first: 9) { totalCount nodes { id } } }
    }`;
    const ids = (list: readonly string[]): Data => ({ totalCount: list.length, nodes: list.map((id) => ({ id })) });
    expect(await keeper.client.ask(query, { id: place, user: user.id })).toEqual({
      account: { roles: ids([a, b]), grants: ids(grants) },
      user: { grants: ids(grants) },
    });
    // ViewRole below the user's account only: of their grants those that stand there.
    const local = await people.person(shop, ['ViewAccount', 'ViewUser'], shop);
    await people.grant(local.id, await people.role(shop, ['ViewRole']), place);
    await people.grant(user.id, await people.role(shop, []), branch);
    expect((await local.client.ask(query, { id: place, user: user.id })).user.grants).toEqual(ids(grants));
  });
});

describe('a move', () => {
  it('takes the grants whose user or role no longer stands on the line, and says which', async () => {
    const installation = await startTestInstallation();
    const people = new People(installation);
    const [from, to] = [
      await people.vendor(installation.rootId, 'From'),
      await people.vendor(installation.rootId, 'To'),
    ];
    const moved = await people.vendor(from, 'Moved');
    const below = await people.customer(moved, 'Below');
    const [old, own] = [await people.user(from), await people.user(moved)];
    const [oldRole, ownRole] = [await people.role(from, ['ViewAccount']), await people.role(moved, ['ViewAccount'])];
    await people.grant(old.id, ownRole, below);
    await people.grant(own.id, oldRole, moved);
    const kept = await people.grant(own.id, ownRole, below);
    const admin = await new GraphqlClient(installation.server).signIn();
    const result = await admin.mutate(
      'moveAccount',
      { accountId: moved, newParentId: to, version: 1 },
      '... on MoveAccountSuccess { removedGrants { account { id } user { id } role { id } } }',
    );
    expect(result.removedGrants).toHaveLength(2);
    expect(result.removedGrants).toEqual(
      expect.arrayContaining([
        { account: { id: below }, user: { id: old.id }, role: { id: ownRole } },
        { account: { id: moved }, user: { id: own.id }, role: { id: oldRole } },
      ]),
    );
    const { user } = await admin.ask('query ($id: ID!) { user(id: $id) { grants(first: 9) { nodes { id } } } }', {
      id: own.id,
    });
    expect(user.grants.nodes).toEqual([{ id: kept }]);
    await installation.close();
  });
});
