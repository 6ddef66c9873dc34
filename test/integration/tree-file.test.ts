import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EntityManager } from 'typeorm';
import { newContext, type Context } from '../../src/application/context';
import { createAccount } from '../../src/application/accounts/create-account';
import { checkInstallation } from '../../src/application/installation/check-installation';
import { setUp } from '../../src/application/installation/set-up';
import { createApiKey } from '../../src/application/keys/create-api-key';
import { regenerateApiKey } from '../../src/application/keys/regenerate-api-key';
import { exportTree } from '../../src/application/tree-file/export-tree';
import { type FileFault, FileFaultsError } from '../../src/application/tree-file/file-faults';
import { importTree, type ImportTreeInput, type ImportTreeResult } from '../../src/application/tree-file/import-tree';
import type { Database } from '../../src/database/database';
import { Account } from '../../src/entities/account';
import { ApiKey } from '../../src/entities/api-key';
import { ApiKeyValue } from '../../src/entities/api-key-value';
import { AuditEvent } from '../../src/entities/audit-event';
import { ChangeRecord } from '../../src/entities/change-record';
import { openInstallation } from '../../src/installation';
import { newLogger } from '../../src/logging/logger';
import { snapshot } from '../support/snapshot';
import { createTestDatabase, testFolder } from '../support/test-database';
import { startTestInstallation, testConfig, type TestInstallation } from '../support/test-installation';

const VALUES = {
  gateway: '0b7e9f3c-52d1-4c8e-9a43-7e1d2f6b8c90',
  shared: '5d7a1c94-e3b2-4f60-8c15-92a4b7d3e6f1',
  fixed: '9c41f7e2-8d30-4a5b-b6c9-1e72d4f50a83',
  old: 'e8a2d6b4-17f9-4c3e-a05d-64b8c9f1e27a',
  free: '3f6b9d21-c8e4-4705-9b1a-d25e7f80c346',
};
const PASSWORD = 'gnarled oak above the weir';

function account(externalId: string, parent: string | null, further: Record<string, unknown> = {}): object {
  return { externalId, parent, kind: 'VENDOR', name: `Account ${externalId}`, ...further };
}

function customer(externalId: string, parent: string | null, further: Record<string, unknown> = {}): object {
  return account(externalId, parent, { kind: 'CUSTOMER', ...further });
}

/** Everything that a tree file can say, with names that no other test uses. */
function richTree(prefix: string): { format: string; root: object; accounts: object[] } {
  return {
    format: 'keytree/1',
    root: {
      apiKeys: [{ name: `${prefix} root key`, value: `${prefix}-${VALUES.free}` }],
      roles: [{ name: `${prefix} Reader`, permissions: ['ViewAccount', 'ViewApiKey'] }],
      users: [{ name: `${prefix}-rita`, password: PASSWORD, grants: [{ role: `${prefix} Reader`, account: null }] }],
    },
    accounts: [
      account(prefix, null, {
        domains: [`API.${prefix}.example.test`],
        tokenLifetimes: { userAccessTokenSeconds: 600, refreshTokenSeconds: null },
        apiKeys: [
          {
            name: 'Gateway key',
            value: `${prefix}-${VALUES.gateway}`,
            active: false,
            fullApiAccess: true,
            allowUnauthenticatedRequests: true,
            allowUntrustedEndpoints: true,
            automaticEndpointTrust: true,
            expiresAt: '2031-05-06T07:08:09.123+02:00',
            allowedIps: ['2001:DB8::/32', '203.0.113.9'],
            permissions: ['ModifyApiKey', 'ViewAccount'],
            clientType: 'CLIENT',
            description: 'Two\nlines',
            tags: ['b', 'a'],
          },
        ],
        apiKeyTemplates: [
          {
            name: 'Stamped',
            value: `${prefix}-${VALUES.fixed}`,
            clientType: 'EDGE',
            active: false,
            fullApiAccess: true,
          },
        ],
        roles: [{ name: `${prefix} reader`, description: 'Hides that of the root', permissions: ['ViewUser'] }],
        users: [
          {
            name: 'ann',
            password: PASSWORD,
            email: 'ann@example.test',
            displayName: 'Ann Ü.',
            disabled: true,
            grants: [
              { role: 'Auditor', account: `${prefix}-c2` },
              { role: `${prefix} READER`, account: prefix },
              { role: `${prefix} Reader`, account: prefix, roleAccount: null },
              { role: 'Till', account: `${prefix}-c2` },
            ],
          },
        ],
      }),
      customer(`${prefix}-c1`, prefix, {
        status: 'SUSPENDED',
        apiKeys: [{ name: 'Till', value: `${prefix}-${VALUES.shared}`, predefined: true, fixedTemplateValue: true }],
        blockedApiKeys: [
          { account: prefix, name: 'GATEWAY KEY' },
          { account: null, name: `${prefix} root key` },
        ],
      }),
      customer(`${prefix}-c2`, prefix, {
        apiKeys: [{ name: 'Till', value: `${prefix}-${VALUES.shared}` }],
        roles: [{ name: 'Till', permissions: [] }],
      }),
    ],
  };
}

