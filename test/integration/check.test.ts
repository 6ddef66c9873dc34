import { generateKeyPairSync } from 'node:crypto';
import { createGateway } from '../../src/application/gateways/create-gateway';
import { checkInstallation } from '../../src/application/installation/check-installation';
import { createAccount } from '../../src/application/accounts/create-account';
import { createApiKey } from '../../src/application/keys/create-api-key';
import { blockInheritedKey } from '../../src/application/keys/block-inherited-key';
import { newId } from '../../src/application/new-id';
import { createApiKeyTemplate } from '../../src/application/templates/create-api-key-template';
import { createRole } from '../../src/application/roles/create-role';
import { grantRole } from '../../src/application/roles/grant-role';
import { createUser } from '../../src/application/users/create-user';
import { createWebhook } from '../../src/application/webhooks/create-webhook';
import { testWebhook } from '../../src/application/webhooks/test-webhook';
import { publicId } from '../../src/domain/ids';
import { newEndpointRows, newFamilyRow } from '../support/endpoint-rows';
import { snapshot } from '../support/snapshot';
import { startTestInstallation, type TestInstallation } from '../support/test-installation';

/** Rows as nobody but the database itself, or a careless hand in it, can make them. */
describe('check', () => {
  let installation: TestInstallation;
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    installation = await startTestInstallation();
    const { commandLine } = installation;
    const rootId = installation.rootId.slice('acc_'.length);
    const below = async (parentId: string, kind: 'VENDOR' | 'CUSTOMER', name: string): Promise<string> => {
      const { account } = await createAccount(commandLine, { parentId, kind, name, domains: [`${name}.test`] });
      return account.id;
    };
    ids.root = rootId;
    ids.vendor = await below(rootId, 'VENDOR', 'vendor');
    ids.customer = await below(ids.vendor, 'CUSTOMER', 'customer');
    ids.other = await below(rootId, 'VENDOR', 'other');
    const key = async (accountId: string, name: string): Promise<string> => {
      const { apiKey } = await createApiKey(commandLine, { accountId, name, allowedIps: ['10.0.0.0/8'] });
      return apiKey.id;
    };
    ids.key = await key(ids.vendor, 'Vendor key');
    ids.customerKey = await key(ids.customer, 'Customer key');
    ids.otherKey = await key(ids.other, 'Other key');
    await blockInheritedKey(commandLine, { accountId: ids.customer, keyId: ids.key });
    const user = await createUser(commandLine, { accountId: ids.vendor, name: 'ann', password: 'gnarled oak above' });
    const role = await createRole(commandLine, { accountId: ids.vendor, name: 'Help', permissions: ['ViewApiKey'] });
    const { grant } = await grantRole(commandLine, { userId: user.id, roleId: role.id, accountId: ids.customer });
    Object.assign(ids, { user: user.id, role: role.id, grant: grant.id });
    // Not last: what is audited last has the highest sequence, and devices are planted as rows alone.
    await device();
    ids.template = (await createApiKeyTemplate(commandLine, { accountId: ids.vendor, name: 'Till' })).id;
    ids.gateway = (await createGateway(commandLine, { accountId: ids.vendor, name: 'Door' })).gateway.id;
    const bell = { accountId: ids.vendor, name: 'Bell', url: 'https://hooks.example.com/bell' };
    ids.webhook = (await createWebhook(commandLine, bell)).webhook.id;
    ids.delivery = (await testWebhook(commandLine, { webhookId: ids.webhook })).id;
  });

  /** A device that waits, with a code, and has tokens all the same. */
  async function device(): Promise<void> {
    const publicKey = { ...generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }) };
    const { endpoint } = await newEndpointRows(installation, publicId('Account', ids.customer!), { publicKey }, [
      { publicKey },
    ]);
    const family = await newFamilyRow(installation, endpoint, { userId: ids.user! });
    Object.assign(ids, { endpoint: endpoint.id, family: family.id });
  }

  afterAll(() => installation.close());

  async function violations(): Promise<string[]> {
    const found: string[] = [];
    await checkInstallation(installation.commandLine, {
      onViolation: ({ subject, message }) => found.push(`${subject}: ${message}`),
    });
    return found;
  }

  /** Runs statements that foreign keys and CHECK constraints would refuse. */
  async function unguarded(statements: readonly [string, ...unknown[]][]): Promise<void> {
    const { database } = installation.services;
    const runner = database.writer.createQueryRunner();
    const switches = SWITCHES[database.dialect];
    try {
      for (const [off] of switches) await runner.query(off).catch(ignoreUnknownSwitch);
      for (const [sql, ...parameters] of statements) await runner.query(sql, parameters);
    } finally {
      for (const [, on] of switches) await runner.query(on).catch(ignoreUnknownSwitch);
      await runner.release();
    }
  }

  it('is silent on a sound installation, and changes nothing', async () => {
    const before = await snapshot(installation);
    expect(await violations()).toEqual([]);
    expect(await snapshot(installation)).toEqual(before);
  });

  const at = new Date('2026-01-02T03:04:05.000Z').toISOString().replace('T', ' ').slice(0, 23);
  const bytes = (text: string): Buffer => Buffer.from(text);

  /** Each is one statement, what undoes it, and what the check says of it. */
  it.each<[string, () => [string, ...unknown[]][], () => [string, ...unknown[]][], RegExp[]]>([
    [
      'a path that is not below the parent',
      () => [['UPDATE account SET path = ? WHERE id = ?', `${ids.root}/${ids.other}/${ids.customer}/`, ids.customer]],
      () => [['UPDATE account SET path = ? WHERE id = ?', `${ids.root}/${ids.vendor}/${ids.customer}/`, ids.customer]],
      [
        /^acc_\w+ “customer”: its path is not/,
        /^block of key_.*does not inherit/,
        /^grt_.*its user/,
        /^grt_.*its role/,
      ],
    ],
    [
      'a depth that is not that of the path',
      () => [['UPDATE account SET depth = 5 WHERE id = ?', ids.other]],
      () => [['UPDATE account SET depth = 1 WHERE id = ?', ids.other]],
      [/^acc_\w+ “other”: its depth is 5/],
    ],
    [
      'a cycle',
      () => [
        [
          'UPDATE account SET parent_id = ?, path = ? WHERE id = ?',
          ids.vendor,
          `${ids.vendor}/${ids.other}/`,
          ids.other,
        ],
        [
          'UPDATE account SET parent_id = ?, path = ? WHERE id = ?',
          ids.other,
          `${ids.vendor}/${ids.other}/${ids.vendor}/`,
          ids.vendor,
        ],
      ],
      () => [
        ['UPDATE account SET parent_id = ?, path = ? WHERE id = ?', ids.root, `${ids.root}/${ids.vendor}/`, ids.vendor],
        ['UPDATE account SET parent_id = ?, path = ? WHERE id = ?', ids.root, `${ids.root}/${ids.other}/`, ids.other],
      ],
      [/^acc_\w+ “vendor”: .*cycle/, /^acc_\w+ “other”: .*cycle/],
    ],
    [
      'an orphan',
      () => [['UPDATE account SET parent_id = ? WHERE id = ?', newId(), ids.other]],
      () => [['UPDATE account SET parent_id = ? WHERE id = ?', ids.root, ids.other]],
      [/^acc_\w+ “other”: its parent acc_\w+ does not exist/],
    ],
    [
      'an account below a customer',
      () => [['UPDATE account SET kind = ? WHERE id = ?', 'CUSTOMER', ids.vendor]],
      () => [['UPDATE account SET kind = ? WHERE id = ?', 'VENDOR', ids.vendor]],
      [/^acc_\w+ “customer”: its parent is a customer/, /^tpl_\w+ “Till”: it is kept on a customer/],
    ],
    [
      'no root',
      () => [['UPDATE account SET root_slot = NULL WHERE id = ?', ids.root]],
      () => [['UPDATE account SET root_slot = 1 WHERE id = ?', ids.root]],
      [
        /^the installation: it has 0 root accounts/,
        /^acc_\w+ “Root”: it has no parent/,
        /^the installation: no enabled user/,
      ],
    ],
    [
      'a reserved external id',
      () => [['UPDATE account SET external_id = ? WHERE id = ?', bytes('id:x'), ids.other]],
      () => [['UPDATE account SET external_id = NULL WHERE id = ?', ids.other]],
      [/^acc_\w+ “other”: its external id “id:x”/],
    ],
    ...['account', 'api_key', 'api_key_template', 'role', 'user'].map(
      (table): [string, () => [string, ...unknown[]][], () => [string, ...unknown[]][], RegExp[]] => {
        const id = { account: 'other', api_key: 'otherKey', api_key_template: 'template', role: 'role', user: 'user' }[
          table
        ]!;
        const names = { account: 'other', api_key: 'other key', api_key_template: 'till', role: 'help', user: 'ann' };
        return [
          `a name key of another name (${table})`,
          () => [[`UPDATE ${table} SET name_key = ? WHERE id = ?`, bytes('zzz'), ids[id]]],
          () => [[`UPDATE ${table} SET name_key = ? WHERE id = ?`, bytes(names[table as keyof typeof names]), ids[id]]],
          [/^\w{3}_\w+ “.*”: its name key is not/],
        ];
      },
    ),
    [
      'a domain in upper case, and one of nobody',
      () => [
        ['UPDATE account_domain SET domain = ? WHERE domain = ?', 'OTHER.test', 'other.test'],
        ['UPDATE account_domain SET account_id = ? WHERE domain = ?', newId(), 'customer.test'],
      ],
      () => [
        ['UPDATE account_domain SET domain = ? WHERE domain = ?', 'other.test', 'OTHER.test'],
        ['UPDATE account_domain SET account_id = ? WHERE domain = ?', ids.customer, 'customer.test'],
      ],
      [/^domain OTHER.test: it is not in lower case/, /^domain customer.test: its account acc_\w+ does not exist/],
    ],
    [
      'a value twice on a line',
      () => [
        ['UPDATE api_key_value SET value_hash = ? WHERE key_id = ?', Buffer.alloc(32, 7), ids.key],
        ['UPDATE api_key_value SET value_hash = ? WHERE key_id = ?', Buffer.alloc(32, 7), ids.customerKey],
      ],
      () => [['UPDATE api_key_value SET value_hash = ? WHERE key_id = ?', Buffer.alloc(32, 8), ids.key]],
      [/^key_\w+ “Customer key”: its value stands twice on its line: key_\w+ “Vendor key”/],
    ],
    [
      'a key without a current value',
      () => [['UPDATE api_key_value SET is_current = NULL WHERE key_id = ?', ids.otherKey]],
      () => [['UPDATE api_key_value SET is_current = 1 WHERE key_id = ?', ids.otherKey]],
      [
        /^key_\w+ “Other key”: it has no current value/,
        /^key_\w+ “Other key”: .*both current and replaced, or neither/,
      ],
    ],
    [
      'a value that is current and replaced',
      () => [['UPDATE api_key_value SET works_until = ? WHERE key_id = ?', at, ids.otherKey]],
      () => [['UPDATE api_key_value SET works_until = NULL WHERE key_id = ?', ids.otherKey]],
      [/^key_\w+ “Other key”: .*both current and replaced/],
    ],
    [
      'a value on another account than its key',
      () => [['UPDATE api_key_value SET account_id = ? WHERE key_id = ?', ids.root, ids.otherKey]],
      () => [['UPDATE api_key_value SET account_id = ? WHERE key_id = ?', ids.other, ids.otherKey]],
      [/^key_\w+ “Other key”: a value of it is kept on another account/],
    ],
    [
      'ranges, permissions and tags that nobody could enter',
      () => [
        [
          'UPDATE api_key SET allowed_ips = ?, permissions = ?, tags = ?, client_type = ? WHERE id = ?',
          '["10.0.0.1","10.0.0.1/8"]',
          '["ViewUser","ViewAccount","Fly"]',
          '{',
          'X',
          ids.otherKey,
        ],
      ],
      () => [
        [
          'UPDATE api_key SET allowed_ips = ?, permissions = ?, tags = ?, client_type = ? WHERE id = ?',
          '[]',
          '[]',
          '[]',
          'GENERAL',
          ids.otherKey,
        ],
      ],
      [
        /client type “X”/,
        /tags are no JSON/,
        /permission “Fly”/,
        /not in their order/,
        /“10.0.0.1” is not in canonical form, 10.0.0.1\/32/,
        /“10.0.0.1\/8” is none/,
      ],
    ],
    [
      'blocks of what is not inherited',
      () => [
        [
          'INSERT INTO key_block (account_id, key_id, created_at, created_by) VALUES (?, ?, ?, ?)',
          ids.other,
          ids.otherKey,
          at,
          'x',
        ],
        [
          'INSERT INTO key_block (account_id, key_id, created_at, created_by) VALUES (?, ?, ?, ?)',
          ids.other,
          ids.key,
          at,
          'x',
        ],
        [
          'INSERT INTO key_block (account_id, key_id, created_at, created_by) VALUES (?, ?, ?, ?)',
          ids.other,
          newId(),
          at,
          'x',
        ],
      ],
      () => [['DELETE FROM key_block WHERE account_id = ?', ids.other]],
      [/the account's own/, /does not inherit the key/, /the key does not exist/],
    ],
    [
      'a grant off the line, and one of nobody',
      () => [
        ['UPDATE role_grant SET account_id = ? WHERE id = ?', ids.other, ids.grant],
        [
          'INSERT INTO role_grant (id, user_id, role_id, account_id, created_at, created_by) VALUES (?, ?, ?, ?, ?, ?)',
          'f'.repeat(32),
          newId(),
          newId(),
          ids.other,
          at,
          'x',
        ],
      ],
      () => [
        ['UPDATE role_grant SET account_id = ? WHERE id = ?', ids.customer, ids.grant],
        ['DELETE FROM role_grant WHERE id = ?', 'f'.repeat(32)],
      ],
      [
        /^grt_\w+: its user usr_\w+ is not on the line/,
        /^grt_\w+: its role rol_\w+ is not on the line/,
        /^grt_f+: its user .* does not exist/,
        /^grt_f+: its role .* does not exist/,
      ],
    ],
    [
      'a template with a hint and no value',
      () => [['UPDATE api_key_template SET hint = ? WHERE id = ?', 'ab…c', ids.template]],
      () => [['UPDATE api_key_template SET hint = NULL WHERE id = ?', ids.template]],
      [/^tpl_\w+ “Till”: .*a hint without a value/],
    ],
    [
      'a password that is no hash',
      () => [['UPDATE user SET password_hash = ? WHERE id = ?', 'plain', ids.user]],
      () => [['UPDATE user SET password_hash = ? WHERE id = ?', '$argon2id$', ids.user]],
      [/^usr_\w+ “ann”: their password hash/],
    ],
    [
      'no administrator',
      () => [['UPDATE user SET disabled = 1']],
      () => [['UPDATE user SET disabled = 0']],
      [/^the installation: no enabled user holds every permission/],
    ],
    [
      'a gateway of nobody, that nobody finds',
      () => [['UPDATE gateway SET account_id = ?, name_key = ? WHERE id = ?', newId(), bytes('zzz'), ids.gateway]],
      () => [['UPDATE gateway SET account_id = ?, name_key = ? WHERE id = ?', ids.vendor, bytes('door'), ids.gateway]],
      [/^gwy_\w+ “Door”: its account acc_\w+ does not exist/, /^gwy_\w+ “Door”: its name key/],
    ],
    [
      'a webhook of nobody, that leads nowhere and waits for what does not come',
      () => [
        [
          'UPDATE webhook SET account_id = ?, url = ?, events = ?, name_key = ? WHERE id = ?',
          ...[newId(), 'nowhere', '["api_key.sung"]', bytes('zzz'), ids.webhook],
        ],
      ],
      () => [
        [
          'UPDATE webhook SET account_id = ?, url = ?, events = ?, name_key = ? WHERE id = ?',
          ...[ids.vendor, 'https://hooks.example.com/bell', '[]', bytes('bell'), ids.webhook],
        ],
      ],
      [
        /^whk_\w+ “Bell”: its account acc_\w+ does not exist/,
        /^whk_\w+ “Bell”: its name key/,
        /^whk_\w+ “Bell”: its URL is none/,
        /^whk_\w+ “Bell”: its event “api_key.sung” is unknown/,
      ],
    ],
    [
      'a delivery to nobody',
      () => [['UPDATE webhook_delivery SET webhook_id = ? WHERE id = ?', newId(), ids.delivery]],
      () => [['UPDATE webhook_delivery SET webhook_id = ? WHERE id = ?', ids.webhook, ids.delivery]],
      [/^whd_\w+: its webhook whk_\w+ does not exist/],
    ],
    [
      'a device of nobody, of no known type, with a key that is none',
      () => [
        [
          'UPDATE endpoint SET account_id = ?, client_type = ?, public_key = ? WHERE id = ?',
          ...[newId(), 'toaster', '{"kty":"OKP"}', ids.endpoint],
        ],
      ],
      () => [
        [
          'UPDATE endpoint SET account_id = ?, client_type = ?, public_key = NULL WHERE id = ?',
          ...[ids.customer, 'printer', ids.endpoint],
        ],
      ],
      [
        /^end_\w+ “.*”: its account acc_\w+ does not exist/,
        /^end_\w+ “.*”: its client type “toaster” is unknown/,
        /^end_\w+ “.*”: its public key is none/,
      ],
    ],
    [
      'a registration of nobody',
      () => [
        ['UPDATE device_registration SET endpoint_id = ?, public_key = ?, client_type = ?', newId(), '7', 'toaster'],
      ],
      () => [
        [
          'UPDATE device_registration SET endpoint_id = ?, public_key = NULL, client_type = ?',
          ...[ids.endpoint, 'printer'],
        ],
      ],
      [
        /^registration of end_\w+: the endpoint does not exist/,
        /^registration of end_\w+: its public key is none/,
        /^registration of end_\w+: its client type “toaster” is unknown/,
      ],
    ],
    [
      'tokens of nobody',
      () => [['UPDATE token_family SET account_id = ?, user_id = ?, endpoint_id = ?', newId(), newId(), newId()]],
      () => [
        [
          'UPDATE token_family SET account_id = ?, user_id = ?, endpoint_id = ?',
          ...[ids.customer, ids.user, ids.endpoint],
        ],
      ],
      [
        /^fam_\w+: its account acc_\w+ does not exist/,
        /^fam_\w+: its user usr_\w+ does not exist/,
        /^fam_\w+: its endpoint end_\w+ does not exist/,
      ],
    ],
    [
      'tokens that are nobody’s by their own words',
      () => [['UPDATE token_family SET user_id = NULL, endpoint_id = NULL']],
      () => [['UPDATE token_family SET user_id = ?, endpoint_id = ?', ids.user, ids.endpoint]],
      [/^fam_\w+: it is of no user and no endpoint/],
    ],
    [
      'a refresh token without its family',
      () => [['UPDATE refresh_token SET family_id = ?', newId()]],
      () => [['UPDATE refresh_token SET family_id = ?', ids.family]],
      [/^a refresh token: its family fam_\w+ does not exist/],
    ],
    [
      'a sequence that was set back',
      () => [['UPDATE installation SET seq = seq - 1']],
      () => [['UPDATE installation SET seq = seq + 1']],
      [/^the installation: its sequence .*a change record/, /^the installation: its sequence .*an audit event/],
    ],
  ])('finds %s', async (_what, plant, mend, expected) => {
    const refusal = await unguarded(plant()).then(() => null, String);
    if (refusal !== null) {
      // MySQL's CHECK constraints cannot be switched off: what they refuse nobody finds there.
      expect([installation.services.database.dialect, refusal]).toEqual([
        'mysql',
        expect.stringContaining('Check constraint'),
      ]);
      return;
    }
    const found = await violations();
    await unguarded(mend());
    for (const pattern of expected) expect(found).toContainEqual(expect.stringMatching(pattern));
    expect(await violations()).toEqual([]);
  });

  it('finds a hash of another length, where the database can hold one', async () => {
    if (installation.services.database.dialect === 'mysql') return;
    await unguarded([
      ['UPDATE api_key_template SET value_hash = ?, hint = ? WHERE id = ?', Buffer.alloc(31), '…', ids.template],
    ]);
    expect(await violations()).toEqual([expect.stringMatching(/^tpl_\w+ “Till”: its value hash is not 32 bytes/)]);
    await unguarded([['UPDATE api_key_template SET value_hash = NULL, hint = NULL WHERE id = ?', ids.template]]);
  });
});

/** Off, and on again. MariaDB has a variable for CHECK constraints, MySQL none. */
const SWITCHES = {
  sqlite: [
    ['PRAGMA foreign_keys = OFF', 'PRAGMA foreign_keys = ON'],
    ['PRAGMA ignore_check_constraints = ON', 'PRAGMA ignore_check_constraints = OFF'],
  ],
  mysql: [
    ['SET foreign_key_checks = 0', 'SET foreign_key_checks = 1'],
    ['SET check_constraint_checks = 0', 'SET check_constraint_checks = 1'],
  ],
} as const;

function ignoreUnknownSwitch(error: unknown): void {
  if (!/Unknown system variable|error in your SQL syntax/.test(String(error))) throw error;
}
