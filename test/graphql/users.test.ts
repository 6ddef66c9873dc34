import { createRole } from '../../src/application/roles/create-role';
import { PERMISSIONS } from '../../src/domain/permissions/permission';
import { Role } from '../../src/entities/role';
import { User } from '../../src/entities/user';
import { type Data, GraphqlClient } from '../support/graphql-client';
import { bare, PASSWORD, People, type Person } from '../support/people';
import { snapshot } from '../support/snapshot';
import { startTestInstallation, type TestInstallation } from '../support/test-installation';

const USER = '... on UserSuccess { user { id name email displayName disabled version account { id } } }';

describe('users', () => {
  let installation: TestInstallation;
  let people: People;
  let admin: GraphqlClient;
  let shop: string;
  let branch: string;
  /** May do everything with the users of the shop and below. */
  let keeper: Person;

  beforeAll(async () => {
    installation = await startTestInstallation();
    people = new People(installation);
    admin = await new GraphqlClient(installation.server).signIn();
    shop = await people.vendor(installation.rootId, 'Shop');
    branch = await people.customer(shop, 'Branch');
    keeper = await people.person(shop, ['ViewAccount', 'ViewUser', 'ModifyUser', 'DeleteUser']);
  });

  afterAll(() => installation.close());

  const create = (input: Record<string, unknown>, client = keeper.client): Promise<Data> =>
    client.mutate('createUser', { accountId: shop, password: PASSWORD, ...input }, USER);

  const update = (input: Record<string, unknown>, client = keeper.client): Promise<Data> =>
    client.mutate('updateUser', input, USER);

  async function unchanged(attempt: () => Promise<Data>): Promise<Data> {
    const before = await snapshot(installation);
    const answer = await attempt();
    expect(await snapshot(installation)).toEqual(before);
    return answer;
  }

  describe('a name', () => {
    it.each([
      ['case', 'Ann Lee', 'aNN lEE'],
      ['the form of its letters', 'Ben', 'Ｂｅｎ'],
      ['the way accents are put', 'Zo\u00eb', 'Zoe\u0308'],
      ['ß and ss', 'Weiß', 'WEISS'],
    ])('is unique on its account whatever %s', async (_what, name, other) => {
      const first = await create({ name });
      expect(first).toMatchObject({ __typename: 'UserSuccess', user: { name } });
      expect(await unchanged(() => create({ name: other }))).toMatchObject({
        __typename: 'Conflict',
        path: ['name'],
        existing: { __typename: 'User', id: first.user.id },
      });
      const second = await create({ name: `${name} 2` });
      const rename = { userId: second.user.id, version: 1, name: other };
      expect(await unchanged(() => update(rename))).toMatchObject({ __typename: 'Conflict', path: ['name'] });
      // One's own name in another form is no conflict, and elsewhere it is free.
      expect(await update({ userId: first.user.id, version: 1, name: other })).toMatchObject({ user: { name: other } });
      expect(await create({ accountId: branch, name })).toMatchObject({ __typename: 'UserSuccess' });
    });

    it('names the other user only to who may see users', async () => {
      const blind = await people.person(shop, ['ModifyUser']);
      const { name } = await people.user(shop);
      expect(await create({ name }, blind.client)).toMatchObject({ __typename: 'Conflict', existing: null });
    });

    it('may have emoji and HTML, which are kept as they came', async () => {
      const name = '<b>Ann</b> 🌳 & "co"';
      expect(await create({ name, displayName: '<script>' })).toMatchObject({
        user: { name, displayName: '<script>' },
      });
    });

    it.each([
      ['nothing', ''],
      ['a blank', ' '],
      ['what nobody sees', '\u200b'],
      ['an outer blank', ' ann'],
      ['NUL', 'ann\u0000'],
      ['a turn of the writing direction', 'ann\u202e'],
      ['201 characters', 'ä'.repeat(201)],
    ])('is not %s', async (_what, name) => {
      expect(await unchanged(() => create({ name }))).toMatchObject({
        __typename: 'ValidationFailed',
        faults: [{ path: ['name'] }],
      });
    });
  });

  it.each([
    ['TOO_SHORT', 'elevenchars'],
    ['REPEATED', 'abababababababab'],
    ['COMMON', 'Password1234'],
  ])('a password is refused as %s, when made and when set', async (code, password) => {
    const { id } = await people.user(shop);
    const hash = jest.spyOn(installation.services.passwords, 'hash');
    const fault = { __typename: 'ValidationFailed', faults: [{ path: ['password'], code }] };
    expect(await unchanged(() => create({ name: 'Nobody', password }))).toMatchObject(fault);
    expect(await unchanged(() => keeper.client.mutate('setUserPassword', { userId: id, password }))).toMatchObject(
      fault,
    );
    expect(hash).not.toHaveBeenCalled();
    hash.mockRestore();
  });

  it('a password has at most 256 bytes, whatever its characters', async () => {
    const longest = 'pässwörter und flüsse '.padEnd(128, 'äöü');
    const bytes = Buffer.byteLength(longest);
    const fits = longest + 'x'.repeat(256 - bytes);
    expect(await create({ name: 'Long', password: fits })).toMatchObject({ __typename: 'UserSuccess' });
    await people.signIn({ accountId: shop, name: 'Long' }, fits);
    expect(await create({ name: 'Longer', password: `${fits}x` })).toMatchObject({
      __typename: 'ValidationFailed',
      faults: [{ path: ['password'], code: 'TOO_LONG' }],
    });
  });

  it('answers every fault of an input at once', async () => {
    const answer = await unchanged(() => create({ name: ' ', password: 'short', email: 'nowhere', displayName: '' }));
    expect(answer.__typename).toBe('ValidationFailed');
    expect(answer.faults.map((fault: Data) => fault.path)).toEqual([
      ['name'],
      ['email'],
      ['displayName'],
      ['password'],
    ]);
  });

  it('keeps the password as argon2id only', async () => {
    const made = await create({ name: 'Hashed' });
    const row = await installation.services.database.read.findOneByOrFail(User, { id: bare(made.user.id) });
    expect(row.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(JSON.stringify(await snapshot(installation))).not.toContain(PASSWORD);
  });

  it('updates what is given, counts versions and refuses one that is out of date', async () => {
    const { user } = await create({ name: 'Vera', email: 'vera@example.org', displayName: 'Vera V' });
    expect(await update({ userId: user.id, version: 1, email: null })).toMatchObject({
      user: { name: 'Vera', email: null, displayName: 'Vera V', version: 2 },
    });
    expect(await unchanged(() => update({ userId: user.id, version: 1, displayName: 'Late' }))).toMatchObject({
      __typename: 'Conflict',
      path: ['version'],
      current: { __typename: 'User', id: user.id },
    });
    // What is as it was is no change.
    const same = await update({ userId: user.id, version: 2, name: 'Vera', displayName: 'Vera V' });
    expect(same).toMatchObject({ __typename: 'UserSuccess', user: { version: 2 } });
  });

  it('lists them by name, in pages, those below too where asked', async () => {
    const vendor = await people.vendor(shop, 'Listed');
    const below = await people.customer(vendor, 'Below');
    for (const name of ['carl', 'Anna', 'berta', 'anton']) await people.user(vendor, name);
    const { id: disabled } = await people.user(below, 'Aaron');
    await admin.mutate('updateUser', { userId: disabled, version: 1, disabled: true });

    const list = async (args: string): Promise<Data> => {
      const query = `query ($by: AccountLocator!) { account(by: $by) { users(${args}) { totalCount nodes { name } pageInfo { hasNextPage endCursor } } } }`;
      const { users } = (await keeper.client.ask(query, { by: { id: vendor } })).account;
      return { ...users, names: users.nodes.map((node: Data) => node.name) };
    };
    const first = await list('first: 3');
    expect(first).toMatchObject({ names: ['Anna', 'anton', 'berta'], totalCount: 4, pageInfo: { hasNextPage: true } });
    expect(await list(`first: 3, after: "${first.pageInfo.endCursor}"`)).toMatchObject({
      names: ['carl'],
      pageInfo: { hasNextPage: false },
    });
    expect((await list('last: 2')).names).toEqual(['berta', 'carl']);
    expect((await list('first: 9, filter: { namePrefix: "AN" }')).names).toEqual(['Anna', 'anton']);
    expect((await list('first: 9, filter: { includeSubAccounts: true }')).names[0]).toBe('Aaron');
    expect((await list('first: 9, filter: { includeSubAccounts: true, disabled: true }')).names).toEqual(['Aaron']);
    expect((await list('first: 9, filter: { disabled: false }')).names).toHaveLength(4);
  });

  describe('reach', () => {
    it('knows no user above or beside, and none without permission', async () => {
      const above = await people.user(installation.rootId);
      const beside = await people.user(await people.vendor(installation.rootId, 'Beside'));
      const onlooker = await people.person(shop, ['ViewAccount']);
      const { id } = await people.user(branch);
      for (const userId of [above.id, beside.id, 'usr_' + '0'.repeat(32), 'usr_', shop]) {
        expect(await keeper.client.ask('query ($id: ID!) { user(id: $id) { id } }', { id: userId })).toEqual({
          user: null,
        });
        for (const mutation of ['setUserPassword', 'deleteUser', 'updateUser']) {
          const input = { userId, ...extra(mutation) };
          expect(await unchanged(() => keeper.client.mutate(mutation, input))).toMatchObject({
            __typename: 'NotFound',
            path: ['userId'],
          });
        }
      }
      expect(await keeper.client.ask('query ($id: ID!) { user(id: $id) { id } }', { id })).toEqual({ user: { id } });
      const { errors } = await onlooker.client.send('query ($id: ID!) { user(id: $id) { id } }', { id });
      expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    });

    it('Modify does not include Delete, nor Delete Modify, each only where it is held', async () => {
      const modifier = await people.person(shop, ['ModifyUser'], branch);
      const remover = await people.person(shop, ['DeleteUser'], branch);
      const [here, there] = [await people.user(branch), await people.user(shop)];
      const create = (client: GraphqlClient, accountId: string): Promise<Data> =>
        client.mutate('createUser', { accountId, name: 'Made by a modifier', password: PASSWORD });
      expect(await create(modifier.client, branch)).toMatchObject({ __typename: 'UserSuccess' });
      expect(await create(modifier.client, shop)).toMatchObject({ __typename: 'Forbidden', path: ['accountId'] });
      expect(await remover.client.mutate('deleteUser', { userId: there.id })).toMatchObject({
        __typename: 'Forbidden',
      });
      expect(await remover.client.mutate('deleteUser', { userId: here.id })).toMatchObject({
        __typename: 'DeleteUserSuccess',
      });
      const { errors } = await remover.client.send(
        'mutation ($input: SetUserPasswordInput!) { setUserPassword(input: $input) { __typename } }',
        { input: { userId: there.id, password: PASSWORD } },
      );
      expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    });
  });

  it('several changes in one request each answer what is there then', async () => {
    const user = await people.user(branch);
    const one = (version: number): string =>
      `v${version}: updateUser(input: { userId: "${user.id}", version: ${version}, displayName: "name ${version}" }) {
        ... on UserSuccess { user { displayName account { effectiveStatus } } }
      }`;
    const suspend = `s: suspendAccount(input: { accountId: "${shop}" }) { ... on AccountSuccess { account { status } } }`;
    const resume = `r: resumeAccount(input: { accountId: "${shop}" }) { ... on AccountSuccess { account { status } } }`;
    const of = (displayName: string, effectiveStatus: string): Data => ({
      user: { displayName, account: { effectiveStatus } },
    });
    expect(await admin.ask(`mutation { ${one(1)} ${suspend} ${one(2)} ${resume} ${one(3)} }`)).toEqual({
      v1: of('name 1', 'ACTIVE'),
      s: { account: { status: 'SUSPENDED' } },
      v2: of('name 2', 'SUSPENDED'),
      r: { account: { status: 'ACTIVE' } },
      v3: of('name 3', 'ACTIVE'),
    });
  });

  it('one’s own password is not set without the current one', async () => {
    expect(
      await unchanged(() =>
        keeper.client.mutate('setUserPassword', { userId: keeper.id, password: 'a loud street at noon' }),
      ),
    ).toMatchObject({ __typename: 'Forbidden', path: ['userId'] });
  });

  it('a deleted user’s name is free, and their grants are gone', async () => {
    const user = await people.user(shop, 'Ephemeral');
    const grant = await people.grant(user.id, await people.role(shop, ['ViewAccount']), shop);
    expect(
      await keeper.client.mutate('deleteUser', { userId: user.id }, '... on DeleteUserSuccess { deletedId }'),
    ).toMatchObject({
      deletedId: user.id,
    });
    expect(await admin.ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: [user.id, grant] })).toEqual({
      nodes: [null, null],
    });
    expect(await create({ name: 'ephemeral' })).toMatchObject({ __typename: 'UserSuccess' });
  });

  function extra(mutation: string): Record<string, unknown> {
    return { setUserPassword: { password: PASSWORD }, updateUser: { version: 1, email: null } }[mutation] ?? {};
  }
});

