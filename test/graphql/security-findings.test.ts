import { UsageTables } from '../../src/application/usage/write-usage';
import { type Data, GraphqlClient } from '../support/graphql-client';
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
});