describe('the tree file', () => {
  let installation: TestInstallation;

  beforeAll(async () => {
    installation = await startTestInstallation();
  });

  afterAll(() => installation.close());

  function newPath(): string {
    return join(testFolder(), `${randomBytes(6).toString('hex')}.json`);
  }

  function importFile(
    content: object | string,
    options: Partial<ImportTreeInput> = {},
    context: Context = installation.commandLine,
  ): Promise<ImportTreeResult> {
    const file = newPath();
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
    return importTree(context, { file, ...options });
  }

  function importAccounts(...accounts: object[]): Promise<ImportTreeResult> {
    return importFile({ format: 'keytree/1', accounts });
  }

  async function faultsOf(importing: Promise<unknown>): Promise<FileFault[]> {
    const error = await importing.then(
      () => null,
      (thrown: unknown) => thrown,
    );
    if (!(error instanceof FileFaultsError)) throw new Error(`no faults but ${String(error)}`);
    return error.faults.kept;
  }

  async function exportText(context: Context = installation.commandLine): Promise<string> {
    let text = '';
    await exportTree(context, {
      write: (piece) => {
        text += piece;
        return Promise.resolve();
      },
    });
    return text;
  }

  async function violations(context: Context): Promise<string[]> {
    const found: string[] = [];
    await checkInstallation(context, { onViolation: ({ subject, message }) => found.push(`${subject}: ${message}`) });
    return found;
  }

  function find(externalId: string): Promise<Account> {
    return installation.services.database.read.findOneByOrFail(Account, { externalId });
  }

  it('adds what is missing, records each object and the import, and changes nothing the second time', async () => {
    const read = installation.services.database.read;
    const audited = await read.count(AuditEvent);
    const recorded = await read.count(ChangeRecord);
    const { added, transactions } = await importFile(richTree('rich'));
    expect(added).toEqual({
      accounts: 3,
      apiKeys: 4,
      apiKeyTemplates: 1,
      blockedApiKeys: 2,
      roles: 3,
      users: 2,
      grants: 5,
    });
    expect(transactions).toBe(1);
    const objects = Object.values<number>({ ...added }).reduce((sum, count) => sum + count, 0);
    expect((await read.count(AuditEvent)) - audited).toBe(objects + 1);
    expect((await read.count(ChangeRecord)) - recorded).toBe(objects);
    expect(await read.findOneBy(AuditEvent, { action: 'IMPORTED' })).toMatchObject({
      actorKind: 'COMMAND_LINE',
      after: added,
    });
    expect(await violations(installation.commandLine)).toEqual([]);

    const before = await snapshot(installation);
    expect(await importFile(richTree('rich'))).toMatchObject({ transactions: 0 });
    expect(await snapshot(installation)).toEqual(before);
  });

  it('gives an export that holds no secret, and that a fresh installation with the same data keys gives back', async () => {
    await importFile(richTree('round'));
    const home = await find('round');
    const parent = { parentId: home.id, kind: 'VENDOR' } as const;
    const { account: nameless } = await createAccount(installation.commandLine, {
      ...parent,
      name: 'Without an external id',
    });
    const { apiKey } = await createApiKey(installation.commandLine, {
      accountId: nameless.id,
      name: 'Renewed',
      value: VALUES.old,
    });
    await regenerateApiKey(installation.commandLine, { keyId: apiKey.id, overlapSeconds: 86_400 });
    const text = await exportText();
    for (const secret of [...Object.values(VALUES), PASSWORD]) expect(text).not.toContain(secret);
    expect(await importFile(text)).toMatchObject({ transactions: 0 });

    const database = await createTestDatabase();
    const fresh = await openInstallation(testConfig(database.url), newLogger('silent'));
    try {
      const services = { ...fresh.services, secrets: installation.services.secrets };
      const context = newContext(services, { kind: 'COMMAND_LINE' });
      await setUp(context);
      const { added } = await importFile(text, {}, context);
      expect(added.accounts).toBe((JSON.parse(text) as { accounts: object[] }).accounts.length);
      expect(await violations(context)).toEqual([]);
      expect(sorted(await exportText(context))).toEqual(sorted(text));
      expect(await services.database.read.findOneBy(Account, { id: nameless.id })).toMatchObject({ externalId: null });
      const replaced = await services.database.read.findBy(ApiKeyValue, { accountId: nameless.id });
      expect(replaced.filter((value) => value.worksUntil !== null)).toHaveLength(1);
    } finally {
      await fresh.close();
      await database.drop();
    }
  });

  it('exports one state, parents before children, and is recorded', async () => {
    const before = await installation.services.database.read.countBy(AuditEvent, { action: 'EXPORTED' });
    const { accounts } = JSON.parse(await exportText()) as {
      accounts: { externalId: string; parent: string | null }[];
    };
    const seen = new Set<string | null>([null]);
    for (const { externalId, parent } of accounts) {
      expect(seen).toContain(parent);
      seen.add(externalId);
    }
    expect(await installation.services.database.read.countBy(AuditEvent, { action: 'EXPORTED' })).toBe(before + 1);
  });

  it('takes hashes only with the fingerprint of the data key here', async () => {
    const foreign = { ...(JSON.parse(await exportText()) as object), dataKeyFingerprint: '0123456789abcdef' };
    expect(await faultsOf(importFile(foreign))).toMatchObject([
      { path: 'dataKeyFingerprint', code: 'ANOTHER_DATA_KEY' },
    ]);
    const hashed = customer('hashed', null, {
      apiKeys: [{ name: 'k', valueHash: '00'.repeat(32), hint: 'ab…c' }],
      users: [{ name: 'u', passwordHash: `$argon2id$v=19$m=19456,t=2,p=1$${'a'.repeat(22)}$${'b'.repeat(43)}` }],
    });
    expect(await faultsOf(importAccounts(hashed))).toMatchObject([
      { path: 'accounts[0].apiKeys[0].valueHash', code: 'NO_FINGERPRINT' },
      { path: 'accounts[0].users[0].passwordHash', code: 'NO_FINGERPRINT' },
    ]);
  });

  it('reports faults on three lines with their paths, and changes nothing', async () => {
    const before = await snapshot(installation);
    const lines = [
      '{ "format": "keytree/1", "accounts": [',
      `${JSON.stringify(account('three', null))},`,
      `${JSON.stringify(customer('three-1', 'three', { apiKeys: [{ name: 'k', value: 'short' }] }))},`,
      `${JSON.stringify(customer('three-2', 'three', { apiKeys: [{ name: 'k', value: VALUES.free, allowedIps: ['10.1.2.3/8'] }] }))},`,
      JSON.stringify(account('three-3', 'four', { nmae: 'x' })),
      '] }',
    ];
    const faults = await faultsOf(importFile(lines.join('\n')));
    expect(faults.map(({ path, line, code }) => [path, line, code])).toEqual([
      ['accounts[1].apiKeys[0].value', 3, 'TOO_SHORT'],
      ['accounts[2].apiKeys[0].allowedIps[0]', 4, 'HOST_BITS_SET'],
      ['accounts[3].nmae', 5, 'UNKNOWN_PROPERTY'],
      ['accounts[3].parent', 5, 'NOT_FOUND'],
    ]);
    expect(await snapshot(installation)).toEqual(before);
  });

  describe('refuses', () => {
    beforeAll(async () => {
      await importFile(richTree('known'));
      await importAccounts(
        account('known-v', 'known'),
        customer('known-vc', 'known-v', { apiKeys: [{ name: 'deep', value: VALUES.shared }] }),
      );
    });

    const key = (further: object = {}): object => ({ name: 'k', value: VALUES.free, ...further });
    const user = (further: object = {}): object => ({ name: 'u', password: PASSWORD, ...further });
    const one = (further: Record<string, unknown>): object[] => [customer('new', null, further)];

    it.each<[string, object[], string, string]>([
      ['a parent after its child', [customer('x1', 'x0'), account('x0', null)], '[0].parent', 'NOT_FOUND'],
      [
        'an existing parent after its child',
        [customer('x1', 'known-v'), account('known-v', 'known')],
        '[1].externalId',
        'AFTER_ITS_CHILD',
      ],
      ['a customer as parent', [customer('x1', 'known-c1')], '[0].parent', 'CUSTOMER'],
      ['an account twice', [account('x1', null), account('x1', null)], '[1].externalId', 'DUPLICATE'],
      [
        '17 levels',
        Array.from({ length: 17 }, (_, at) => account(`d${at}`, at === 0 ? null : `d${at - 1}`)),
        '[16].parent',
        'TOO_DEEP',
      ],
      ['a reserved external id', [account('external:x', null)], '[0].externalId', 'RESERVED'],
      ['the root as an account', [account('id:acc_ROOT', null)], '[0].externalId', 'ROOT'],
      ['an existing account elsewhere', [customer('known-c1', null, { status: 'SUSPENDED' })], '[0]', 'DIFFERS'],
      [
        'a domain twice',
        [account('x1', null, { domains: ['a.test'] }), account('x2', null, { domains: ['A.test'] })],
        '[1].domains',
        'DUPLICATE',
      ],
      ["another account's domain", one({ domains: ['api.KNOWN.example.test'] }), '[0].domains', 'TAKEN'],
      ['what is no host name', one({ domains: ['a_b.test'] }), '[0].domains[0]', 'NOT_A_HOST_NAME'],
      ['the host name of the service itself', one({ domains: ['keytree.test'] }), '[0].domains[0]', 'OWN_HOST'],
      [
        'a lifetime too long',
        one({ tokenLifetimes: { userAccessTokenSeconds: 86_401 } }),
        '[0].tokenLifetimes.userAccessTokenSeconds',
        'OUT_OF_RANGE',
      ],
      [
        'a name of two keys, without case',
        one({ apiKeys: [key(), key({ name: 'K', value: VALUES.old })] }),
        '[0].apiKeys[1].name',
        'DUPLICATE',
      ],
      [
        'a value twice on an account',
        one({ apiKeys: [key(), key({ name: 'l' })] }),
        '[0].apiKeys[1].value',
        'VALUE_ON_LINE',
      ],
      [
        'a value twice on a line of the file',
        [account('x1', null, { apiKeys: [key()] }), account('x2', 'x1'), customer('x3', 'x2', { apiKeys: [key()] })],
        '[2].apiKeys[0].value',
        'VALUE_ON_LINE',
      ],
      [
        'a value that an existing account above has',
        [customer('x1', 'known', { apiKeys: [key({ value: `known-${VALUES.gateway}` })] })],
        '[0].apiKeys[0].value',
        'VALUE_ON_LINE',
      ],
      [
        'a value that an account below has, which the file does not name',
        [account('known-v', 'known', { apiKeys: [key({ value: VALUES.shared })] })],
        '[0].apiKeys[0].value',
        'VALUE_ON_LINE',
      ],
      [
        'an existing key with another value',
        [customer('known-c2', 'known', { apiKeys: [{ name: 'till', value: VALUES.free }] })],
        '[0].apiKeys[0]',
        'DIFFERS',
      ],
      [
        'an instant without its offset',
        one({ apiKeys: [key({ expiresAt: '2030-01-01T00:00:00' })] }),
        '[0].apiKeys[0].expiresAt',
        'NOT_AN_INSTANT',
      ],
      [
        '30 February',
        one({ apiKeys: [key({ expiresAt: '2030-02-30T00:00:00Z' })] }),
        '[0].apiKeys[0].expiresAt',
        'NOT_AN_INSTANT',
      ],
      [
        'an unknown permission',
        one({ apiKeys: [key({ permissions: ['ViewEverything'] })] }),
        '[0].apiKeys[0].permissions[0]',
        'UNKNOWN_PERMISSION',
      ],
      ['a flag that is no flag', one({ apiKeys: [key({ active: 'yes' })] }), '[0].apiKeys[0].active', 'WRONG_TYPE'],
      [
        'a block of a key that is not inherited',
        [customer('x1', null, { blockedApiKeys: [{ account: 'known', name: 'Gateway key' }] })],
        '[0].blockedApiKeys[0].account',
        'NOT_INHERITED',
      ],
      [
        'a block of its own key',
        one({ apiKeys: [key()], blockedApiKeys: [{ account: 'new', name: 'k' }] }),
        '[0].blockedApiKeys[0].account',
        'OWN_KEY',
      ],
      [
        'a block of no key',
        [customer('x1', 'known', { blockedApiKeys: [{ account: 'known', name: 'no such' }] })],
        '[0].blockedApiKeys[0].name',
        'NOT_FOUND',
      ],
      ['a template on a customer', one({ apiKeyTemplates: [{ name: 't' }] }), '[0].apiKeyTemplates', 'CUSTOMER'],
      ['a common password', one({ users: [user({ password: 'password1234' })] }), '[0].users[0].password', 'COMMON'],
      ['a user without a password', one({ users: [{ name: 'u' }] }), '[0].users[0]', 'ONE_PASSWORD'],
      [
        'another password of an existing user',
        [account('known', null, { ...rich('known'), users: [{ ...ann('known'), password: `${PASSWORD}!` }] })],
        '[0].users[0].password',
        'DIFFERS',
      ],
      [
        'a grant of a role that is not on the line',
        one({ users: [user({ grants: [{ role: 'known reader', account: 'new', roleAccount: 'known' }] })] }),
        '[0].users[0].grants[0].roleAccount',
        'NOT_ABOVE',
      ],
      [
        'a grant of no role',
        one({ users: [user({ grants: [{ role: 'no such', account: 'new' }] })] }),
        '[0].users[0].grants[0].role',
        'NOT_FOUND',
      ],
      [
        "a grant above the user's account",
        one({ users: [user({ grants: [{ role: 'Auditor', account: null }] })] }),
        '[0].users[0].grants[0].account',
        'NOT_BELOW',
      ],
    ])('%s', async (_what, accounts, path, code) => {
      const before = await snapshot(installation);
      const text = JSON.stringify({ format: 'keytree/1', accounts }).replace('acc_ROOT', installation.rootId);
      expect((await faultsOf(importFile(text))).map((fault) => [fault.path, fault.code])).toEqual([
        [`accounts${path}`, code],
      ]);
      expect(await snapshot(installation)).toEqual(before);
    });

    it.each([
      ['', '(whole)', 'NOT_JSON'],
      ['{"format":"keytree/1","accounts":[', '(whole)', 'NOT_JSON'],
      ['{"format":"keytree/1","accounts":[]} x', '(whole)', 'NOT_JSON'],
      ['{"format":"keytree/1","accounts":[{"secret":]}', '(whole)', 'NOT_JSON'],
      ['{"format":"keytree/1","accounts":[{,}]}', 'accounts[0]', 'NOT_JSON'],
      ['{"format":"keytree/1","accounts":{}}', 'accounts', 'WRONG_TYPE'],
      ['{"format":"keytree/2","accounts":[]}', 'format', 'UNKNOWN_FORMAT'],
      ['{"format":"keytree/1","acounts":[]}', 'acounts', 'UNKNOWN_PROPERTY'],
      ['{"format":"keytree/1","accounts":[[]]}', 'accounts[0]', 'NOT_AN_OBJECT'],
      ['{"format":"keytree/1","accounts":[],"accounts":[]}', '(whole)', 'NOT_JSON'],
      ['{"format":"keytree/1","root":{},"root":{}}', 'root', 'DUPLICATE'],
      ['{"format":"keytree/1","root":{"users":[],"name":"a:b","us\\u0065rs":[]}}', 'root', 'DUPLICATE_PROPERTY'],
    ])('%s', async (text, path, code) => {
      expect(await faultsOf(importFile(text))).toMatchObject([{ path: path === '(whole)' ? '' : path, code }]);
    });
  });

  it('keeps a hundred faults and counts the rest', async () => {
    const bad = Array.from({ length: 250 }, (_, at) => account(`bad-${at}`, null, { name: '' }));
    const error = await importAccounts(...bad).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ faults: { count: 250, kept: { length: 100 } } });
  });

  it('reads members in any order, with a byte order mark, and texts that are cut anywhere', async () => {
    const name = 'Ünïcode 🌳 "quoted" \\ {[}] ';
    const long = Array.from({ length: 40 }, (_, at) =>
      customer(`order-${at}`, null, {
        name: `${name}${at}`,
        apiKeys: [{ name: 'd', value: `${VALUES.free}-${at}`, description: `${'\\"{['.repeat(400)}${at}` }],
      }),
    );
    // Blanks of every length before it, so that the reader's chunks end within every kind of piece.
    const text = JSON.stringify({ accounts: long, root: {}, format: 'keytree/1' }, null, 1);
    for (const blanks of [262_144 - 7_001, 262_144 - 3_333, 262_144 - 17]) {
      await importFile(`\uFEFF${' '.repeat(blanks)}${text}`);
    }
    expect(await find('order-39')).toMatchObject({ name: `${name}39` });
  });

  it('writes generated values to the file of --secrets alone, and leaves those keys the second time', async () => {
    const tree = {
      format: 'keytree/1',
      accounts: [customer('gen', null, { apiKeys: [{ name: 'one' }, { name: 'two' }] })],
    };
    expect(await faultsOf(importFile(tree))).toMatchObject([{ path: '', code: 'SECRETS_FILE' }]);
    const secretsFile = newPath();
    expect(await importFile(tree, { secretsFile })).toMatchObject({ generatedValues: 2 });
    expect(statSync(secretsFile).mode & 0o777).toBe(0o600);
    const lines = reported(secretsFile);
    expect(lines.map(({ account, name }) => [account, name])).toEqual([
      ['gen', 'one'],
      ['gen', 'two'],
    ]);
    for (const line of lines) expect(await keyOf(line.value)).toBe(line.id);

    const before = await snapshot(installation);
    expect(await importFile(tree)).toMatchObject({ transactions: 0, generatedValues: 0 });
    await expect(importFile(tree, { secretsFile })).rejects.toThrow('exists already');
    expect(reported(secretsFile)).toEqual(lines);
    expect(await snapshot(installation)).toEqual(before);
  });

  it('stamps predefined keys on new customers with --predefined, the nearest template of a name', async () => {
    const tree = {
      format: 'keytree/1',
      accounts: [
        account('pre', null, {
          apiKeyTemplates: [
            { name: 'EDGE device', value: `pre-${VALUES.fixed}`, clientType: 'EDGE', active: false },
            { name: 'Till' },
          ],
        }),
        customer('pre-c', 'pre', { apiKeys: [{ name: 'chrome EXTENSION', value: VALUES.free }] }),
      ],
    };
    const secretsFile = newPath();
    await importFile(tree, { secretsFile, predefined: true });
    const { id: accountId } = await find('pre-c');
    const keys = await installation.services.database.read.find(ApiKey, {
      where: { accountId },
      order: { nameKey: 'ASC' },
    });
    expect(
      keys.map(({ name, predefined, fixedTemplateValue, active }) => [name, predefined, fixedTemplateValue, active]),
    ).toEqual([
      ['chrome EXTENSION', false, false, true],
      ['Default key for client and gateway', true, false, true],
      ['EDGE device', true, true, false],
      ['Embedded terminal', true, false, true],
      ['Till', true, false, true],
    ]);
    expect(reported(secretsFile)).toHaveLength(3);
    expect(await importFile(tree, { predefined: true })).toMatchObject({ transactions: 0 });
  });

  /** The command line with a database that does something of its own around the work of the next transaction. */
  function meddling(around: (work: (manager: EntityManager) => Promise<unknown>) => typeof work): Context {
    const { database } = installation.services;
    let done = false;
    const transaction = <T>(work: (manager: EntityManager) => Promise<T>): Promise<T> => {
      const first = !done;
      done = true;
      return database.transaction(first ? (around(work) as typeof work) : work);
    };
    const meddled = Object.create(database, { transaction: { value: transaction } }) as Database;
    return newContext({ ...installation.services, database: meddled }, { kind: 'COMMAND_LINE' });
  }

  it('reports each generated value once, the one that holds, also when the database makes it try again', async () => {
    let attempts = 0;
    const context = meddling((work) => async (manager) => {
      const result = await work(manager);
      if (++attempts === 1) throw Object.assign(new Error('the database gave way'), { code: 'SQLITE_BUSY' });
      return result;
    });
    const secretsFile = newPath();
    const accounts = [customer('again', null, { apiKeys: [{ name: 'one' }, { name: 'two' }] })];
    await importFile({ format: 'keytree/1', accounts }, { secretsFile }, context);
    expect(attempts).toBe(2);
    const lines = reported(secretsFile);
    expect(lines.map(({ name }) => name)).toEqual(['one', 'two']);
    for (const line of lines) expect(await keyOf(line.value)).toBe(line.id);
    expect(await violations(installation.commandLine)).toEqual([]);
  });

  it('checks again under the lock: what came between is a fault, nothing is written, no empty report is left', async () => {
    const context = meddling((work) => async (manager) => {
      await manager.query('UPDATE account SET kind = ? WHERE external_id = ?', ['CUSTOMER', Buffer.from('between')]);
      return work(manager);
    });
    await importAccounts(account('between', null));
    const before = await snapshot(installation);
    const accounts = [customer('between-1', 'between', { apiKeys: [{ name: 'one' }] })];
    const secretsFile = newPath();
    const importing = importFile({ format: 'keytree/1', accounts }, { secretsFile }, context);
    expect(await faultsOf(importing)).toMatchObject([{ path: 'accounts[0].parent', code: 'CUSTOMER' }]);
    expect(existsSync(secretsFile)).toBe(false);
    expect(await snapshot(installation)).toEqual(before);
  });

  it('goes in batches where it is large; after an interruption it goes on, and no generated value is lost', async () => {
    const accounts = [
      account('batch', null, {
        users: [{ name: 'last', password: PASSWORD, grants: [{ role: 'Below', account: 'batch-9' }] }],
        apiKeys: [{ name: 'top' }],
      }),
      ...Array.from({ length: 10 }, (_, at) =>
        customer(`batch-${at}`, 'batch', {
          apiKeys: [{ name: 'a' }],
          roles: at === 9 ? [{ name: 'Below' }] : [],
          blockedApiKeys: [{ account: 'batch', name: 'top' }],
        }),
      ),
    ];
    const tree = { format: 'keytree/1', accounts };
    const [first, second] = [newPath(), newPath()];
    const limits = { mostRowsAtOnce: 10, batchRows: 7 };
    const cutOff = importFile(tree, {
      ...limits,
      secretsFile: first,
      onProgress: ({ step, accounts: done }) => {
        if (step === 'written' && done >= 5) throw new Error('cut off');
      },
    });
    await expect(cutOff).rejects.toThrow('cut off');
    const read = installation.services.database.read;
    const imported = await read.countBy(AuditEvent, { action: 'IMPORTED' });
    expect(await read.countBy(Account, { externalId: Buffer.from('batch-9') as never })).toBe(0);
    expect(await violations(installation.commandLine)).toEqual([]);

    const { transactions, added } = await importFile(tree, { ...limits, secretsFile: second });
    expect(transactions).toBeGreaterThan(1);
    expect(added.grants).toBe(1);
    expect(await read.countBy(AuditEvent, { action: 'IMPORTED' })).toBe(imported + 1);
    expect(await violations(installation.commandLine)).toEqual([]);
    const values = [...reported(first), ...reported(second)];
    const held = (
      await Promise.all(values.map(async ({ id, value }) => ((await keyOf(value)) === id ? id : null)))
    ).filter((id) => id !== null);
    expect(new Set(held).size).toBe(11);
    const before = await snapshot(installation);
    expect(await importFile(tree, limits)).toMatchObject({ transactions: 0 });
    expect(await snapshot(installation)).toEqual(before);
  });

  it('counts a replaced value until it is forgotten, and takes its place then', async () => {
    await importAccounts(customer('forget', null));
    const { id: accountId } = await find('forget');
    const { apiKey } = await createApiKey(installation.commandLine, { accountId, name: 'first', value: VALUES.old });
    await regenerateApiKey(installation.commandLine, { keyId: apiKey.id });
    const again = customer('forget', null, { apiKeys: [{ name: 'second', value: VALUES.old }] });
    expect(await faultsOf(importAccounts(again))).toMatchObject([
      { path: 'accounts[0].apiKeys[0].value', code: 'VALUE_ON_LINE' },
    ]);
    installation.setClock(new Date(Date.now() + 31 * 86_400_000));
    try {
      expect((await importAccounts(again)).added.apiKeys).toBe(1);
      expect(await violations(installation.commandLine)).toEqual([]);
    } finally {
      installation.setClock(null);
    }
  });

  it('sets the properties of a root that nobody has changed, and refuses others afterwards', async () => {
    const root = {
      name: 'Our house',
      domains: ['root.example.test'],
      tokenLifetimes: { deviceAccessTokenSeconds: 900 },
    };
    await importFile({ format: 'keytree/1', root });
    const stored = await installation.services.database.read.findOneByOrFail(Account, { rootSlot: 1 });
    expect(stored).toMatchObject({ name: 'Our house', deviceAccessTokenSeconds: 900, version: 2 });
    expect(await importFile({ format: 'keytree/1', root })).toMatchObject({ transactions: 0 });
    expect(await faultsOf(importFile({ format: 'keytree/1', root: { name: 'Another' } }))).toMatchObject([
      { path: 'root', code: 'DIFFERS' },
    ]);
  });

  function reported(file: string): { account: string; name: string; id: string; value: string }[] {
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    return lines.map((line) => JSON.parse(line) as { account: string; name: string; id: string; value: string });
  }

  /** Public id of the key that bears the value now. */
  async function keyOf(value: string): Promise<string | undefined> {
    const valueHash = installation.services.secrets.keyValues.hash(value);
    const row = await installation.services.database.read.findOneBy(ApiKeyValue, { valueHash });
    return row ? `key_${row.keyId}` : undefined;
  }
});

/** `known` as the rich tree has it. */
function rich(prefix: string): Record<string, unknown> {
  return richTree(prefix).accounts[0] as Record<string, unknown>;
}

function ann(prefix: string): object {
  return (rich(prefix).users as object[])[0]!;
}

/** Siblings that get new ids stand in another order among those that keep theirs. */
function sorted(text: string): unknown {
  const document = JSON.parse(text) as { accounts: { externalId: string }[] };
  document.accounts.sort((one, other) => (one.externalId < other.externalId ? -1 : 1));
  return document;
}
