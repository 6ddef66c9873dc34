import { blockInheritedKey } from '../../src/application/keys/block-inherited-key';
import { createApiKey } from '../../src/application/keys/create-api-key';
import { publicId } from '../../src/domain/ids';
import { GraphqlClient } from '../support/graphql-client';
import { bare, People } from '../support/people';
import { snapshot } from '../support/snapshot';
import { startTestInstallation, type TestInstallation } from '../support/test-installation';

const MOVED = `... on MoveAccountSuccess {
  account { id depth version parent { id } line { id } }
  removedGrants { account { id name } user { id name } role { id name } }
  removedBlocks { account { id name } apiKey { id name } }
}`;

describe('moving and deleting accounts', () => {
  let installation: TestInstallation;
  let people: People;
  let admin: GraphqlClient;
  let root: string;
  let count = 0;

  beforeAll(async () => {
    installation = await startTestInstallation();
    people = new People(installation);
    admin = await new GraphqlClient(installation.server).signIn();
    root = installation.rootId;
  });

  afterAll(() => installation.close());

  interface World {
    /** Two vendors below the root; below `from` the vendor `moving`, and below that a vendor with a shop. */
    readonly from: string;
    readonly to: string;
    readonly moving: string;
    readonly inner: string;
    readonly shop: string;
  }

  async function world(): Promise<World> {
    const n = ++count;
    const [from, to] = [await people.vendor(root, `From ${n}`), await people.vendor(root, `To ${n}`)];
    const moving = await people.vendor(from, `Moving ${n}`);
    const inner = await people.vendor(moving, `Inner ${n}`);
    return { from, to, moving, inner, shop: await people.customer(inner, `Shop ${n}`) };
  }

  async function key(accountId: string, name: string, value?: string): Promise<string> {
    const input = { accountId: bare(accountId), name, value };
    return publicId('ApiKey', (await createApiKey(installation.commandLine, input)).apiKey.id);
  }

  function block(accountId: string, keyId: string): Promise<void> {
    return blockInheritedKey(installation.commandLine, { accountId: bare(accountId), keyId: bare(keyId) });
  }

  function move(
    accountId: string,
    newParentId: string,
    client = admin,
    version = 1,
  ): ReturnType<GraphqlClient['mutate']> {
    return client.mutate('moveAccount', { accountId, newParentId, version }, MOVED);
  }

  async function lineOf(
    id: string,
    client = admin,
  ): Promise<{ depth: number; version: number; line: string[] } | null> {
    const query = 'query ($id: ID!) { account(by: { id: $id }) { depth version line { id } } }';
    const { account } = await client.ask(query, { id });
    return account && { ...account, line: account.line.map((one: { id: string }) => one.id) };
  }

  async function childrenOf(id: string): Promise<string[]> {
    const query = 'query ($id: ID!) { account(by: { id: $id }) { children(first: 100) { nodes { id } } } }';
    return (await admin.ask(query, { id })).account.children.nodes.map((one: { id: string }) => one.id);
  }

  /** Without the number of the last change, which goes on also where a change changes nothing. */
  async function kept(): Promise<unknown> {
    return { ...(await snapshot(installation)), Installation: [], ChangeRecord: [] };
  }

  async function expectUnchanged(refusal: Record<string, unknown>, attempts: () => Promise<unknown>[]): Promise<void> {
    const before = await snapshot(installation);
    for (const attempt of attempts()) expect(await attempt).toMatchObject(refusal);
    expect(await snapshot(installation)).toEqual(before);
  }

  describe('a move', () => {
    it('takes the whole subtree to its new place', async () => {
      const { from, to, moving, inner, shop } = await world();
      const moved = await move(moving, to);
      expect(moved).toEqual({
        __typename: 'MoveAccountSuccess',
        account: {
          id: moving,
          depth: 2,
          version: 2,
          parent: { id: to },
          line: [root, to, moving].map((id) => ({ id })),
        },
        removedGrants: [],
        removedBlocks: [],
      });
      expect(await lineOf(shop)).toEqual({ depth: 4, version: 1, line: [root, to, moving, inner, shop] });
      expect([await childrenOf(from), await childrenOf(to)]).toEqual([[], [moving]]);
      // Up, and down again to where it was.
      expect((await move(inner, root)).account.depth).toBe(1);
      expect((await move(inner, moving, admin, 2)).account.version).toBe(3);
      expect(await lineOf(shop)).toEqual({ depth: 4, version: 1, line: [root, to, moving, inner, shop] });
    });

    it('to where it is already changes nothing', async () => {
      const { from, moving } = await world();
      const before = await kept();
      expect((await move(moving, from)).account).toMatchObject({ version: 1, parent: { id: from } });
      expect(await kept()).toEqual(before);
    });

    it('is refused under itself, a customer or an account that is not there, and then nothing changes', async () => {
      const { to, moving, inner, shop } = await world();
      const customer = await people.customer(to, 'Customer');
      const place = { path: ['newParentId'] };
      await expectUnchanged({ __typename: 'Conflict', ...place }, () => [
        move(moving, moving),
        move(moving, inner),
        move(moving, shop),
        move(moving, customer),
      ]);
      await expectUnchanged({ __typename: 'NotFound', ...place }, () => [
        move(moving, `acc_${'f'.repeat(32)}`),
        move(moving, moving.replace('acc_', 'rol_')),
      ]);
    });

    it('is refused where the deepest account would lie below level 16', async () => {
      const { to, moving } = await world();
      let deep = to;
      for (let depth = 2; depth <= 14; depth++) deep = await people.vendor(deep, `Level ${depth}`);
      // `moving` has two levels below itself: it fits below level 13, not below 14.
      await expectUnchanged({ __typename: 'LimitReached', path: ['newParentId'] }, () => [move(moving, deep)]);
      const above = (await lineOf(deep))?.line.at(-2) ?? '';
      expect((await move(moving, above)).account.depth).toBe(14);
    });

    it('is refused where a key value would stand twice on a line, whose keys are named to whoever sees both', async () => {
      const { from, to, moving, shop } = await world();
      const value = 'q8Zr-shared-Vx27-value';
      await key(shop, 'Below', value);
      const above = await key(to, 'Above', value);
      const refused = await move(moving, to);
      expect(refused).toMatchObject({ __typename: 'Conflict', path: ['newParentId'], existing: { id: above } });
      expect(refused.message).toMatch(/“Below” here and “Above” there/);

      const mover = await people.person(root, ['ViewAccount', 'ModifyAccount']);
      const before = await snapshot(installation);
      const unnamed = await move(moving, to, mover.client);
      expect(unnamed).toMatchObject({ __typename: 'Conflict', existing: null });
      expect(unnamed.message).not.toMatch(/Below|Above/);
      const { AuditEvent: events, ...rest } = await snapshot(installation);
      expect({ ...rest, AuditEvent: before.AuditEvent }).toEqual(before);
      // It tells that the value exists, so it is on record.
      const recorded = events?.filter((event) => !before.AuditEvent?.includes(event));
      expect(recorded).toEqual([expect.stringContaining('"action":"API_KEY_VALUE_CONFLICT"')]);
      // On separate lines it may stand as often as one likes.
      const sibling = await people.vendor(from, 'Sibling');
      await key(sibling, 'Beside', value);
      expect(await move(sibling, root)).toMatchObject({ __typename: 'MoveAccountSuccess' });
    });

    it('tells only so often that a value stands on a line', async () => {
      const { to, moving, shop } = await world();
      await key(shop, 'Guess', 'q8Zr-guessed-Vx27-value');
      await key(to, 'Guessed', 'q8Zr-guessed-Vx27-value');
      const { client } = await people.person(root, ['ModifyAccount']);
      let answer = await move(moving, to, client);
      for (let n = 0; answer.__typename === 'Conflict' && n < 100; n++) answer = await move(moving, to, client);
      expect(answer).toMatchObject({
        __typename: 'LimitReached',
        path: ['newParentId'],
        retryAfterSeconds: expect.any(Number),
      });
    });

    it('takes ModifyAccount on both parents', async () => {
      const { from, to, moving } = await world();
      const leaving = await people.person(root, ['ModifyAccount'], from);
      const arriving = await people.person(root, ['ModifyAccount'], to);
      await expectUnchanged({ __typename: 'Forbidden', path: ['newParentId'] }, () => [
        move(moving, to, leaving.client),
      ]);
      await expectUnchanged({ __typename: 'Forbidden', path: ['accountId'] }, () => [
        move(moving, to, arriving.client),
      ]);
      const itself = await people.person(root, ['ModifyAccount'], moving);
      await people.grant(itself.id, await people.role(root, ['ModifyAccount']), to);
      await expectUnchanged({ __typename: 'Forbidden', path: ['accountId'] }, () => [move(moving, to, itself.client)]);

      await people.grant(leaving.id, await people.role(root, ['ModifyAccount']), to);
      expect(await move(moving, to, leaving.client)).toMatchObject({ __typename: 'MoveAccountSuccess' });
    });

    it('gives the mover no permission on the account that they did not hold there', async () => {
      const { from, to, moving } = await world();
      const mover = await people.person(root, ['ModifyAccount'], from);
      await people.grant(mover.id, await people.role(root, ['ModifyAccount', 'DeleteAccount']), to);
      const before = await snapshot(installation);
      const refused = await move(moving, to, mover.client);
      expect(refused).toMatchObject({ __typename: 'Forbidden', path: ['newParentId'] });
      expect(refused.message).toContain('DeleteAccount');
      expect(await snapshot(installation)).toEqual(before);
    });

    it('answers for what is out of reach as for what is not there', async () => {
      const { from, to, moving } = await world();
      const { client } = await people.person(from, ['ViewAccount', 'ModifyAccount']);
      const outside = await move(moving, to, client);
      expect(outside).toMatchObject({ __typename: 'NotFound', path: ['newParentId'] });
      expect(await move(moving, `acc_${'0'.repeat(32)}`, client)).toEqual(outside);
      expect(await move(to, from, client)).toMatchObject({ __typename: 'NotFound', path: ['accountId'] });
    });

    it('removes grants and blocks that no longer stand, lists them, and leaves the others', async () => {
      const { from, to, moving, shop } = await world();
      const inside = await people.user(moving, 'inside');
      const outside = await people.user(from, 'outside');
      const [roleInside, roleOutside, roleAbove] = [
        await people.role(moving, ['ViewAccount'], 'Inside role'),
        await people.role(from, ['ViewApiKey'], 'Outside role'),
        await people.role(root, ['ViewAccount'], `Above role ${count}`),
      ];
      await people.grant(inside.id, roleInside, shop);
      await people.grant(inside.id, roleAbove, moving);
      await people.grant(inside.id, roleOutside, shop);
      await people.grant(outside.id, roleAbove, moving);
      await people.grant(outside.id, roleOutside, from);
      const [keyInside, keyOutside, keyAbove] = [
        await key(moving, 'Inside key'),
        await key(from, 'Outside key'),
        await key(root, `Above key ${count}`),
      ];
      for (const one of [keyInside, keyOutside, keyAbove]) await block(shop, one);

      const shopRef = { id: shop, name: `Shop ${count}` };
      const movingRef = { id: moving, name: `Moving ${count}` };
      expect(await move(moving, to)).toMatchObject({
        removedGrants: [
          {
            account: shopRef,
            user: { id: inside.id, name: 'inside' },
            role: { id: roleOutside, name: 'Outside role' },
          },
          {
            account: movingRef,
            user: { id: outside.id, name: 'outside' },
            role: { id: roleAbove, name: `Above role ${count}` },
          },
        ],
        removedBlocks: [{ account: shopRef, apiKey: { id: keyOutside, name: 'Outside key' } }],
      });
      const left = await snapshot(installation);
      const mentions = (table: string, ...ids: string[]): number =>
        left[table]?.filter((row) => ids.every((id) => row.includes(bare(id)))).length ?? -1;
      expect(mentions('RoleGrant', inside.id)).toBe(2);
      expect(mentions('RoleGrant', outside.id)).toBe(1);
      expect(mentions('RoleGrant', outside.id, from)).toBe(1);
      expect(mentions('KeyBlock', shop)).toBe(2);
      expect(mentions('KeyBlock', keyOutside)).toBe(0);
    });

    it('names removed users, roles and keys only to a mover who may see them', async () => {
      const { from, to, moving } = await world();
      const outside = await people.user(from, 'hidden user');
      await people.grant(outside.id, await people.role(from, ['ViewAccount'], 'Hidden role'), moving);
      await block(moving, await key(from, 'Hidden key'));
      const mover = await people.person(root, ['ViewAccount', 'ModifyAccount']);
      const moved = await move(moving, to, mover.client);
      const nobody = { id: null, name: null };
      expect(moved.removedGrants).toEqual([
        { account: { id: moving, name: `Moving ${count}` }, user: nobody, role: nobody },
      ]);
      expect(moved.removedBlocks).toEqual([{ account: { id: moving, name: `Moving ${count}` }, apiKey: nobody }]);
    });

    it('is seen at once: out of reach of those whom it left, within reach of those to whom it came', async () => {
      const { from, to, moving, shop } = await world();
      const [left, come] = [
        (await people.person(from, ['ViewAccount'])).client,
        (await people.person(to, ['ViewAccount'])).client,
      ];
      const seen = async (): Promise<boolean[]> =>
        [await lineOf(shop, left), await lineOf(shop, come)].map((line) => line !== null);
      expect(await seen()).toEqual([true, false]);
      await move(moving, to);
      expect(await seen()).toEqual([false, true]);
    });

    it('is told on both lines, and leaves what happened before to those to whom it belonged', async () => {
      const { from, to, moving, inner } = await world();
      await admin.mutate('updateAccount', { accountId: inner, version: 1, name: 'Renamed before' });
      await move(moving, to);
      await admin.mutate('updateAccount', { accountId: inner, version: 2, name: 'Renamed after' });
      const told = async (accountId: string): Promise<string[]> => {
        const { client } = await people.person(accountId, ['ViewAccount', 'ViewAuditLog']);
        const query = `query ($id: ID!) { account(by: { id: $id }) {
          auditEvents(first: 100, filter: { actions: [ACCOUNT_MOVED, ACCOUNT_UPDATED] }) { nodes { action before after } } } }`;
        const { account } = await client.ask(query, { id: accountId });
        return account.auditEvents.nodes.map(
          (event: { action: string; after: { name?: string } }) => event.after.name ?? event.action,
        );
      };
      expect(await told(from)).toEqual(['ACCOUNT_MOVED', 'Renamed before']);
      expect(await told(to)).toEqual(['Renamed after', 'ACCOUNT_MOVED']);
    });
  });

  describe('a deletion', () => {
    const DELETED = '... on DeleteAccountSuccess { deletedId accounts apiKeys users }';

    function remove(accountId: string, input: object = {}, client = admin): ReturnType<GraphqlClient['mutate']> {
      return client.mutate('deleteAccount', { accountId, ...input }, DELETED);
    }

    it('is refused while there are sub-accounts, unless the caller says so', async () => {
      const { moving } = await world();
      await expectUnchanged({ __typename: 'Conflict', path: ['cascade'] }, () => [
        remove(moving),
        remove(moving, { cascade: false }),
      ]);
      expect(await remove(moving, { cascade: true, version: 1 })).toMatchObject({ deletedId: moving, accounts: 3 });
    });

    it('takes along all that is of the subtree, and nothing else', async () => {
      const { from, moving, inner, shop } = await world();
      const before = await snapshot(installation);
      const user = await people.person(inner, ['ViewAccount'], shop);
      await people.grant((await people.user(moving)).id, await people.role(moving, ['ViewRole']), inner);
      await key(moving, 'One');
      await block(shop, await key(inner, 'Two'));
      const above = await key(from, 'Stays');
      await block(shop, above);
      await admin.mutate('updateAccount', {
        accountId: shop,
        version: 1,
        externalId: 'freed',
        domains: ['freed.example'],
      });
      await admin.mutate('createApiKeyTemplate', { accountId: inner, name: 'Template' });

      expect(await remove(moving, { cascade: true })).toEqual({
        __typename: 'DeleteAccountSuccess',
        deletedId: moving,
        accounts: 3,
        apiKeys: 2,
        users: 2,
      });
      const after = await snapshot(installation);
      const gone = [moving, inner, shop].map(bare);
      const accounts = before.Account?.filter((row) => !gone.some((id) => row.includes(`"id":"${id}"`)));
      expect(after.Account).toEqual(accounts);
      // What is left is what was there, but for the key above, and the records of what happened.
      expect(after.ApiKey?.filter((row) => !row.includes(bare(above)))).toEqual(before.ApiKey);
      for (const table of ['ApiKeyTemplate', 'KeyBlock', 'User', 'Role', 'RoleGrant', 'AccountDomain', 'Session']) {
        expect([table, after[table]]).toEqual([table, before[table]]);
      }
      expect((await user.client.send('{ viewer { account { id } } }')).errors?.[0]?.extensions.code).toBe(
        'UNAUTHENTICATED',
      );
      const again = { parentId: from, kind: 'CUSTOMER', name: 'Anew', externalId: 'freed', domains: ['freed.example'] };
      expect(await admin.mutate('createAccount', again)).toMatchObject({ __typename: 'CreateAccountSuccess' });
    });

    it('takes DeleteAccount on the parent: nobody deletes the account that contains them', async () => {
      const { from, moving } = await world();
      const itself = await people.person(moving, ['ViewAccount', 'DeleteAccount']);
      const modifier = await people.person(from, ['ViewAccount', 'ModifyAccount']);
      await people.grant(modifier.id, await people.role(from, ['DeleteAccount']), moving);
      await expectUnchanged({ __typename: 'Forbidden', path: ['accountId'] }, () => [
        remove(moving, { cascade: true }, itself.client),
        remove(moving, { cascade: true }, modifier.client),
      ]);
      const deleter = await people.person(from, ['DeleteAccount']);
      expect(await remove(moving, { cascade: true }, deleter.client)).toMatchObject({ accounts: 3 });
      expect(await remove(moving, {}, deleter.client)).toMatchObject({ __typename: 'NotFound', path: ['accountId'] });
    });

    it('stays on record for those to whom the accounts belonged', async () => {
      const { from, moving, shop } = await world();
      await remove(moving, { cascade: true });
      const { client } = await people.person(from, ['ViewAccount', 'ViewAuditLog']);
      const query =
        'query ($id: ID!) { account(by: { id: $id }) { auditEvents(filter: { actions: [ACCOUNT_DELETED] }) { nodes { target { id name } before } } } }';
      const { nodes } = (await client.ask(query, { id: from })).account.auditEvents;
      expect(nodes).toHaveLength(3);
      expect(nodes).toContainEqual({
        target: { id: shop, name: `Shop ${count}` },
        before: expect.objectContaining({ kind: 'CUSTOMER', status: 'ACTIVE' }),
      });
    });
  });
});
