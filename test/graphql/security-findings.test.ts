import { UsageTables } from '../../src/application/usage/write-usage';
import { type Data, GraphqlClient } from '../support/graphql-client';
import { People } from '../support/people';
import { startTestInstallation, type TestInstallation } from '../support/test-installation';

const FINDINGS = `
  query ($id: ID!, $first: Int, $after: String, $below: Boolean!, $kinds: [SecurityFindingKind!]) {
    account(by: { id: $id }) {
      securityFindings(first: $first, after: $after, includeSubAccounts: $below, kinds: $kinds) {
        totalCount pageInfo { hasNextPage endCursor } nodes { kind severity message apiKey { id name } }
      }
    }
  }`;

const DAY_MS = 86_400_000;

describe('security findings', () => {
  let installation: TestInstallation;
  let admin: GraphqlClient;
  let vendorId: string;
  let customerId: string;

  beforeAll(async () => {
    installation = await startTestInstallation();
    admin = await new GraphqlClient(installation.server).signIn();
    vendorId = await newAccount('VENDOR', installation.rootId);
    await admin.mutate('createApiKeyTemplate', {
      accountId: vendorId,
      name: 'Shared',
      value: 'a-template-value-for-all-9182',
    });
    customerId = await newAccount('CUSTOMER', vendorId);
  });

  afterAll(() => installation.close());

  async function newAccount(kind: string, parentId: string): Promise<string> {
    const input = { kind, parentId, name: kind };
    const result = await admin.mutate('createAccount', input, '... on CreateAccountSuccess { account { id } }');
    return result.account.id;
  }

  async function newKey(name: string, fields: Record<string, unknown>): Promise<void> {
    const result = await admin.mutate('createApiKey', { accountId: vendorId, name, ...fields });
    expect(result.__typename).toBe('ApiKeyValueSuccess');
  }

  async function findings(id: string, args: Record<string, unknown> = {}): Promise<Data> {
    return (await admin.ask(FINDINGS, { id, first: 100, below: false, ...args })).account.securityFindings;
  }

  function brief(list: Data): string[] {
    return list.nodes.map((node: Data) => `${node.apiKey.name}: ${node.kind}`);
  }

  it('name what is risky about keys that work, the most important first, with what to do', async () => {
    const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();
    const later = inDays(100);
    const flags = { fullApiAccess: true, allowUnauthenticatedRequests: true };
    await newKey('sound', { expiresAt: later });
    await newKey('forever', {});
    await newKey('soon', { expiresAt: inDays(29) });
    await newKey('over', { ...flags, expiresAt: inDays(-1) });
    await newKey('off', { ...flags, active: false });
    await newKey('open to all', { ...flags, expiresAt: later });
    await newKey('open to some', { ...flags, expiresAt: later, allowedIps: ['10.0.0.0/8'] });
    await newKey('untrusted', { allowUntrustedEndpoints: true, expiresAt: later });
    await newKey('client', { clientType: 'CLIENT', allowUntrustedEndpoints: true, expiresAt: later });
    const list = await findings(vendorId);
    expect(brief(list)).toEqual([
      'open to all: FULL_ACCESS_WITHOUT_USER',
      'untrusted: UNTRUSTED_ENDPOINTS',
      'client: CLIENT_CANNOT_INSTALL',
      'soon: EXPIRES_SOON',
      'forever: NEVER_EXPIRES',
    ]);
    expect(list.totalCount).toBe(5);
    expect(list.nodes.map((node: Data) => node.severity)).toEqual(['HIGH', 'MEDIUM', 'MEDIUM', 'MEDIUM', 'LOW']);
    expect(list.nodes[0].message).toContain('allowed IPs');
  });

  it('advise to replace the predefined keys of a customer, and end when that is done', async () => {
    const kinds = ['PREDEFINED_KEY_ACTIVE', 'FIXED_TEMPLATE_VALUE'];
    const before = await findings(customerId, { kinds });
    expect(before.totalCount).toBe(6);
    expect(brief(before)).toContain('Shared: FIXED_TEMPLATE_VALUE');
    const shared = before.nodes.find((node: Data) => node.kind === 'FIXED_TEMPLATE_VALUE');
    await admin.mutate('regenerateApiKey', { keyId: shared.apiKey.id });
    const keyIds = [...new Set(before.nodes.map((node: Data) => node.apiKey.id))].filter(
      (id) => id !== shared.apiKey.id,
    );
    await admin.mutate('deactivateApiKeys', { keyIds });
    expect(brief(await findings(customerId, { kinds }))).toEqual(['Shared: PREDEFINED_KEY_ACTIVE']);
  });

  it('name keys that nobody used for 90 days, be it ever', async () => {
    const unusedBy = async (days: number): Promise<string[]> => {
      installation.setClock(new Date(made.getTime() + days * DAY_MS));
      admin = await new GraphqlClient(installation.server).signIn();
      return brief(await findings(vendor, { kinds: ['UNUSED'] }));
    };
    const made = new Date();
    const vendor = await newAccount('VENDOR', installation.rootId);
    for (const name of ['never used', 'used']) await admin.mutate('createApiKey', { accountId: vendor, name });
    const used = (await findings(vendor)).nodes.find((node: Data) => node.apiKey.name === 'used').apiKey.id.slice(4);
    const use = { keyId: used, accountId: vendor.slice(4), ip: null, atMs: made.getTime() + 10 * DAY_MS };
    await new UsageTables(installation.services.database).addUsage([], [use]);
    try {
      expect(await unusedBy(89)).toEqual([]);
      expect(await unusedBy(91)).toEqual(['never used: UNUSED']);
      expect(await unusedBy(101)).toEqual(['never used: UNUSED', 'used: UNUSED']);
      const all = await findings(vendor);
      expect(all.nodes.map((node: Data) => `${node.kind} ${node.severity}`)).toEqual([
        'UNUSED LOW',
        'UNUSED LOW',
        'NEVER_EXPIRES LOW',
        'NEVER_EXPIRES LOW',
      ]);
      expect(all.totalCount).toBe(4);
    } finally {
      installation.setClock(null);
      admin = await new GraphqlClient(installation.server).signIn();
    }
  });

  it('come in pages, of the accounts below too where that is asked', async () => {
    const all = brief(await findings(vendorId, { below: true }));
    expect(all).toEqual(expect.arrayContaining(['Shared: PREDEFINED_KEY_ACTIVE', 'forever: NEVER_EXPIRES']));
    const paged: string[] = [];
    let after: string | null = null;
    do {
      const page: Data = await findings(vendorId, { below: true, first: 2, after });
      expect(page.totalCount).toBe(all.length);
      paged.push(...brief(page));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(paged).toEqual(all);
  });

  describe('are counted on each account of a page', () => {
    const COUNTS = 'all: securityFindingCount high: securityFindingCount(severities: [HIGH])';

    async function counted(client: GraphqlClient, ids: readonly string[], fields = COUNTS): Promise<Data[]> {
      const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Account { id ${fields} } } }`;
      return (await client.ask(query, { ids })).nodes;
    }

    it('as the lists count them, of the severities that are asked for', async () => {
      const empty = await newAccount('VENDOR', vendorId);
      const ids = [vendorId, customerId, empty, installation.rootId];
      const bySeverity = 'low: securityFindingCount(severities: [LOW]) none: securityFindingCount(severities: [])';
      const counts = await counted(
        admin,
        ids,
        `${COUNTS} ${bySeverity} two: securityFindingCount(severities: [MEDIUM, HIGH, HIGH])`,
      );
      for (const [at, id] of ids.entries()) {
        const { totalCount, nodes } = await findings(id);
        const of = (...severities: string[]): number =>
          nodes.filter((node: Data) => severities.includes(node.severity)).length;
        const [high, low, two] = [of('HIGH'), of('LOW'), of('HIGH', 'MEDIUM')];
        expect(counts[at]).toEqual({ id, all: totalCount, high, low, two, none: 0 });
      }
      expect(counts[0].all).toBe(5);
      expect(counts[2].all).toBe(0);
    });

    it('by one statement for all of them', async () => {
      const parent = await newAccount('VENDOR', installation.rootId);
      for (let made = 0; made < 100; made++) await newAccount('CUSTOMER', parent);
      const statements = async (fields: string): Promise<number> => {
        const query = `query ($id: ID!) { account(by: { id: $id }) { children(first: 100) { nodes { id ${fields} } } } }`;
        installation.statements.length = 0;
        const { nodes } = (await admin.ask(query, { id: parent })).account.children;
        expect(nodes).toHaveLength(100);
        if (fields !== '') expect(nodes[99].all).toBeGreaterThan(0);
        return installation.statements.length;
      };
      const base = await statements('');
      expect((await statements('all: securityFindingCount')) - base).toBe(1);
      expect((await statements(COUNTS)) - base).toBe(2);
    });

    it('and are null, with no error, where ViewApiKey is lacking', async () => {
      const people = new People(installation);
      const { id, client } = await people.person(vendorId, ['ViewAccount']);
      await people.grant(id, await people.role(vendorId, ['ViewApiKey']), customerId);
      const [above, below] = await counted(client, [vendorId, customerId], 'all: securityFindingCount');
      expect(above).toEqual({ id: vendorId, all: null });
      expect(below.all).toBe((await findings(customerId)).totalCount);
    });
  });
});
