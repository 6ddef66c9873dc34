import { GraphqlClient } from '../support/graphql-client';
import { bare, People } from '../support/people';
import { startTestInstallation, type TestInstallation } from '../support/test-installation';

interface Page {
  readonly names: string[];
  readonly cursors: string[];
  readonly totalCount: number;
  readonly pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
}

/** By name without case, in the order of the characters' code points. */
const SHOPS = ['100% Bio', 'a_b', 'ＡＰＥＸ', 'apple', 'BANANA', 'Zebra', 'Äpfel'];

describe('finding accounts', () => {
  let installation: TestInstallation;
  let people: People;
  let admin: GraphqlClient;
  let root: string;
  let acme: string;
  let rival: string;
  const shops = new Map<string, string>();

  beforeAll(async () => {
    installation = await startTestInstallation();
    people = new People(installation);
    admin = await new GraphqlClient(installation.server).signIn();
    root = installation.rootId;
    acme = await people.vendor(root, 'Acme');
    rival = await people.vendor(root, 'Rival');
    await people.customer(rival, 'Rival shop');
    // Not in the order of their names.
    for (const name of ['Zebra', 'apple', '100% Bio', 'Äpfel', 'BANANA', 'ＡＰＥＸ', 'a_b']) {
      shops.set(name, await people.customer(acme, name));
    }
    await give('apple', { externalId: 'Ext_1', domains: ['apple.shop.example'] });
    await give('BANANA', { externalId: 'ext%2', domains: ['kiosk.example'] });
    await admin.mutate('suspendAccount', { accountId: shops.get('Zebra') });
  });

  afterAll(() => installation.close());

  async function give(name: string, fields: object): Promise<void> {
    const input = { accountId: shops.get(name), version: 1, ...fields };
    expect(await admin.mutate('updateAccount', input)).toMatchObject({ __typename: 'AccountSuccess' });
  }

  const FIELDS =
    'edges { cursor node { name } } nodes { name } totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';
  const ARGUMENTS =
    '$first: Int, $after: String, $last: Int, $before: String, $filter: AccountFilter, $orderBy: AccountOrder';
  const PASSED = 'first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy';

  function pageOf(connection: { edges: { cursor: string; node: { name: string } }[]; nodes: unknown } & Page): Page {
    const { edges, nodes, totalCount, pageInfo } = connection;
    expect(nodes).toEqual(edges.map((edge) => edge.node));
    expect(pageInfo.startCursor).toBe(edges[0]?.cursor ?? null);
    expect(pageInfo.endCursor).toBe(edges.at(-1)?.cursor ?? null);
    return {
      names: edges.map((edge) => edge.node.name),
      cursors: edges.map((edge) => edge.cursor),
      totalCount,
      pageInfo,
    };
  }

  async function accounts(args: Record<string, unknown>, client = admin): Promise<Page> {
    return pageOf((await client.ask(`query (${ARGUMENTS}) { accounts(${PASSED}) { ${FIELDS} } }`, args)).accounts);
  }

  async function children(args: Record<string, unknown>, client = admin, id = acme): Promise<Page> {
    const query = `query ($id: ID!, ${ARGUMENTS}) { account(by: { id: $id }) { children(${PASSED}) { ${FIELDS} } } }`;
    return pageOf((await client.ask(query, { id, ...args })).account.children);
  }

  async function faultOf(args: Record<string, unknown>): Promise<unknown> {
    const { errors } = await admin.send(`query (${ARGUMENTS}) { accounts(${PASSED}) { ${FIELDS} } }`, args);
    expect(errors).toHaveLength(1);
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    const faults = errors?.[0]?.extensions.faults as { path: string[]; code: string }[] | undefined;
    return faults?.map((fault) => `${fault.path.join('.')} ${fault.code}`);
  }

  describe('one of them', () => {
    async function find(by: unknown, client = admin): Promise<unknown> {
      const { account } = await client.ask('query ($by: AccountLocator!) { account(by: $by) { name } }', { by });
      return account?.name;
    }

    it('is named by its id, its external id or a domain in any case', async () => {
      expect(await find({ id: shops.get('apple') })).toBe('apple');
      expect(await find({ externalId: 'Ext_1' })).toBe('apple');
      for (const domain of ['apple.shop.example', 'APPLE.Shop.Example', 'apple.shop.example.']) {
        expect(await find({ domain })).toBe('apple');
      }
    });

    it.each([
      { id: '' },
      { id: 'Ext_1' },
      { id: `acc_${'0'.repeat(32)}` },
      { externalId: 'ext_1' },
      { externalId: 'Ext_1 ' },
      { externalId: 'Ext_%' },
      { externalId: '\u0000' },
      { domain: 'shop.example' },
      { domain: 'äpple.shop.example' },
      // The Kelvin sign, which is a k in lower case.
      { domain: '\u212aiosk.example' },
      { domain: '' },
      ...['id', 'externalId', 'domain'].map((name) => ({ [name]: 'Ext_1'.repeat(200) })),
    ])('is nothing by %j', async (by) => {
      expect(await find(by)).toBeUndefined();
    });

    it('is named in exactly one way', async () => {
      for (const by of [{}, { id: acme, externalId: 'Ext_1' }, { id: null }]) {
        const { data, errors } = await admin.send('query ($by: AccountLocator!) { account(by: $by) { id } }', { by });
        expect([data.account, errors?.[0]?.extensions]).toMatchObject([
          null,
          { code: 'BAD_USER_INPUT', faults: [{ code: 'EXACTLY_ONE' }] },
        ]);
      }
    });

    it('is not there for whom it is out of reach, and forbidden to whom it is within reach without ViewAccount', async () => {
      const outsider = await people.person(rival, ['ViewAccount']);
      for (const by of [
        { id: shops.get('apple') },
        { externalId: 'Ext_1' },
        { domain: 'apple.shop.example' },
        { id: root },
      ]) {
        expect(await find(by, outsider.client)).toBeUndefined();
      }
      const elsewhere = await people.person(root, ['ViewAccount'], rival);
      for (const by of [{ id: shops.get('apple') }, { externalId: 'Ext_1' }, { domain: 'apple.shop.example' }]) {
        const { data, errors } = await elsewhere.client.send(
          'query ($by: AccountLocator!) { account(by: $by) { id } }',
          { by },
        );
        expect([data, errors?.[0]?.extensions.code]).toEqual([{ account: null }, 'FORBIDDEN']);
      }
    });
  });

  it('has a line that begins at the highest account within reach, and a parent that may be hidden', async () => {
    const query = 'query ($id: ID!) { account(by: { id: $id }) { line { name } parent { name } } }';
    const id = shops.get('apple');
    const names = async (client: GraphqlClient): Promise<unknown> => {
      const { account } = await client.ask(query, { id });
      return [account.line.map((one: { name: string }) => one.name), account.parent?.name ?? null];
    };
    expect(await names(admin)).toEqual([['Root', 'Acme', 'apple'], 'Acme']);
    expect(await names((await people.person(acme, ['ViewAccount'])).client)).toEqual([['Acme', 'apple'], 'Acme']);
    expect(await names((await people.person(id ?? '', ['ViewAccount'])).client)).toEqual([['apple'], null]);
    // Within reach, so named; not to be seen, so not answered as an object.
    expect(await names((await people.person(acme, ['ViewAccount'], id)).client)).toEqual([['Acme', 'apple'], null]);
  });

  it('lists children by name without case, and by age, both ways round', async () => {
    expect((await children({})).names).toEqual(SHOPS);
    expect((await children({ orderBy: { field: 'NAME', direction: 'DESC' } })).names).toEqual([...SHOPS].reverse());
    const byAge = [...shops.keys()];
    expect((await children({ orderBy: { field: 'CREATED_AT' } })).names).toEqual(byAge);
    expect((await children({ orderBy: { field: 'CREATED_AT', direction: 'DESC' } })).names).toEqual(byAge.reverse());
    expect((await children({}, admin, shops.get('apple'))).totalCount).toBe(0);
  });

  it.each<[Record<string, unknown>, string[]]>([
    [{ search: 'AP' }, ['ＡＰＥＸ', 'apple']],
    [{ search: 'apex' }, ['ＡＰＥＸ']],
    [{ search: 'äPF' }, ['Äpfel']],
    [{ search: 'A\u0308pf' }, ['Äpfel']],
    [{ search: '%' }, ['100% Bio', 'BANANA']],
    [{ search: '_' }, ['a_b', 'apple']],
    [{ search: 'Ext' }, ['apple']],
    [{ search: 'shop.EXAMPLE' }, ['apple']],
    [{ search: "' OR 1=1 --" }, []],
    [{ search: '\u0000' }, []],
    [{ search: '  ' }, SHOPS],
    [{ status: 'SUSPENDED' }, ['Zebra']],
    [{ status: 'ACTIVE', search: 'b' }, ['100% Bio', 'a_b', 'BANANA']],
    [{ kind: 'VENDOR' }, []],
    [{ kind: 'CUSTOMER', search: null, status: null }, SHOPS],
  ])('finds children by %j', async (filter, names) => {
    const page = await children({ filter });
    expect(page).toMatchObject({ names, totalCount: names.length });
    // All that is below: here the same, asked for from above.
    expect((await accounts({ filter: { ...filter, belowId: acme } })).names).toEqual(names);
  });

  it('lists what the caller may see: the subtrees of their grants, each once', async () => {
    expect((await accounts({})).names).toEqual([
      '100% Bio',
      'a_b',
      'Acme',
      'ＡＰＥＸ',
      'apple',
      'BANANA',
      'Rival',
      'Rival shop',
      'Root',
      'Zebra',
      'Äpfel',
    ]);
    const { client, id } = await people.person(root, ['ViewAccount'], shops.get('apple'));
    expect(await accounts({}, client)).toMatchObject({ names: ['apple'], totalCount: 1 });
    const role = await people.role(root, ['ViewAccount']);
    for (const on of [rival, acme]) await people.grant(id, role, on);
    const names = [...SHOPS, 'Acme', 'Rival', 'Rival shop'];
    const page = await accounts({}, client);
    expect(page.totalCount).toBe(names.length);
    expect([...page.names].sort()).toEqual([...names].sort());
    expect((await accounts({ filter: { belowId: rival } }, client)).names).toEqual(['Rival shop']);
  });

  it('shows nothing below an account out of reach, and of children only those within it', async () => {
    const { client } = await people.person(rival, ['ViewAccount']);
    const { data, errors } = await client.send(
      'query ($id: ID!) { accounts(filter: { belowId: $id }) { totalCount } }',
      { id: acme },
    );
    expect([data.accounts, errors]).toEqual([null, undefined]);
    const shop = shops.get('apple') ?? '';
    const partly = await people.person(acme, [], shop);
    await people.grant(partly.id, await people.role(acme, ['ViewAccount']), shop);
    expect((await accounts({ filter: { belowId: acme } }, partly.client)).names).toEqual(['apple']);
  });

  it('is read page by page in both directions, each account once', async () => {
    for (const orderBy of [
      undefined,
      { field: 'NAME', direction: 'DESC' },
      { field: 'CREATED_AT', direction: 'ASC' },
      { field: 'CREATED_AT', direction: 'DESC' },
    ]) {
      const all = (await children({ orderBy })).names;
      const forwards: string[] = [];
      let page = await children({ orderBy, first: 3 });
      expect(page.pageInfo.hasPreviousPage).toBe(false);
      for (; ; page = await children({ orderBy, first: 3, after: page.pageInfo.endCursor })) {
        expect(page.totalCount).toBe(all.length);
        forwards.push(...page.names);
        if (!page.pageInfo.hasNextPage) break;
      }
      expect(page.pageInfo.hasPreviousPage).toBe(true);
      expect(forwards).toEqual(all);

      const backwards: string[] = [];
      page = await children({ orderBy, last: 3 });
      expect(page.pageInfo.hasNextPage).toBe(false);
      for (; ; page = await children({ orderBy, last: 3, before: page.pageInfo.startCursor })) {
        backwards.unshift(...page.names);
        if (!page.pageInfo.hasPreviousPage) break;
      }
      expect(page.pageInfo.hasNextPage).toBe(true);
      expect(backwards).toEqual(all);
    }
    const { cursors } = await children({});
    const between = await children({ first: 100, after: cursors[1], before: cursors[5] });
    expect(between.names).toEqual(SHOPS.slice(2, 5));
  });

  it('neither repeats nor skips what was there when accounts come and go between two pages', async () => {
    const first = await children({ first: 3 });
    const added = await people.customer(acme, '0 comes first');
    const gone = await people.customer(acme, 'Apricot');
    await admin.mutate('deleteAccount', { accountId: gone });
    const rest = await children({ after: first.pageInfo.endCursor });
    expect([...first.names, ...rest.names]).toEqual(SHOPS);
    await admin.mutate('deleteAccount', { accountId: added });
  });

  it('goes on after an account of which the cursor tells, though it was deleted', async () => {
    const doomed = await people.customer(acme, 'apple 2');
    const page = await children({ first: 5 });
    expect(page.names.at(-1)).toBe('apple 2');
    await admin.mutate('deleteAccount', { accountId: doomed });
    expect((await children({ after: page.pageInfo.endCursor })).names).toEqual(['BANANA', 'Zebra', 'Äpfel']);
  });

  it('has pages of 20, or of as many as are asked for, from 0 to 100', async () => {
    const vendor = await people.vendor(root, 'Many');
    for (let n = 0; n < 21; n++) await people.customer(vendor, `Same name`);
    const page = await children({}, admin, vendor);
    expect(page).toMatchObject({ totalCount: 21, pageInfo: { hasNextPage: true } });
    expect(page.names).toHaveLength(20);
    // Of one name all: the order is that of age, and no account is lost between pages.
    expect((await children({ after: page.pageInfo.endCursor }, admin, vendor)).names).toHaveLength(1);
    expect((await children({ first: 100 }, admin, vendor)).names).toHaveLength(21);
    expect(await children({ first: 0 }, admin, vendor)).toMatchObject({
      names: [],
      totalCount: 21,
      pageInfo: { hasNextPage: true },
    });
    await admin.mutate('deleteAccount', { accountId: vendor, cascade: true });
  });

  it.each<[string, Record<string, unknown>, unknown]>([
    ['more than 100', { first: 101 }, ['first MAX']],
    ['more than 100 from the end', { last: 101 }, ['last MAX']],
    ['less than none', { first: -1 }, ['first MIN']],
    ['first and last', { first: 2, last: 2 }, ['last FIRST_AND_LAST']],
    ['a cursor that is none', { after: 'x' }, ['after DAMAGED_CURSOR']],
    ['an empty cursor', { before: '' }, ['before DAMAGED_CURSOR']],
    ['a cursor of another making', { after: Buffer.from('{"id":1}').toString('base64url') }, ['after DAMAGED_CURSOR']],
    [
      'a search of 201 characters',
      { filter: { search: 'x'.repeat(201) } },
      [expect.stringMatching(/search MAX_LENGTH$/)],
    ],
    ['a status that is none', { filter: { status: 'GONE' } }, [expect.stringMatching(/status INVALID_VALUE$/)]],
  ])('refuses %s', async (_what, args, faults) => {
    expect(await faultOf(args)).toEqual(faults);
  });

  it('refuses the cursor of another list: of another filter, order or account', async () => {
    const [cursor] = (await accounts({})).cursors;
    for (const other of [
      { filter: { search: 'a' } },
      { filter: { belowId: acme } },
      { orderBy: { field: 'NAME', direction: 'DESC' } },
      { orderBy: { field: 'CREATED_AT' } },
    ]) {
      expect(await faultOf({ ...other, after: cursor })).toEqual(['after CURSOR_OF_ANOTHER_LIST']);
    }
    expect(await faultOf({ before: (await children({})).cursors[0] })).toEqual(['before CURSOR_OF_ANOTHER_LIST']);
    const audit =
      'query ($id: ID!, $after: String) { account(by: { id: $id }) { auditEvents(after: $after) { totalCount } } }';
    const { errors } = await admin.send(audit, { id: root, after: cursor });
    expect(errors?.[0]?.extensions.faults).toMatchObject([{ code: 'CURSOR_OF_ANOTHER_LIST' }]);
  });

  it.each(['children', 'apiKeys', 'effectiveApiKeys', 'securityFindings', 'users', 'roles', 'grants', 'auditEvents'])(
    'refuses a cursor of `%s` that was tampered with',
    async (list) => {
      const query = `query ($id: ID!, $after: String) { account(by: { id: $id }) { list: ${list}(after: $after) { edges { cursor } } } }`;
      await admin.mutate('createApiKey', { accountId: root, name: 'Listed' });
      const { account } = await admin.ask(query, { id: root });
      const values = JSON.parse(Buffer.from(account.list.edges[0].cursor, 'base64url').toString()) as string[];
      for (const last of ['', 'é', "'", 5, values.at(-1)?.toUpperCase()]) {
        const after = Buffer.from(JSON.stringify([...values.slice(0, -1), last])).toString('base64url');
        const { errors } = await admin.send(query, { id: root, after });
        expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', faults: [{ code: 'DAMAGED_CURSOR' }] });
      }
    },
  );

  it('refuses a cursor with more, fewer or other values', async () => {
    const [cursor = ''] = (await accounts({})).cursors;
    const [binding, name, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as string[];
    for (const values of [[], [name], [name, id, id], [name, 5], [5, id], [name, 'é'], [name, `${bare(acme)}'`]]) {
      const forged = Buffer.from(JSON.stringify([binding, ...values])).toString('base64url');
      expect(await faultOf({ after: forged })).toEqual(['after DAMAGED_CURSOR']);
    }
  });
});
