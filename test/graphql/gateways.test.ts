import type { Permission } from '../../src/domain/permissions/permission';
import { ChangeRecord } from '../../src/entities/change-record';
import { Gateway } from '../../src/entities/gateway';
import { Installation } from '../../src/entities/installation';
import { type Data, GraphqlClient } from '../support/graphql-client';
import { bare, People, type Person } from '../support/people';
import { snapshot } from '../support/snapshot';
import { startTestInstallation, type TestInstallation } from '../support/test-installation';
import { startTestVerification, type TestVerification } from '../support/test-verification';

const GATEWAY = 'gateway { id name hint enabled version createdAt createdBy updatedAt lastSeenAt account { id } }';
const CREDENTIAL = `... on GatewayCredentialSuccess { credential ${GATEWAY} }`;
const SUCCESS = `... on GatewaySuccess { ${GATEWAY} }`;
const DELETED = '... on DeleteGatewaySuccess { deletedId }';

const KEEPERS: readonly Permission[] = ['ViewAccount', 'ViewGateway', 'ModifyGateway', 'DeleteGateway'];

describe('gateways', () => {
  let installation: TestInstallation;
  let instance: TestVerification;
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
    instance = await startTestVerification(installation);
    people = new People(installation);
    shop = await people.vendor(installation.rootId, 'Shop');
    branch = await people.vendor(shop, 'Branch');
    till = await people.customer(branch, 'Till');
    beside = await people.vendor(installation.rootId, 'Beside');
    keeper = await people.person(shop, KEEPERS);
  });

  afterAll(async () => {
    try {
      await instance.close();
    } finally {
      await installation.close();
    }
  });

  const create = (input: Record<string, unknown> = {}, client = keeper.client): Promise<Data> =>
    client.mutate('createGateway', { accountId: shop, name: `gateway ${++names}`, ...input }, CREDENTIAL);
  const update = (input: Record<string, unknown>, client = keeper.client): Promise<Data> =>
    client.mutate('updateGateway', input, SUCCESS);
  const replace = (input: Record<string, unknown>, client = keeper.client): Promise<Data> =>
    client.mutate('replaceGatewayCredential', input, CREDENTIAL);
  const remove = (input: Record<string, unknown>, client = keeper.client): Promise<Data> =>
    client.mutate('deleteGateway', input, DELETED);
  const read = async (id: string, client = keeper.client): Promise<Data> =>
    (await client.ask(`query ($id: ID!) { ${GATEWAY.replace('gateway', 'gateway(id: $id)')} }`, { id })).gateway;

  /** What an instance answers to the credential about an account: of a key that is nobody's, so never VALID. */
  async function asks(credential: string, accountId: string): Promise<[status: number, code: string]> {
    const { seq } = await installation.services.database.read.findOneByOrFail(Installation, { id: 1 });
    await instance.verification.follower.caughtUp(seq);
    const question = { account: { id: accountId }, key: 'nobody-has-this-key-7', operation: 'LIMITED' };
    const { status, body } = await instance.post('/v1/verify', question, credential);
    return [status, body.code];
  }
  const HEARD = [200, 'KEY_NOT_FOUND'];
  const UNKNOWN = [401, expect.anything()];

  async function unchanged(attempt: () => Promise<Data>): Promise<Data> {
    const before = await snapshot(installation);
    const answer = await attempt();
    expect(await snapshot(installation)).toEqual(before);
    return answer;
  }

  describe('making one', () => {
    it('shows its credential once, and keeps a keyed hash of it alone', async () => {
      const { credential, gateway } = await create({ name: 'Edge 🌐' });
      expect(credential).toMatch(/^ktg_[0-9A-Za-z]{43}$/);
      const expected = {
        id: expect.stringMatching(/^gwy_[0-9a-f]{32}$/),
        name: 'Edge 🌐',
        hint: `${credential.slice(0, 6)}…${credential.slice(-4)}`,
        enabled: true,
        version: 1,
        createdAt: gateway.updatedAt,
        createdBy: keeper.id,
        updatedAt: expect.any(String),
        lastSeenAt: null,
        account: { id: shop },
      };
      expect(gateway).toEqual(expected);
      expect(await read(gateway.id)).toEqual(expected);
      expect(JSON.stringify(await snapshot(installation))).not.toContain(credential.slice(4, -4));
      const row = await installation.services.database.read.findOneByOrFail(Gateway, { id: bare(gateway.id) });
      expect(row.credentialHash).toEqual(installation.services.secrets.tokens.hash(credential));
    });

    it('gives each a credential of its own, which asks for its account and all below, and for nothing else', async () => {
      const [first, second] = [await create(), await create({ accountId: branch })];
      expect(first.credential).not.toBe(second.credential);
      for (const accountId of [shop, branch, till]) expect(await asks(first.credential, accountId)).toEqual(HEARD);
      for (const accountId of [branch, till]) expect(await asks(second.credential, accountId)).toEqual(HEARD);
      for (const [credential, accountId] of [
        [first.credential, beside],
        [first.credential, installation.rootId],
        [second.credential, shop],
      ]) {
        expect(await asks(credential, accountId)).toEqual([200, 'ACCOUNT_NOT_FOUND']);
      }
      const mistyped = String(first.credential).replace(/.$/, (last) => (last === '0' ? '1' : '0'));
      expect(await asks(mistyped, shop)).toEqual(UNKNOWN);
    });

    it('takes a name once on an account, whatever its case and Unicode form, and says whose it is', async () => {
      const { gateway } = await create({ name: 'Straße' });
      const other = await create();
      const taken = { __typename: 'Conflict', path: ['name'], existing: { __typename: 'Gateway', id: gateway.id } };
      for (const name of ['STRASSE', 'ｓtraße']) {
        expect(await unchanged(() => create({ name }))).toMatchObject(taken);
        expect(await unchanged(() => update({ gatewayId: other.gateway.id, version: 1, name }))).toMatchObject(taken);
      }
      const blind = await people.person(shop, ['ModifyGateway']);
      expect(await unchanged(() => create({ name: 'straße' }, blind.client))).toMatchObject({
        __typename: 'Conflict',
        existing: null,
      });
      expect((await create({ name: 'straße', accountId: branch })).__typename).toBe('GatewayCredentialSuccess');
      expect(await update({ gatewayId: gateway.id, version: 1, name: 'STRASSE' })).toMatchObject({
        gateway: { name: 'STRASSE', version: 2 },
      });
    });

    it.each([
      ['blank', ' ', 'EMPTY'],
      ['with NUL', 'a\u0000b', 'CONTROL_CHARACTER'],
      ['too long', 'x'.repeat(201), 'TOO_LONG'],
    ])('refuses a name that is %s', async (_what, name, code) => {
      const { gateway } = await create();
      const refused = { __typename: 'ValidationFailed', faults: [{ path: ['name'], code }] };
      expect(await unchanged(() => create({ name }))).toMatchObject(refused);
      expect(await unchanged(() => update({ gatewayId: gateway.id, version: 1, name }))).toMatchObject(refused);
    });

    it('shows whoever may make it and not see it the credential, and no more', async () => {
      const blind = await people.person(shop, ['ModifyGateway']);
      const made = await create({}, blind.client);
      expect(made).toMatchObject({ credential: expect.stringMatching(/^ktg_/), gateway: null });
      expect(await asks(made.credential, shop)).toEqual(HEARD);
    });
  });

  describe('changing one', () => {
    it('counts each change, and refuses what was read before it', async () => {
      const { gateway } = await create();
      const reference = { gatewayId: gateway.id };
      expect((await update({ ...reference, version: 1, name: 'Renamed' })).gateway).toMatchObject({ version: 2 });
      // The same again is no change.
      const same = { ...reference, version: 2, name: 'Renamed', enabled: true };
      expect((await update(same)).gateway.version).toBe(2);
      const stale = { __typename: 'Conflict', path: ['version'], current: { __typename: 'Gateway', id: gateway.id } };
      for (const attempt of [
        () => update({ ...reference, version: 1, enabled: false }),
        () => replace({ ...reference, version: 1 }),
        () => remove({ ...reference, version: 1 }),
      ]) {
        expect(await unchanged(attempt)).toMatchObject(stale);
      }
      expect((await replace({ ...reference, version: 2 })).gateway.version).toBe(3);
      expect(await remove({ ...reference, version: 3 })).toMatchObject({ deletedId: gateway.id });
    });

    it('stops it while it is not enabled', async () => {
      const { gateway, credential } = await create();
      expect(await asks(credential, till)).toEqual(HEARD);
      await update({ gatewayId: gateway.id, version: 1, enabled: false });
      expect(await asks(credential, till)).toEqual(UNKNOWN);
      await update({ gatewayId: gateway.id, version: 2, enabled: true });
      expect(await asks(credential, till)).toEqual(HEARD);
    });

    it('ends a credential that is replaced at once, and leaves the rest as it is', async () => {
      const { gateway, credential } = await create();
      const replaced = await replace({ gatewayId: gateway.id });
      expect(replaced.credential).not.toBe(credential);
      const { credential: fresh } = replaced;
      expect(replaced.gateway).toEqual({
        ...gateway,
        hint: `${fresh.slice(0, 6)}…${fresh.slice(-4)}`,
        version: 2,
        updatedAt: expect.any(String),
      });
      expect(await asks(credential, shop)).toEqual(UNKNOWN);
      expect(await asks(fresh, shop)).toEqual(HEARD);

      // Nor does a new credential enable it.
      await update({ gatewayId: gateway.id, version: 2, enabled: false });
      const { credential: third } = await replace({ gatewayId: gateway.id });
      expect(await asks(third, shop)).toEqual(UNKNOWN);
    });

    it('keeps when it was last seen', async () => {
      const { gateway } = await create();
      const lastSeenAt = new Date('2031-05-06T07:08:09.123Z');
      await installation.services.database.transaction((manager) =>
        manager.update(Gateway, { id: bare(gateway.id) }, { lastSeenAt }),
      );
      expect((await update({ gatewayId: gateway.id, version: 1, enabled: false })).gateway.lastSeenAt).toBe(
        lastSeenAt.toISOString(),
      );
      await replace({ gatewayId: gateway.id });
      expect(await read(gateway.id)).toMatchObject({ lastSeenAt: lastSeenAt.toISOString(), version: 3 });
    });

    it('tells the instances that follow of every change, and of nothing else', async () => {
      const told = async (work: () => Promise<unknown>): Promise<unknown[]> => {
        const { database } = installation.services;
        const known = (await database.read.find(ChangeRecord)).map(({ seq }) => seq);
        await work();
        const rows = await database.read.find(ChangeRecord, { order: { seq: 'ASC', n: 'ASC' } });
        return rows.filter(({ seq }) => !known.includes(seq)).map(({ kind, ref }) => [kind, ref]);
      };
      let id = '';
      expect(await told(async () => (id = (await create()).gateway.id))).toEqual([['gateway', bare(id)]]);
      for (const work of [
        () => update({ gatewayId: id, version: 1, name: 'Told' }),
        () => replace({ gatewayId: id }),
        () => remove({ gatewayId: id }),
      ]) {
        expect(await told(work)).toEqual([['gateway', bare(id)]]);
      }
      expect(await told(() => update({ gatewayId: id, version: 3 }))).toEqual([]);
    });
  });

  describe('is gone', () => {
    it('when it is deleted', async () => {
      const { gateway, credential } = await create();
      expect(await asks(credential, shop)).toEqual(HEARD);
      expect(await remove({ gatewayId: gateway.id })).toMatchObject({ deletedId: gateway.id });
      expect(await asks(credential, shop)).toEqual(UNKNOWN);
      expect(await read(gateway.id)).toBeNull();
      for (const attempt of [update({ gatewayId: gateway.id, version: 1 }), remove({ gatewayId: gateway.id })]) {
        expect(await attempt).toMatchObject({ __typename: 'NotFound', path: ['gatewayId'] });
      }
    });

    it('with its account, and those of other accounts stay', async () => {
      const doomed = await people.vendor(shop, 'Doomed');
      const below = await people.customer(doomed, 'Below');
      const gone = [await create({ accountId: doomed }), await create({ accountId: below })];
      const stays = await create();
      for (const { credential } of [...gone, stays]) expect(await asks(credential, below)).toEqual(HEARD);
      const admin = await new GraphqlClient(installation.server).signIn();
      expect(await admin.mutate('deleteAccount', { accountId: doomed, cascade: true })).toMatchObject({
        __typename: 'DeleteAccountSuccess',
      });
      for (const { credential, gateway } of gone) {
        expect(await asks(credential, till)).toEqual(UNKNOWN);
        expect(await read(gateway.id)).toBeNull();
      }
      expect(await asks(stays.credential, till)).toEqual(HEARD);
    });
  });

  it('goes with its account where that is moved', async () => {
    const moving = await people.vendor(shop, 'Moving');
    const { gateway, credential } = await create({ accountId: moving });
    const above = await create();
    const admin = await new GraphqlClient(installation.server).signIn();
    await admin.mutate('moveAccount', { accountId: moving, newParentId: beside, version: 1 });
    expect(await asks(credential, moving)).toEqual(HEARD);
    expect(await asks(above.credential, moving)).toEqual([200, 'ACCOUNT_NOT_FOUND']);
    expect(await unchanged(() => remove({ gatewayId: gateway.id }))).toMatchObject({ __typename: 'NotFound' });
    expect(await read(gateway.id)).toBeNull();
  });

  it('is kept by who holds the permission on its account: neither below it nor of another tenant', async () => {
    const { gateway } = await create({ accountId: branch });
    const version = 1;
    const attempts = (client: GraphqlClient): (() => Promise<Data>)[] => [
      () => create({ accountId: branch }, client),
      () => update({ gatewayId: gateway.id, version, enabled: false }, client),
      () => replace({ gatewayId: gateway.id }, client),
      () => remove({ gatewayId: gateway.id }, client),
    ];
    const refusals = async ({ client }: Person): Promise<string[]> => {
      const answers = [];
      for (const attempt of attempts(client)) answers.push((await unchanged(attempt)).__typename);
      return answers;
    };
    const all = (refusal: string): string[] => Array<string>(4).fill(refusal);
    expect(await refusals(await people.person(till, KEEPERS))).toEqual(all('NotFound'));
    expect(await refusals(await people.person(beside, KEEPERS))).toEqual(all('NotFound'));
    expect(await refusals(await people.person(shop, KEEPERS, till))).toEqual(all('Forbidden'));
    const maker = await people.person(shop, ['ModifyGateway', 'DeleteGateway'], branch);
    expect(await unchanged(() => create({ accountId: shop }, maker.client))).toMatchObject({
      __typename: 'Forbidden',
      path: ['accountId'],
    });
    for (const attempt of attempts(maker.client)) expect((await attempt()).__typename).toMatch(/Success$/);
  });

  it('is listed on its own account by name, in pages, to who holds ViewGateway there', async () => {
    const place = await people.vendor(branch, 'Listed');
    for (const name of ['b', 'C', 'a', 'D', 'e']) await create({ accountId: place, name });
    const list = async (args: string, id = place): Promise<Data> => {
      const query = `query ($id: ID!) { account(by: { id: $id }) {
        gateways(${args}) { totalCount nodes { name } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }
      } }`;
      const { gateways } = (await keeper.client.ask(query, { id })).account;
      return { ...gateways, names: gateways.nodes.map((node: Data) => node.name) };
    };
    const first = await list('first: 2');
    expect(first).toMatchObject({ totalCount: 5, names: ['a', 'b'], pageInfo: { hasNextPage: true } });
    const second = await list(`first: 3, after: "${first.pageInfo.endCursor}"`);
    expect(second).toMatchObject({ names: ['C', 'D', 'e'], pageInfo: { hasNextPage: false, hasPreviousPage: true } });
    expect(await list(`last: 2, before: "${second.pageInfo.startCursor}"`)).toMatchObject({ names: ['a', 'b'] });
    await expect(list(`after: "${first.pageInfo.endCursor}"`, branch)).rejects.toThrow('CURSOR_OF_ANOTHER_LIST');
    expect((await list('first: 9', await people.customer(place, 'Empty'))).totalCount).toBe(0);

    const onlooker = await people.person(shop, ['ViewAccount', 'ModifyGateway']);
    const { data, errors } = await onlooker.client.send(
      `{ account(by: { id: "${place}" }) { id gateways { totalCount } } }`,
    );
    expect(data.account).toEqual({ id: place, gateways: null });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});
