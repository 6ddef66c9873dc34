import { type Data, GraphqlClient } from '../support/graphql-client';
import { startTestInstallation, type TestInstallation } from '../support/test-installation';

const EDGE = `edges {
  cursor state reasons inherited viewerCanBlock
  definedOn { id name } blockedBy { id name }
  node { id name hint fullApiAccess expiresAt allowedIps predefined clientType permissions version createdBy account { id } definedOn { id name } }
}`;
const EFFECTIVE = `
  query ($id: ID!, $first: Int, $after: String, $filter: ApiKeyFilter) {
    account(by: { id: $id }) {
      effectiveApiKeys(first: $first, after: $after, filter: $filter) {
        totalCount pageInfo { hasNextPage endCursor } ${EDGE}
      }
    }
  }`;

/** Root, vendor, reseller below it, two customers below that; a key on each of the first three, and two on the first customer. */
describe('effective API keys', () => {
  let installation: TestInstallation;
  let admin: GraphqlClient;
  const ids: Record<string, string> = {};
  const keys: Record<string, string> = {};

  beforeAll(async () => {
    installation = await startTestInstallation();
    admin = await new GraphqlClient(installation.server).signIn();
    for (const { id } of (await admin.ask('{ accounts { nodes { id apiKeyTemplates { id } } } }')).accounts.nodes[0]
      .apiKeyTemplates) {
      await admin.mutate('deleteApiKeyTemplate', { templateId: id });
    }
    ids.root = installation.rootId;
    await newAccount('vendor', 'VENDOR', 'root');
    await newAccount('reseller', 'VENDOR', 'vendor');
    await newAccount('customer', 'CUSTOMER', 'reseller');
    await newAccount('sibling', 'CUSTOMER', 'reseller');
    await newKey('root', 'c of root', {
      permissions: ['ViewAccount'],
      allowedIps: ['10.0.0.0/8'],
      description: 'hidden',
    });
    await newKey('vendor', 'B of vendor', { active: false });
    await newKey('reseller', 'd of reseller', { expiresAt: '2020-01-01T00:00:00Z', fullApiAccess: true });
    await newKey('customer', 'a of customer');
    await newKey('customer', 'E of customer');
    await admin.mutate('createUser', { accountId: ids.reseller, name: 'rita', password: 'a password of rita' });
  });

  afterAll(() => installation.close());

  async function newAccount(name: string, kind: string, parent: string): Promise<void> {
    const result = await admin.mutate(
      'createAccount',
      { parentId: ids[parent], kind, name },
      '... on CreateAccountSuccess { account { id } }',
    );
    ids[name] = result.account.id;
  }

  async function newKey(account: string, name: string, fields: Record<string, unknown> = {}): Promise<void> {
    const result = await admin.mutate(
      'createApiKey',
      { accountId: ids[account], name, ...fields },
      '... on ApiKeyValueSuccess { apiKey { id } }',
    );
    keys[name] = result.apiKey.id;
  }

  async function effective(account: string, args: Record<string, unknown> = {}, client = admin): Promise<Data> {
    return (await client.ask(EFFECTIVE, { id: ids[account], ...args })).account.effectiveApiKeys;
  }

  async function statesOn(account: string, filter?: Record<string, unknown>): Promise<string[]> {
    const { edges } = await effective(account, { first: 100, filter });
    return edges.map((edge: Data) => `${edge.node.name}: ${edge.state}`);
  }

  function block(verb: 'block' | 'unblock', account: string, key: string, client = admin): Promise<Data> {
    return client.mutate(
      `${verb}ApiKey`,
      { accountId: ids[account], keyId: keys[key] },
      `... on BlockApiKeySuccess { effectiveApiKey { state reasons blockedBy { name } } }`,
    );
  }

  it('are those of the account and of all above, by name, each with its state there', async () => {
    const { edges, totalCount } = await effective('customer');
    expect(totalCount).toBe(5);
    expect(edges.map((edge: Data) => [edge.node.name, edge.definedOn.name, edge.inherited, edge.state])).toEqual([
      ['a of customer', 'customer', false, 'ACTIVE'],
      ['B of vendor', 'vendor', true, 'INACTIVE'],
      ['c of root', 'Root', true, 'ACTIVE'],
      ['d of reseller', 'reseller', true, 'EXPIRED'],
      ['E of customer', 'customer', false, 'ACTIVE'],
    ]);
    expect(await statesOn('vendor')).toEqual(['B of vendor: INACTIVE', 'c of root: ACTIVE']);
  });

  it('can be blocked below: there and on all below it, and nowhere else; the block nearest to the key is named', async () => {
    const blocked = await block('block', 'customer', 'c of root');
    expect(blocked.effectiveApiKey).toEqual({
      state: 'BLOCKED',
      reasons: ['BLOCKED'],
      blockedBy: { name: 'customer' },
    });
    expect(await statesOn('sibling')).toContain('c of root: ACTIVE');
    await block('block', 'reseller', 'B of vendor');
    await block('block', 'customer', 'B of vendor');
    const { edges } = await effective('customer');
    const edge = edges.find((one: Data) => one.node.name === 'B of vendor');
    expect(edge).toMatchObject({ state: 'BLOCKED', reasons: ['BLOCKED', 'INACTIVE'], blockedBy: { name: 'reseller' } });
    expect(await statesOn('sibling')).toContain('B of vendor: BLOCKED');
    expect(await statesOn('vendor')).toContain('B of vendor: INACTIVE');

    const lifted = await block('unblock', 'reseller', 'B of vendor');
    expect(lifted.effectiveApiKey).toEqual({ state: 'INACTIVE', reasons: ['INACTIVE'], blockedBy: null });
    expect(await statesOn('customer')).toContain('B of vendor: BLOCKED');
  });

  it('are blocked once: again is no change, and the key’s own account has nothing to block', async () => {
    const events =
      '{ account(by: { domain: null, id: "ROOT" }) { auditEvents(filter: { actions: [API_KEY_BLOCKED] }) { totalCount } } }';
    const count = async (): Promise<number> =>
      (await admin.ask(events.replace('"ROOT"', JSON.stringify(ids.root)))).account.auditEvents.totalCount;
    const before = await count();
    expect((await block('block', 'customer', 'c of root')).effectiveApiKey.state).toBe('BLOCKED');
    expect(await count()).toBe(before);
    expect(await block('block', 'vendor', 'B of vendor')).toMatchObject({ code: 'CONFLICT', path: ['keyId'] });
    expect(await block('block', 'vendor', 'd of reseller')).toMatchObject({ code: 'NOT_FOUND', path: ['keyId'] });
    expect(await block('block', 'sibling', 'a of customer')).toMatchObject({ code: 'NOT_FOUND', path: ['keyId'] });
  });

  it('are filtered by their state on this account, type and name, and counted so', async () => {
    const cases: [Record<string, unknown>, string[]][] = [
      [{ states: ['ACTIVE'] }, ['a of customer: ACTIVE', 'E of customer: ACTIVE']],
      [{ states: ['BLOCKED'] }, ['B of vendor: BLOCKED', 'c of root: BLOCKED']],
      [{ states: ['INACTIVE'] }, []],
      [{ states: ['BLOCKED', 'EXPIRED'] }, ['B of vendor: BLOCKED', 'c of root: BLOCKED', 'd of reseller: EXPIRED']],
      [{ states: ['BLOCKED'], search: 'OF ROOT' }, ['c of root: BLOCKED']],
      [{ search: 'e of c' }, ['E of customer: ACTIVE']],
      [{ search: '%' }, []],
      [{ clientTypes: ['EDGE'] }, []],
      [{ predefined: true }, []],
    ];
    for (const [filter, expected] of cases) {
      expect(await statesOn('customer', filter)).toEqual(expected);
      expect((await effective('customer', { first: 0, filter })).totalCount).toBe(expected.length);
    }
    expect(await statesOn('vendor', { states: ['INACTIVE'] })).toEqual(['B of vendor: INACTIVE']);
  });

  it('come in pages whose cursors are bound to account and filter', async () => {
    for (const filter of [undefined, { states: ['BLOCKED', 'ACTIVE'] }]) {
      const all = (await effective('customer', { filter })).edges.map((edge: Data) => edge.node.name);
      const paged: string[] = [];
      let after: string | null = null;
      do {
        const page: Data = await effective('customer', { first: 2, after, filter });
        paged.push(...page.edges.map((edge: Data) => edge.node.name));
        after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
      } while (after !== null);
      expect(paged).toEqual(all);
    }
    const { pageInfo } = await effective('customer', { first: 1 });
    for (const [account, args] of [
      ['sibling', {}],
      ['customer', { filter: { states: ['ACTIVE'] } }],
    ] as const) {
      const { errors } = await admin.send(EFFECTIVE, { id: ids[account], after: pageInfo.endCursor, ...args });
      expect(errors?.[0]?.extensions).toMatchObject({
        code: 'BAD_USER_INPUT',
        faults: [{ code: 'CURSOR_OF_ANOTHER_LIST' }],
      });
    }
    for (const after of ['nonsense', Buffer.from('["x",1]').toString('base64url'), '']) {
      const { errors } = await admin.send(EFFECTIVE, { id: ids.customer, after });
      expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    }
  });

  it('take as many statements for one account as for all of them', async () => {
    const query = `query ($first: Int!) {
      accounts(first: $first) { nodes { effectiveApiKeys(first: 10) {
        totalCount
        edges { state reasons definedOn { id name } blockedBy { id name } node { id name hint allowedIps version } }
      } } }
    }`;
    const count = async (first: number): Promise<number> => {
      installation.statements.length = 0;
      const { accounts } = await admin.ask(query, { first });
      expect(accounts.nodes).toHaveLength(first);
      return installation.statements.length;
    };
    const one = await count(1);
    expect(await count(5)).toBe(one);
    installation.statements.length = 0;
    await admin.ask('query ($first: Int!) { accounts(first: $first) { nodes { id } } }', { first: 5 });
    expect(one - installation.statements.length).toBeLessThanOrEqual(4);
  });

  it('of an account above one’s reach show what an inherited key must tell, and nothing else', async () => {
    const roleId = (
      await admin.mutate(
        'createRole',
        { accountId: ids.reseller, name: 'Sees keys', permissions: ['ViewAccount', 'ViewApiKey', 'ModifyApiKey'] },
        '... on RoleSuccess { role { id } }',
      )
    ).role.id;
    const users = await admin.ask('query ($id: ID!) { account(by: { id: $id }) { users { nodes { id } } } }', {
      id: ids.reseller,
    });
    await admin.mutate('grantRole', { userId: users.account.users.nodes[0].id, accountId: ids.reseller, roleId });
    const rita = await new GraphqlClient(installation.server).signIn('rita', 'a password of rita', {
      id: ids.reseller!,
    });

    const { edges } = await effective('customer', {}, rita);
    const ofRoot = edges.find((edge: Data) => edge.node.name === 'c of root');
    expect(ofRoot).toMatchObject({
      state: 'BLOCKED',
      inherited: true,
      viewerCanBlock: true,
      definedOn: { id: null, name: 'Root' },
      blockedBy: { id: ids.customer, name: 'customer' },
    });
    expect(ofRoot.node).toEqual({
      id: keys['c of root'],
      name: 'c of root',
      hint: expect.stringContaining('…'),
      fullApiAccess: false,
      expiresAt: null,
      allowedIps: null,
      predefined: null,
      clientType: null,
      permissions: null,
      version: null,
      createdBy: null,
      account: null,
      definedOn: { id: null, name: 'Root' },
    });
    // Nor by a filter: what is not shown fits none, and is not counted.
    for (const filter of [{ clientTypes: ['GENERAL'] }, { predefined: false }]) {
      const { totalCount, edges: fitting } = await effective('customer', { filter }, rita);
      const names = fitting.map((edge: Data) => edge.node.name);
      expect([names, totalCount]).toEqual([['a of customer', 'd of reseller', 'E of customer'], 3]);
      const blocked = await effective('customer', { filter: { ...filter, states: ['BLOCKED', 'ACTIVE'] } }, rita);
      expect([blocked.edges.length, blocked.totalCount]).toEqual([2, 2]);
    }
    const own = edges.find((edge: Data) => edge.node.name === 'd of reseller');
    expect(own.node).toMatchObject({ allowedIps: [], version: 1, account: { id: ids.reseller } });

    expect(
      (await rita.ask('query ($id: ID!) { apiKey(id: $id) { name version } }', { id: keys['c of root'] })).apiKey,
    ).toEqual({
      name: 'c of root',
      version: null,
    });
    expect(await rita.mutate('deactivateApiKey', { keyId: keys['c of root'] })).toMatchObject({ code: 'FORBIDDEN' });
    expect((await block('unblock', 'customer', 'c of root', rita)).effectiveApiKey.state).toBe('ACTIVE');
    expect(await block('block', 'vendor', 'c of root', rita)).toMatchObject({ code: 'NOT_FOUND', path: ['accountId'] });
  });
});
