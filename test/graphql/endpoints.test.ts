import { PERMISSIONS, type Permission } from '../../src/domain/permissions/permission';
import { ChangeRecord } from '../../src/entities/change-record';
import { DeviceRegistration } from '../../src/entities/device-registration';
import { EndedTokenFamily } from '../../src/entities/ended-token-family';
import { Endpoint } from '../../src/entities/endpoint';
import { RefreshToken } from '../../src/entities/refresh-token';
import { TokenFamily } from '../../src/entities/token-family';
import { type EndpointRows, newEndpointRows, newFamilyRow, newRegistrationRow } from '../support/endpoint-rows';
import { type Data, GraphqlClient } from '../support/graphql-client';
import { bare, People, type Person } from '../support/people';
import { snapshot } from '../support/snapshot';
import { startTestInstallation, type TestInstallation } from '../support/test-installation';

const FIELDS = `id clientId name clientType description status confirmed decidedBy decidedAt hasOwnKey registeredAt
  registeredIp lastSeenAt lastSeenIp version viewerCanUpdate viewerCanDelete account { id } apiKey { id name }
  waitingRegistrations { userCode clientType description createdAt expiresAt ip hasOwnKey apiKey { id name } }`;
const SUCCESS = `... on EndpointSuccess { endpoint { ${FIELDS} } }`;
const DELETED = '... on DeleteEndpointSuccess { deletedId }';
const RESULTS = `... on BulkEndpointsSuccess { results {
  id endpoint { status version } error { __typename code path ... on ValidationFailed { faults { code } } }
} }`;

const KEEPERS: readonly Permission[] = ['ViewAccount', 'ViewEndpoint', 'ModifyEndpoint', 'DeleteEndpoint'];
const NOW = new Date('2031-05-06T07:08:09.123Z');
const [OLD_KEY, NEW_KEY] = [
  { kty: 'OKP', x: 'old' },
  { kty: 'OKP', x: 'new' },
];
const TRUSTED: Partial<Endpoint> = { status: 'TRUSTED', confirmed: true };
const BY_KEY: Partial<Endpoint> = { status: 'TRUSTED', confirmed: false };
const EXPIRED: Partial<DeviceRegistration> = { expiresAt: NOW };