describe('the last administrator', () => {
  let installation: TestInstallation;
  let people: People;
  let admin: GraphqlClient;
  let adminId: string;
  let grantId: string;
  let role: Role;

  beforeAll(async () => {
    installation = await startTestInstallation();
    people = new People(installation);
    admin = await new GraphqlClient(installation.server).signIn();
    const { viewer } = await admin.ask('{ viewer { user { id grants(first: 1) { nodes { id } } } } }');
    adminId = viewer.user.id;
    grantId = viewer.user.grants.nodes[0].id;
    role = await installation.services.database.read.findOneByOrFail(Role, { name: 'Administrator' });
  });

  afterAll(() => installation.close());

  const version = async (): Promise<number> =>
    (await installation.services.database.read.findOneByOrFail(User, { id: bare(adminId) })).version;

  const ways: [string, () => Promise<Data>][] = [
    [
      'is not disabled',
      async () => admin.mutate('updateUser', { userId: adminId, version: await version(), disabled: true }),
    ],
    ['is not deleted', () => admin.mutate('deleteUser', { userId: adminId })],
    ['keeps the grant', () => admin.mutate('revokeGrant', { grantId })],
    [
      'keeps all permissions of the role',
      () => admin.mutate('updateRole', { roleId: `rol_${role.id}`, version: 1, permissions: PERMISSIONS.slice(1) }),
    ],
    ['keeps the role', () => admin.mutate('deleteRole', { roleId: `rol_${role.id}`, cascade: true })],
  ];

  it.each(ways)('%s', async (_what, way) => {
    // Neither of these is one: disabled; below the root; lacking one permission.
    const disabled = await people.person(installation.rootId, PERMISSIONS);
    await admin.mutate('updateUser', { userId: disabled.id, version: 1, disabled: true });
    const vendor = await people.vendor(installation.rootId, 'Vendor');
    await people.person(installation.rootId, PERMISSIONS, vendor);
    await people.person(installation.rootId, PERMISSIONS.slice(1));

    const before = await snapshot(installation);
    expect(await way()).toMatchObject({ __typename: 'Conflict', code: 'CONFLICT' });
    expect(await snapshot(installation)).toEqual(before);
  });

  it('may go when another remains, who may have everything by several roles', async () => {
    const other = await people.person(installation.rootId, PERMISSIONS.slice(0, 9));
    const second = await people.role(installation.rootId, PERMISSIONS.slice(9));
    const secondGrant = await people.grant(other.id, second, installation.rootId);
    expect(
      await admin.mutate('updateUser', { userId: adminId, version: await version(), displayName: 'Old' }),
    ).toMatchObject({
      __typename: 'UserSuccess',
    });
    const fresh = await people.signIn(other);
    expect(
      await fresh.mutate('updateUser', { userId: adminId, version: await version(), disabled: true }),
    ).toMatchObject({
      __typename: 'UserSuccess',
    });
    expect(await fresh.mutate('revokeGrant', { grantId: secondGrant })).toMatchObject({ __typename: 'Conflict' });
    expect(
      await fresh.mutate('updateUser', { userId: adminId, version: await version(), disabled: false }),
    ).toMatchObject({
      __typename: 'UserSuccess',
    });
    expect(await fresh.mutate('revokeGrant', { grantId: secondGrant })).toMatchObject({
      __typename: 'RevokeGrantSuccess',
    });
    admin = await new GraphqlClient(installation.server).signIn();
  });

  it('remains when two administrators disable each other at once', async () => {
    const root = installation.rootId;
    const pair = [await people.person(root, PERMISSIONS), await people.person(root, PERMISSIONS)] as const;
    await createRole(installation.commandLine, { accountId: bare(root), name: 'Unused', permissions: [] });
    // The first one of all is no administrator for the time of this test.
    expect(await pair[0].client.mutate('revokeGrant', { grantId })).toMatchObject({ __typename: 'RevokeGrantSuccess' });
    const answers = await Promise.all([
      pair[0].client.send(DISABLE, { input: { userId: pair[1].id, version: 1, disabled: true } }),
      pair[1].client.send(DISABLE, { input: { userId: pair[0].id, version: 1, disabled: true } }),
    ]);
    const done = answers.filter((answer) => answer.data?.updateUser?.__typename === 'UserSuccess');
    expect(done).toHaveLength(1);
  });
});

const DISABLE = 'mutation ($input: UpdateUserInput!) { updateUser(input: $input) { __typename } }';