describe('endpoints', () => {
  let installation: TestInstallation;
  let people: People;
  /** root > shop > branch > till; beside it another vendor of the root. */
  let shop: string;
  let branch: string;
  let till: string;
  let beside: string;
  let keeper: Person;
  let admin: GraphqlClient;

  beforeAll(async () => {
    installation = await startTestInstallation();
    installation.setClock(NOW);
    people = new People(installation);
    shop = await people.vendor(installation.rootId, 'Shop');
    branch = await people.vendor(shop, 'Branch');
    till = await people.customer(branch, 'Till');
    beside = await people.vendor(installation.rootId, 'Beside');
    keeper = await people.person(shop, KEEPERS);
    admin = await new GraphqlClient(installation.server).signIn();
  });

  afterAll(() => installation.close());

  const make = (
    columns: Partial<Endpoint> = {},
    registrations: readonly Partial<DeviceRegistration>[] = [],
    accountId = shop,
  ): Promise<EndpointRows> => newEndpointRows(installation, accountId, columns, registrations);

  const trust = (input: Record<string, unknown>, client = keeper.client): Promise<Data> =>
    client.mutate('trustEndpoint', input, SUCCESS);
  /** With the code of the registration that was given last. */
  const trustWaiting = ({ id, registrations }: EndpointRows): Promise<Data> =>
    trust({ endpointId: id, userCode: registrations.at(-1)?.userCode });
  const reject = (input: Record<string, unknown>, client = keeper.client): Promise<Data> =>
    client.mutate('rejectEndpoint', input, SUCCESS);
  const revoke = (input: Record<string, unknown>, client = keeper.client): Promise<Data> =>
    client.mutate('revokeEndpoint', input, SUCCESS);
  const rename = (input: Record<string, unknown>, client = keeper.client): Promise<Data> =>
    client.mutate('renameEndpoint', input, SUCCESS);
  const remove = (input: Record<string, unknown>, client = keeper.client): Promise<Data> =>
    client.mutate('deleteEndpoint', input, DELETED);
  const read = async (id: string, client = keeper.client): Promise<Data> =>
    (await client.ask(`query ($id: ID!) { endpoint(id: $id) { ${FIELDS} } }`, { id })).endpoint;

  /** Of the registrations, in the order of their making. */
  async function statuses({ endpoint }: EndpointRows): Promise<string[]> {
    const rows = await installation.services.database.read.find(DeviceRegistration, {
      where: { endpointId: endpoint.id },
      order: { id: 'ASC' },
    });
    return rows.map((row) => row.status);
  }

  function row({ endpoint }: EndpointRows): Promise<Endpoint | null> {
    return installation.services.database.read.findOneBy(Endpoint, { id: endpoint.id });
  }

  /** Whether the family is there, its refresh token is, and it is known to have ended. */
  async function stateOf({ id }: TokenFamily): Promise<boolean[]> {
    const { read } = installation.services.database;
    return [
      await read.existsBy(TokenFamily, { id }),
      await read.existsBy(RefreshToken, { familyId: id }),
      await read.existsBy(EndedTokenFamily, { id }),
    ];
  }
  const [LIVES, ENDED] = [
    [true, true, false],
    [false, false, true],
  ];

  async function unchanged(attempt: () => Promise<Data>): Promise<Data> {
    const before = await snapshot(installation);
    const answer = await attempt();
    expect(await snapshot(installation)).toEqual(before);
    return answer;
  }

  /** It succeeds, and not even the version or an audit record tells of it. */
  async function nothingToDo(attempt: () => Promise<Data>): Promise<void> {
    const tables = async (): Promise<object> => {
      const { ChangeRecord: _changes, Installation: _seq, ...rest } = await snapshot(installation);
      return rest;
    };
    const before = await tables();
    expect((await attempt()).__typename).toBe('EndpointSuccess');
    expect(await tables()).toEqual(before);
  }

  describe('seeing one', () => {
    it('shows what it is and what waits under its client id', async () => {
      const key = await admin.mutate(
        'createApiKey',
        { accountId: shop, name: 'Registering' },
        '... on ApiKeyValueSuccess { apiKey { id } }',
      );
      const keyId = bare(key.apiKey.id);
      const made = await make(
        { keyId, clientId: 'Gerät 🖨', clientType: 'chrome_extension', description: 'On the counter' },
        [
          { keyId, clientType: 'desktop_client', description: 'Newer', userCode: 'BCDF-GHJK', publicKey: NEW_KEY },
          { userCode: 'LMNP-QRST', ip: null, keyId: 'f'.repeat(32) },
          { status: 'ALLOWED' },
          { status: 'DENIED' },
          EXPIRED,
        ],
      );
      const viewer = await people.person(shop, ['ViewAccount', 'ViewEndpoint', 'ViewApiKey']);
      const seen = {
        id: expect.stringMatching(/^end_[0-9a-f]{32}$/),
        clientId: 'Gerät 🖨',
        name: made.endpoint.name,
        clientType: 'CHROME_EXTENSION',
        description: 'On the counter',
        status: 'PENDING',
        confirmed: false,
        decidedBy: null,
        decidedAt: null,
        hasOwnKey: false,
        registeredAt: NOW.toISOString(),
        registeredIp: '192.0.2.7',
        lastSeenAt: null,
        lastSeenIp: null,
        version: 1,
        viewerCanUpdate: false,
        viewerCanDelete: false,
        account: { id: shop },
        apiKey: { id: key.apiKey.id, name: 'Registering' },
        waitingRegistrations: [
          {
            userCode: 'BCDF-GHJK',
            clientType: 'DESKTOP_CLIENT',
            description: 'Newer',
            createdAt: NOW.toISOString(),
            expiresAt: new Date(NOW.getTime() + 600_000).toISOString(),
            ip: '192.0.2.7',
            hasOwnKey: true,
            apiKey: { id: key.apiKey.id, name: 'Registering' },
          },
          expect.objectContaining({ userCode: 'LMNP-QRST', ip: null, hasOwnKey: false, apiKey: null }),
        ],
      };
      expect(await read(made.id, viewer.client)).toEqual(seen);
      // Without ViewApiKey nothing of the key; what one may do is said.
      expect(await read(made.id)).toMatchObject({
        apiKey: null,
        waitingRegistrations: [{ userCode: 'BCDF-GHJK', apiKey: null }, { userCode: 'LMNP-QRST' }],
        viewerCanUpdate: true,
        viewerCanDelete: true,
      });
      const { data } = await keeper.client.send(
        'query ($id: ID!) { node(id: $id) { __typename id ... on Endpoint { clientId } } }',
        { id: made.id },
      );
      expect(data.node).toEqual({ __typename: 'Endpoint', id: made.id, clientId: 'Gerät 🖨' });
    });

    it('names the key of an account above to who sees keys below, and no more of it', async () => {
      const { apiKey } = await admin.mutate(
        'createApiKey',
        { accountId: installation.rootId, name: 'From above', description: 'Secret' },
        '... on ApiKeyValueSuccess { apiKey { id } }',
      );
      const { id } = await make({ keyId: bare(apiKey.id) }, [{}], till);
      const seer = await people.person(till, ['ViewEndpoint', 'ViewApiKey']);
      const query = 'query ($id: ID!) { endpoint(id: $id) { account { id } apiKey { id name description } } }';
      expect((await seer.client.ask(query, { id })).endpoint).toEqual({
        account: null,
        apiKey: { id: apiKey.id, name: 'From above', description: null },
      });
    });

    it('says who decided: a user, the command line, or a key to who may see that key', async () => {
      const { apiKey } = await admin.mutate(
        'createApiKey',
        { accountId: shop, name: 'Trusting' },
        '... on ApiKeyValueSuccess { apiKey { id } }',
      );
      const decidedBy = async (kept: string, client: GraphqlClient): Promise<string> =>
        (await read((await make({ ...BY_KEY, decidedBy: kept })).id, client)).decidedBy;
      expect(await decidedBy('command-line', keeper.client)).toBe('command-line');
      expect(await decidedBy(`user:${bare(keeper.id)}`, keeper.client)).toBe(keeper.id);
      expect(await decidedBy(`key:${bare(apiKey.id)}`, admin)).toBe(apiKey.id);
      expect(await decidedBy(`key:${bare(apiKey.id)}`, keeper.client)).toBe('api-key');
    });
  });

  describe('in a list', () => {
    let place: string;
    let below: string;
    const made: Record<string, EndpointRows> = {};

    beforeAll(async () => {
      place = await people.vendor(branch, 'Listed');
      below = await people.customer(place, 'Below');
      made.pending = await make({ name: 'Front desk', clientType: 'printer' }, [{}], place);
      made.trusted = await make({ ...TRUSTED, name: 'Back office', clientType: 'server' }, [EXPIRED], place);
      made.again = await make({ ...TRUSTED, name: 'Again', description: 'By the DOOR' }, [{}, {}], place);
      made.rejected = await make({ status: 'REJECTED', name: 'No', clientId: 'Ünique%_' }, [], place);
      made.revoked = await make({ status: 'REVOKED', name: 'Gone' }, [{ status: 'DENIED' }], place);
      made.forgotten = await make({ name: 'Forgotten' }, [EXPIRED], place);
      made.never = await make({ name: 'Never' }, [], place);
      made.below = await make({ name: 'Below' }, [{}], below);
    });

    async function list(args = '', id = place, client = keeper.client): Promise<Data> {
      const query = `query ($id: ID!) { account(by: { id: $id }) { endpoints${args} {
        totalCount nodes { id viewerCanUpdate } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      } } }`;
      const { endpoints } = (await client.ask(query, { id })).account;
      const names = Object.keys(made);
      return { ...endpoints, names: endpoints.nodes.map((n: Data) => names.find((one) => made[one]?.id === n.id)) };
    }

    it('are the newest first, without those whose first registration has expired', async () => {
      expect(await list()).toMatchObject({
        totalCount: 5,
        names: ['revoked', 'rejected', 'again', 'trusted', 'pending'],
      });
      const first = await list('(first: 2)');
      expect(first).toMatchObject({ names: ['revoked', 'rejected'], pageInfo: { hasNextPage: true } });
      const second = await list(`(first: 9, after: "${first.pageInfo.endCursor}")`);
      expect(second.names).toEqual(['again', 'trusted', 'pending']);
      expect((await list(`(last: 1, before: "${second.pageInfo.startCursor}")`)).names).toEqual(['rejected']);
      await expect(list(`(after: "${first.pageInfo.endCursor}", filter: { waiting: true })`)).rejects.toThrow(
        'CURSOR_OF_ANOTHER_LIST',
      );
    });

    it.each([
      ['statuses: [TRUSTED, PENDING]', ['again', 'trusted', 'pending']],
      ['statuses: []', []],
      ['clientTypes: [SERVER]', ['trusted']],
      ['clientTypes: []', []],
      ['waiting: true', ['again', 'pending']],
      ['waiting: false', ['revoked', 'rejected', 'trusted']],
      ['waiting: true, statuses: [PENDING]', ['pending']],
      ['search: "BACK off"', ['trusted']],
      ['search: "the door"', ['again']],
      ['search: "Ünique%_"', ['rejected']],
      ['search: "ünique"', []],
      ['search: "%"', ['rejected']],
      ['search: " "', ['revoked', 'rejected', 'again', 'trusted', 'pending']],
      ['includeSubAccounts: true, waiting: true', ['below', 'again', 'pending']],
      ['includeSubAccounts: false, waiting: true', ['again', 'pending']],
    ])('fit the filter { %s }', async (filter, expected) => {
      const { names, totalCount } = await list(`(filter: { ${filter} })`);
      expect([names, totalCount]).toEqual([expected, expected.length]);
    });

    it('say of each what one may do on its own account', async () => {
      const viewer = await people.person(branch, ['ViewAccount', 'ViewEndpoint']);
      await people.grant(viewer.id, await people.role(branch, ['ModifyEndpoint']), below);
      const { nodes } = await list('(filter: { includeSubAccounts: true, waiting: true })', place, viewer.client);
      expect(nodes.map((node: Data) => node.viewerCanUpdate)).toEqual([true, false, false]);
    });

    it('take ViewEndpoint', async () => {
      const onlooker = await people.person(shop, ['ViewAccount', 'ModifyEndpoint']);
      const query = `{ account(by: { id: "${place}" }) { id endpoints { totalCount } pendingEndpointCount } }`;
      const { data, errors } = await onlooker.client.send(query);
      expect(data.account).toEqual({ id: place, endpoints: null, pendingEndpointCount: null });
      expect(errors?.map((error) => error.extensions.code)).toEqual(['FORBIDDEN', 'FORBIDDEN']);
    });

    it('are counted while they wait, on the account and below it', async () => {
      const query = `query ($id: ID!) { account(by: { id: $id }) {
        own: pendingEndpointCount all: pendingEndpointCount(includeSubAccounts: true)
      } }`;
      const count = async (id: string): Promise<Data> => (await keeper.client.ask(query, { id })).account;
      expect(await count(place)).toEqual({ own: 2, all: 3 });
      expect(await count(below)).toEqual({ own: 1, all: 1 });
      expect(await count(await people.customer(place, 'Without'))).toEqual({ own: 0, all: 0 });
    });

    it('are counted for a page of accounts by one statement, and so is what waits', async () => {
      const statements = async (fields: string, ids: readonly string[]): Promise<[number, Data[]]> => {
        const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Account { id ${fields} } } }`;
        installation.statements.length = 0;
        const { nodes } = await keeper.client.ask(query, { ids });
        return [installation.statements.length, nodes];
      };
      const ids = [shop, branch, till, place, below];
      const [base] = await statements('', ids);
      const counts = 'own: pendingEndpointCount all: pendingEndpointCount(includeSubAccounts: true)';
      const [some, nodes] = await statements(counts, ids);
      expect(some - base).toBe(1);
      const own = (id: string): number => nodes.find((node) => node.id === id).own;
      const all = (id: string): number => nodes.find((node) => node.id === id).all;
      expect([own(place), all(place), own(below), all(below)]).toEqual([2, 3, 1, 1]);
      expect(all(branch)).toBe(own(branch) + all(till) + all(place));
      expect(all(shop)).toBe(own(shop) + all(branch));

      const listed = 'endpoints(first: 9) { nodes { waitingRegistrations { userCode apiKey { id } } apiKey { id } } }';
      const [one] = await statements(listed, [place]);
      expect(one - (await statements('endpoints(first: 9) { nodes { id } }', [place]))[0]).toBeLessThanOrEqual(3);
    });
  });

  describe('trusting one', () => {
    it('confirms it, and lets in the device that waits', async () => {
      const made = await make({ publicKey: OLD_KEY }, [
        { clientType: 'server', description: 'What it says now', publicKey: NEW_KEY, keyId: 'f'.repeat(32) },
      ]);
      expect((await trust({ endpointId: made.id, version: 1 })).endpoint).toMatchObject({
        status: 'TRUSTED',
        confirmed: true,
        decidedBy: keeper.id,
        decidedAt: NOW.toISOString(),
        clientType: 'SERVER',
        description: 'What it says now',
        hasOwnKey: true,
        version: 2,
        waitingRegistrations: [],
      });
      expect(await statuses(made)).toEqual(['ALLOWED']);
      expect(await row(made)).toMatchObject({ publicKey: NEW_KEY, keyId: 'f'.repeat(32), name: made.endpoint.name });
    });

    it.each(['bcdf ghjk', 'BCDF-GHJK', ' bcdfghjk'])(
      'lets in the one that shows %j, and denies all others',
      async (userCode) => {
        const made = await make({}, [{}, { userCode: 'BCDF-GHJK', clientType: 'server' }, {}]);
        expect((await trust({ endpointId: made.id, userCode })).endpoint).toMatchObject({
          status: 'TRUSTED',
          clientType: 'SERVER',
        });
        expect(await statuses(made)).toEqual(['DENIED', 'ALLOWED', 'DENIED']);
      },
    );

    it('refuses a code that no device shows that waits', async () => {
      const one = await make({}, [{ userCode: 'BCDF-GHJK' }, { ...EXPIRED, userCode: 'LMNP-QRST' }]);
      const none = await make(TRUSTED);
      const twins = await make({}, [{ userCode: 'BCDF-GHJK' }, { userCode: 'BCDF-GHJK' }]);
      const mismatch = {
        __typename: 'ValidationFailed',
        path: ['userCode'],
        faults: [{ path: ['userCode'], code: 'USER_CODE_MISMATCH' }],
      };
      for (const [{ id }, userCode] of [
        [one, 'BCDF-GHJL'],
        [one, 'LMNP-QRST'],
        [one, ''],
        [none, 'BCDF-GHJK'],
        [twins, 'BCDF-GHJK'],
      ] as const) {
        expect(await unchanged(() => trust({ endpointId: id, userCode }))).toMatchObject(mismatch);
      }
    });

    it('asks for the code where more than one device waits, or one that would take the place of a known one', async () => {
      const known = [TRUSTED, BY_KEY, { status: 'REJECTED' }, { status: 'REVOKED' }] as const;
      for (const [columns, waiting] of [
        [{}, [{}, {}]] as const,
        ...known.flatMap((one) => [[one, [{}, {}]] as const, [one, [{}]] as const]),
      ]) {
        const made = await make(columns, waiting);
        expect(await unchanged(() => trust({ endpointId: made.id }))).toMatchObject({
          __typename: 'ValidationFailed',
          path: ['userCode'],
          faults: [{ code: 'USER_CODE_REQUIRED', message: expect.stringContaining('give the code') }],
        });
      }
      // What has expired does not ask.
      const made = await make({}, [EXPIRED, {}]);
      expect((await trust({ endpointId: made.id })).endpoint.status).toBe('TRUSTED');
      expect(await statuses(made)).toEqual(['WAITING', 'ALLOWED']);
    });

    it('refuses one whose registration has expired', async () => {
      for (const registrations of [[], [EXPIRED]]) {
        const made = await make({}, registrations);
        for (const input of [{}, { userCode: 'BCDF-GHJK' }]) {
          expect(await unchanged(() => trust({ endpointId: made.id, ...input }))).toMatchObject({
            __typename: 'Conflict',
            path: ['endpointId'],
            message: 'Its registration has expired: have the device register again.',
            current: { __typename: 'Endpoint', id: made.id },
          });
        }
      }
    });

    it('lets a device take the place of the one before, whose tokens, code and key end', async () => {
      for (const [publicKey, left] of [
        [NEW_KEY, NEW_KEY],
        // Not even the same key proves that it is the same device.
        [OLD_KEY, OLD_KEY],
        [null, null],
      ] as const) {
        for (const columns of [TRUSTED, BY_KEY]) {
          const made = await make({ ...columns, publicKey: OLD_KEY }, [{ status: 'ALLOWED' }, { publicKey }]);
          const user = await people.user(shop);
          const families = [
            await newFamilyRow(installation, made.endpoint),
            await newFamilyRow(installation, made.endpoint, { userId: bare(user.id) }),
          ];
          const other = await newFamilyRow(installation, (await make(TRUSTED)).endpoint);
          expect((await trustWaiting(made)).endpoint).toMatchObject({ confirmed: true, version: 2 });
          expect(await statuses(made)).toEqual(['DENIED', 'ALLOWED']);
          expect((await row(made))?.publicKey).toEqual(left);
          for (const family of families) expect(await stateOf(family)).toEqual(ENDED);
          expect(await stateOf(other)).toEqual(LIVES);
        }
      }
    });

    it('confirms one that a key trusted, and takes nothing from it', async () => {
      const made = await make({ ...BY_KEY, publicKey: OLD_KEY, decidedBy: `key:${'a'.repeat(32)}` }, [
        { status: 'ALLOWED' },
        EXPIRED,
      ]);
      const family = await newFamilyRow(installation, made.endpoint);
      expect((await trust({ endpointId: made.id })).endpoint).toMatchObject({
        confirmed: true,
        decidedBy: keeper.id,
        version: 2,
      });
      expect([await statuses(made), await stateOf(family)]).toEqual([['ALLOWED', 'WAITING'], LIVES]);
      expect((await row(made))?.publicKey).toEqual(OLD_KEY);
    });

    it.each(['REJECTED', 'REVOKED'] as const)('takes one back that is %s', async (status) => {
      const alone = await make({ status, publicKey: OLD_KEY }, [{ status: 'DENIED' }]);
      expect((await trust({ endpointId: alone.id })).endpoint).toMatchObject({ status: 'TRUSTED', confirmed: true });
      // What was denied stays so: it comes back by its own key, or registers again.
      expect([await statuses(alone), (await row(alone))?.publicKey]).toEqual([['DENIED'], OLD_KEY]);
      const waiting = await make({ status }, [{ status: 'DENIED' }, {}]);
      expect((await trustWaiting(waiting)).endpoint).toMatchObject({ status: 'TRUSTED', confirmed: true });
      expect(await statuses(waiting)).toEqual(['DENIED', 'ALLOWED']);
    });

    it('has nothing to do where it is trusted and confirmed, and nothing waits', async () => {
      const made = await make(TRUSTED, [EXPIRED, { status: 'ALLOWED' }]);
      await nothingToDo(() => trust({ endpointId: made.id }));
    });

    it('keeps when it was last seen, and by what name it goes', async () => {
      const lastSeenAt = new Date('2031-01-01T00:00:00.001Z');
      const made = await make({ ...TRUSTED, lastSeenAt, lastSeenIp: '2001:db8::1' }, [{}]);
      expect((await trustWaiting(made)).endpoint).toMatchObject({
        lastSeenAt: lastSeenAt.toISOString(),
        lastSeenIp: '2001:db8::1',
        name: made.endpoint.name,
      });
      expect(await row(made)).toMatchObject({ lastSeenAt, lastSeenIp: '2001:db8::1' });
    });
  });

  describe('rejecting one', () => {
    it('turns a pending one away, with all that wait', async () => {
      const made = await make({}, [{}, {}, EXPIRED]);
      expect((await reject({ endpointId: made.id, version: 1 })).endpoint).toMatchObject({
        status: 'REJECTED',
        confirmed: false,
        decidedBy: keeper.id,
        decidedAt: NOW.toISOString(),
        version: 2,
        waitingRegistrations: [],
      });
      expect(await statuses(made)).toEqual(['DENIED', 'DENIED', 'WAITING']);
      const forgotten = await make({}, [EXPIRED]);
      expect((await reject({ endpointId: forgotten.id })).endpoint.status).toBe('REJECTED');
    });

    it.each([
      ['trusted', TRUSTED],
      ['trusted by a key', BY_KEY],
      ['rejected', { status: 'REJECTED' }],
      ['revoked', { status: 'REVOKED' }],
    ] as const)(
      'denies what waits under the client id of one that is %s, and leaves it as it is',
      async (_what, columns) => {
        const made = await make(columns, [{ status: 'ALLOWED' }, {}, {}]);
        const family = await newFamilyRow(installation, made.endpoint);
        const before = await row(made);
        expect((await reject({ endpointId: made.id })).endpoint).toMatchObject({
          version: 1,
          waitingRegistrations: [],
        });
        expect([await row(made), await statuses(made)]).toEqual([before, ['ALLOWED', 'DENIED', 'DENIED']]);
        expect(await stateOf(family)).toEqual(LIVES);
      },
    );

    it('is no way to end trust', async () => {
      for (const columns of [TRUSTED, BY_KEY]) {
        const made = await make(columns, [EXPIRED, { status: 'ALLOWED' }]);
        expect(await unchanged(() => reject({ endpointId: made.id }))).toMatchObject({
          __typename: 'Conflict',
          path: ['endpointId'],
          message: expect.stringContaining('revoke it instead'),
          current: { __typename: 'Endpoint', id: made.id },
        });
      }
    });

    it.each(['REJECTED', 'REVOKED'] as const)('has nothing to do where it is %s and nothing waits', async (status) => {
      const made = await make({ status }, [EXPIRED]);
      await nothingToDo(() => reject({ endpointId: made.id }));
    });
  });

  describe('revoking one', () => {
    it('ends its tokens, those of users on it, and whatever waits', async () => {
      for (const columns of [TRUSTED, BY_KEY]) {
        const made = await make({ ...columns, publicKey: OLD_KEY }, [{ status: 'ALLOWED' }, {}, {}]);
        const user = await people.user(shop);
        const families = [
          await newFamilyRow(installation, made.endpoint),
          await newFamilyRow(installation, made.endpoint, { userId: bare(user.id) }),
        ];
        const elsewhere = await newFamilyRow(installation, made.endpoint, {
          userId: bare(user.id),
          endpointId: null,
        });
        expect((await revoke({ endpointId: made.id, version: 1 })).endpoint).toMatchObject({
          status: 'REVOKED',
          confirmed: false,
          decidedBy: keeper.id,
          decidedAt: NOW.toISOString(),
          version: 2,
          waitingRegistrations: [],
        });
        expect(await statuses(made)).toEqual(['DENIED', 'DENIED', 'DENIED']);
        for (const family of families) expect(await stateOf(family)).toEqual(ENDED);
        expect(await stateOf(elsewhere)).toEqual(LIVES);
      }
    });

    it.each(['PENDING', 'REJECTED'] as const)('is refused where it is %s', async (status) => {
      const made = await make({ status }, [{}]);
      expect(await unchanged(() => revoke({ endpointId: made.id }))).toMatchObject({
        __typename: 'Conflict',
        path: ['endpointId'],
        current: { __typename: 'Endpoint', id: made.id },
      });
    });

    it('has nothing to do where it is revoked', async () => {
      const made = await make({ status: 'REVOKED' }, [{}]);
      await nothingToDo(() => revoke({ endpointId: made.id }));
    });
  });

  describe('deleting one', () => {
    it('ends its tokens, and frees its client id', async () => {
      const made = await make(TRUSTED, [{}, { status: 'ALLOWED' }]);
      const family = await newFamilyRow(installation, made.endpoint);
      expect(await remove({ endpointId: made.id, version: 1 })).toMatchObject({ deletedId: made.id });
      expect([await row(made), await statuses(made), await stateOf(family)]).toEqual([null, [], ENDED]);
      expect(await read(made.id)).toBeNull();
      for (const attempt of [trust, reject, revoke, remove]) {
        expect(await unchanged(() => attempt({ endpointId: made.id }))).toMatchObject({
          __typename: 'NotFound',
          path: ['endpointId'],
        });
      }
      await make({ clientId: made.endpoint.clientId });
    });

    it('goes with its account', async () => {
      const doomed = await people.customer(shop, 'Doomed');
      const made = await make(TRUSTED, [{}], doomed);
      await admin.mutate('deleteAccount', { accountId: doomed });
      expect([await row(made), await statuses(made)]).toEqual([null, []]);
    });
  });

  describe('renaming one', () => {
    it('counts as a change, the same name again does not', async () => {
      const made = await make(TRUSTED);
      const input = { endpointId: made.id, version: 1, name: 'Drucker 🖨' };
      expect((await rename(input)).endpoint).toMatchObject({ name: 'Drucker 🖨', version: 2, status: 'TRUSTED' });
      await nothingToDo(() => rename({ ...input, version: 2 }));
      expect((await rename({ endpointId: (await make()).id, version: 1, name: 'Drucker 🖨' })).__typename).toBe(
        'EndpointSuccess',
      );
    });

    it.each([
      ['blank', ' ', 'EMPTY'],
      ['with NUL', 'a\u0000b', 'CONTROL_CHARACTER'],
      ['of two lines', 'a\nconfirmed by ann', 'CONTROL_CHARACTER'],
      ['turned', 'hall \u202Erellortnoc', 'DIRECTION_CONTROL'],
      ['invisible', '\u200B', 'EMPTY'],
      ['too long', 'x'.repeat(201), 'TOO_LONG'],
    ])('refuses a name that is %s', async (_what, name, code) => {
      const made = await make();
      expect(await unchanged(() => rename({ endpointId: made.id, version: 1, name }))).toMatchObject({
        __typename: 'ValidationFailed',
        faults: [{ path: ['name'], code }],
      });
    });
  });

  it('refuse what was read before the last change', async () => {
    const made = await make({ ...TRUSTED, version: 3 }, [{}]);
    const input = { endpointId: made.id, version: 2 };
    for (const attempt of [trust, reject, revoke, remove, (one: object) => rename({ ...one, name: 'Stale' })]) {
      expect(await unchanged(() => attempt(input))).toMatchObject({
        __typename: 'Conflict',
        path: ['version'],
        current: { __typename: 'Endpoint', id: made.id },
      });
    }
  });

  it('tell the instances that follow of every change, and of nothing else', async () => {
    const told = async (work: () => Promise<unknown>): Promise<unknown[]> => {
      const { database } = installation.services;
      const known = (await database.read.find(ChangeRecord)).map(({ seq }) => seq);
      await work();
      const rows = await database.read.find(ChangeRecord, { order: { seq: 'ASC', n: 'ASC' } });
      return rows.filter(({ seq }) => !known.includes(seq)).map(({ kind, ref }) => [kind, ref]);
    };
    const made = await make({}, [{}]);
    const [endpointId, self] = [made.id, ['endpoint', made.endpoint.id]];
    expect(await told(() => trust({ endpointId }))).toEqual([self]);
    expect(await told(() => trust({ endpointId }))).toEqual([['nothing', expect.anything()]]);
    expect(await told(() => revoke({ endpointId, version: 1 }))).toEqual([]);
    await newRegistrationRow(installation, made.endpoint);
    expect(await told(() => reject({ endpointId }))).toEqual([self]);
    expect(await told(() => rename({ endpointId, version: 2, name: 'Told' }))).toEqual([self]);
    const [first, second] = [
      await newFamilyRow(installation, made.endpoint),
      await newFamilyRow(installation, made.endpoint),
    ];
    const families = [first, second].map(({ id }) => ['token_family', id]);
    expect(await told(() => revoke({ endpointId }))).toEqual([...families, self]);
    expect(await told(() => remove({ endpointId }))).toEqual([self]);
  });

  describe('several at once', () => {
    const codes = (results: Data[]): unknown[] => results.map(({ error }) => error?.faults?.[0].code ?? error?.code);

    it('have outcomes of their own in the order of the input', async () => {
      const [one, crowded, other] = [await make({}, [{}]), await make({}, [{}, {}]), await make(BY_KEY)];
      const taken = await make(TRUSTED, [{}]);
      const missing = `end_${'0'.repeat(32)}`;
      const endpointIds = [one.id, missing, crowded.id, 'nonsense', 'Gerät', other.id, taken.id];
      const { results } = await keeper.client.mutate('trustEndpoints', { endpointIds }, RESULTS);
      expect(results.map((result: Data) => result.id)).toEqual(endpointIds);
      expect(codes(results)).toEqual([
        undefined,
        'NOT_FOUND',
        'USER_CODE_REQUIRED',
        'NOT_FOUND',
        'NOT_FOUND',
        undefined,
        'USER_CODE_REQUIRED',
      ]);
      expect(results[1].error).toMatchObject({ __typename: 'NotFound', path: ['endpointId'] });
      expect(results[0].endpoint).toEqual({ status: 'TRUSTED', version: 2 });
      expect([await statuses(one), await statuses(crowded)]).toEqual([['ALLOWED'], ['WAITING', 'WAITING']]);

      const rejected = await keeper.client.mutate('rejectEndpoints', { endpointIds: [crowded.id, one.id] }, RESULTS);
      expect(codes(rejected.results)).toEqual([undefined, 'CONFLICT']);
      const revoked = await keeper.client.mutate('revokeEndpoints', { endpointIds: [crowded.id, one.id] }, RESULTS);
      expect(codes(revoked.results)).toEqual(['CONFLICT', undefined]);
      const deleted = await keeper.client.mutate('deleteEndpoints', { endpointIds: [other.id, one.id] }, RESULTS);
      expect(deleted.results).toEqual([
        { id: other.id, endpoint: null, error: null },
        { id: one.id, endpoint: null, error: null },
      ]);
      expect([await row(one), await row(other)]).toEqual([null, null]);
    });

    it('are all or nothing where that is asked', async () => {
      const made = await make(TRUSTED, [{}]);
      const family = await newFamilyRow(installation, made.endpoint);
      for (const mutation of ['trustEndpoints', 'rejectEndpoints', 'revokeEndpoints', 'deleteEndpoints']) {
        const attempt = (): Promise<Data> =>
          keeper.client.mutate(mutation, { endpointIds: [made.id, 'nonsense'], atomic: true }, RESULTS);
        const refusal = mutation === 'trustEndpoints' ? 'USER_CODE_REQUIRED' : 'CONFLICT';
        expect(codes((await unchanged(attempt)).results)).toEqual([refusal, 'NOT_FOUND']);
      }
      expect(await stateOf(family)).toEqual(LIVES);
      const all = await keeper.client.mutate('revokeEndpoints', { endpointIds: [made.id], atomic: true }, RESULTS);
      expect(all.results).toEqual([{ id: made.id, endpoint: { status: 'REVOKED', version: 2 }, error: null }]);
    });

    it('are at most 100, each once', async () => {
      for (const mutation of ['trustEndpoints', 'rejectEndpoints', 'revokeEndpoints', 'deleteEndpoints']) {
        const twice = await keeper.client.mutate(mutation, { endpointIds: ['nonsense', 'nonsense'] });
        expect(twice).toMatchObject({ code: 'VALIDATION_FAILED', path: ['endpointIds', '1'] });
        const many = Array.from({ length: 101 }, (_, index) => `nonsense ${index}`);
        expect((await keeper.client.mutate(mutation, { endpointIds: many })).code).toMatch(
          /LIMIT_REACHED|VALIDATION_FAILED/,
        );
      }
    });
  });

  it('are kept by who holds the permission on their account: neither below it nor of another tenant', async () => {
    const userCode = 'BCDF-GHJK';
    const trusted = async (): Promise<string> => (await make(TRUSTED, [{ userCode }], branch)).id;
    const attempts: ((client: GraphqlClient, endpointId: string) => Promise<Data>)[] = [
      (client, endpointId) => trust({ endpointId, userCode }, client),
      (client, endpointId) => reject({ endpointId }, client),
      (client, endpointId) => revoke({ endpointId }, client),
      (client, endpointId) => rename({ endpointId, version: 1, name: 'Mine' }, client),
      (client, endpointId) => remove({ endpointId }, client),
    ];
    const refusals = async ({ client }: Person, endpointId: string): Promise<string[]> => {
      const answers = [];
      for (const attempt of attempts) answers.push((await unchanged(() => attempt(client, endpointId))).__typename);
      return answers;
    };
    const all = (refusal: string): string[] => attempts.map(() => refusal);
    const id = await trusted();
    const outsiders = [await people.person(till, PERMISSIONS), await people.person(beside, PERMISSIONS)];
    for (const outsider of outsiders) {
      expect(await refusals(outsider, id)).toEqual(all('NotFound'));
      expect(await read(id, outsider.client)).toBeNull();
    }
    expect(await refusals(await people.person(shop, PERMISSIONS, till), id)).toEqual(all('Forbidden'));
    const onlooker = await people.person(shop, ['ViewEndpoint']);
    expect((await trust({ endpointId: id }, (await people.person(shop, KEEPERS, till)).client)).path).toEqual([
      'endpointId',
    ]);
    expect(await read(id, onlooker.client)).toMatchObject({ id, account: null });
    for (const attempt of attempts) await expect(attempt(onlooker.client, id)).rejects.toThrow('FORBIDDEN');
    // From above the permission reaches down; who may change and not see is told no more than that it was done.
    const above = await people.person(shop, KEEPERS);
    const blind = await people.person(shop, ['ModifyEndpoint', 'DeleteEndpoint'], branch);
    for (const { client } of [above, blind]) {
      for (const attempt of attempts) {
        const answer = await attempt(client, await trusted());
        expect(answer.__typename).toMatch(/Success$/);
        if ('endpoint' in answer) expect(answer.endpoint === null).toBe(client === blind.client);
      }
    }
  });
});
