import { revokeGrant } from '../../src/application/roles/revoke-grant';
import { deleteAccount } from '../../src/application/accounts/delete-account';
import { resumeAccount } from '../../src/application/accounts/resume-account';
import { suspendAccount } from '../../src/application/accounts/suspend-account';
import { blockInheritedKey } from '../../src/application/keys/block-inherited-key';
import { deactivateApiKey } from '../../src/application/keys/deactivate-api-key';
import { deleteApiKey } from '../../src/application/keys/delete-api-key';
import { regenerateApiKey } from '../../src/application/keys/regenerate-api-key';
import { unblockInheritedKey } from '../../src/application/keys/unblock-inherited-key';
import { updateUser } from '../../src/application/users/update-user';
import { User } from '../../src/entities/user';
import { GraphqlClient } from '../support/graphql-client';
import { bare } from '../support/people';
import { KeyWorld, VENDOR_KEY } from './key-world';

let world: KeyWorld;

beforeAll(async () => {
  world = await KeyWorld.make();
});

afterAll(() => world.installation.close());

const WHO = '{ viewer { apiKey { id } user { name } home { name } } }';

/** The code and decision of the first error; null where there is none. */
async function refusal(client: GraphqlClient, query = WHO): Promise<unknown> {
  const { errors } = await client.send(query);
  return errors ? [errors[0]?.extensions.code, errors[0]?.extensions.decision ?? null] : null;
}

const LIMITED = { allowUnauthenticatedRequests: true };
const LOGINS = { allowUntrustedEndpoints: true };

describe('at the door', () => {
  it('lets a key in that allows it, and says who it is', async () => {
    expect(await world.client().ask(WHO)).toEqual({
      viewer: { apiKey: { id: world.keyId }, user: null, home: { name: 'Vendor' } },
    });
  });

  const REFUSED: readonly [string, () => Promise<GraphqlClient> | GraphqlClient][] = [
    ['KEY_NOT_FOUND', () => world.client('unknown-17ca9d64e80b35f2')],
    ['KEY_NOT_FOUND', () => world.client('')],
    ['KEY_NOT_FOUND', () => world.client('unknown-17ca9d64e80b35f2', null, { 'x-keytree-account': world.ids.shop })],
    ['KEY_NOT_FOUND', () => world.client(VENDOR_KEY, null, { 'x-keytree-account': `acc_${'0'.repeat(32)}` })],
    ['KEY_NOT_FOUND', () => world.client(VENDOR_KEY, null, { 'x-keytree-account': 'external:nobody' })],
    ['KEY_NOT_FOUND', () => world.client(VENDOR_KEY, null, { 'x-keytree-account': world.ids.other })],
    ['ACCOUNT_SUSPENDED', () => world.client(VENDOR_KEY, null, { 'x-keytree-account': world.ids.under })],
    ['KEY_BLOCKED', () => world.client(VENDOR_KEY, null, { 'x-keytree-account': world.ids.behind })],
    [
      'ACCOUNT_REQUIRED',
      async () => {
        const { value } = await world.key(world.ids.shop, LIMITED);
        await world.key(world.ids.other, { ...LIMITED, value });
        return world.client(value);
      },
    ],
    ['KEY_INACTIVE', async () => world.client((await world.key(world.ids.shop, { active: false })).value)],
    [
      'KEY_EXPIRED',
      async () => {
        const expiresAt = new Date(Date.now() - 1000);
        return world.client((await world.key(world.ids.shop, { ...LIMITED, expiresAt })).value);
      },
    ],
    [
      'IP_NOT_ALLOWED',
      async () => world.client((await world.key(world.ids.shop, { ...LIMITED, allowedIps: ['10.0.0.0/8'] })).value),
    ],
    ['USER_TOKEN_REQUIRED', async () => world.client((await world.key(world.ids.shop)).value)],
    ['USER_TOKEN_INVALID', () => world.client(VENDOR_KEY, 'a.b.c')],
    ['USER_TOKEN_INVALID', () => world.client(VENDOR_KEY, null, { authorization: 'Basic YTpi' })],
    [
      'USER_TOKEN_INVALID',
      async () => {
        const { client } = await world.people.person(world.ids.vendor, ['ViewAccount']);
        return world.client(VENDOR_KEY, client.token);
      },
    ],
  ];

  it.each(REFUSED)('%s is an error of each root field', async (decision, make) => {
    const client = await make();
    const { data, errors } = await client.send(`{ viewer { home { name } } accounts { totalCount } __typename }`);
    expect(data).toEqual({ viewer: null, accounts: null, __typename: 'Query' });
    expect(errors?.map(({ path, extensions }) => [path, extensions])).toEqual([
      [['viewer'], { code: 'UNAUTHENTICATED', decision }],
      [['accounts'], { code: 'UNAUTHENTICATED', decision }],
    ]);
    const changed = await client.send('mutation { signOut { __typename } }');
    expect(changed.errors?.[0]?.extensions).toEqual({ code: 'FORBIDDEN' });
    expect(
      await refusal(client, `mutation { deleteApiKey(input: { keyId: "${world.keyId}" }) { __typename } }`),
    ).toEqual(['UNAUTHENTICATED', decision]);
  });

  it('names the account by id, external id and domain', async () => {
    const { value } = await world.key(world.ids.shop, LIMITED);
    await world.key(world.ids.other, { ...LIMITED, value });
    const root = await new GraphqlClient(world.installation.server).signIn();
    const names = { externalId: 'Bäckerei', domains: ['shop.example'] };
    await root.mutate('updateAccount', { accountId: world.ids.shop, version: 1, ...names });
    const external = Buffer.from('external:Bäckerei').toString('latin1');
    for (const name of [world.ids.shop, external, 'SHOP.example.']) {
      expect((await world.client(value, null, { 'x-keytree-account': name }).ask(WHO)).viewer.home.name).toBe('shop');
    }
  });

  it('refuses twins of what it believes', async () => {
    const response = await world.installation.server.inject({
      method: 'POST',
      url: '/graphql',
      headers: { 'x-api-key': VENDOR_KEY, x_api_key: VENDOR_KEY },
      payload: { query: WHO },
    });
    expect(response.statusCode).toBe(400);
  });

  it('refuses management sessions', async () => {
    const client = world.client();
    const input = { name: 'admin', password: 'correct horse battery' };
    const signIn = 'mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }';
    expect((await client.send(signIn, { input })).errors?.[0]?.extensions).toEqual({ code: 'FORBIDDEN' });
    for (const field of [
      'refreshSession(input: { refreshToken: "" })',
      'signOut',
      'endAllSessions(input: {})',
      'changePassword(input: { currentPassword: "", newPassword: "" })',
    ]) {
      expect(await refusal(client, `mutation { ${field} { __typename } }`)).toEqual(['FORBIDDEN', null]);
    }
  });

  it('opens nothing to the token of a login without a key', async () => {
    const { value } = await world.key(world.ids.vendor, LOGINS);
    const person = await world.people.person(world.ids.vendor, ['ViewAccount']);
    const { access } = await world.logIn(value, person);
    const { errors } = await new GraphqlClient(world.installation.server, access).send(WHO);
    expect([errors?.[0]?.extensions, errors?.[0]?.message]).toEqual([
      { code: 'UNAUTHENTICATED' },
      expect.stringContaining('X-Api-Key'),
    ]);
  });
});

describe('permissions', () => {
  it('of a key alone are its own, on its account and below', async () => {
    const { value } = await world.key(world.ids.open, {
      ...LIMITED,
      fullApiAccess: true,
      permissions: ['ViewAccount', 'ModifyAccount', 'ViewApiKey'],
    });
    const client = world.client(value);
    const query = `{ vendor: account(by: { id: "${world.ids.vendor}" }) { id }
      account(by: { id: "${world.ids.shop}" }) { viewerPermissions parent { id } line { name } } }`;
    expect(await client.ask(query)).toEqual({
      vendor: null,
      account: {
        viewerPermissions: ['ViewAccount', 'ModifyAccount', 'ViewApiKey'],
        parent: { id: world.ids.open },
        line: [{ name: 'open' }, { name: 'shop' }],
      },
    });
    const version = (await client.ask(`{ account(by: { id: "${world.ids.shop}" }) { version } }`)).account.version;
    expect(
      (await client.mutate('updateAccount', { accountId: world.ids.shop, version, name: 'shop' })).__typename,
    ).toBe('AccountSuccess');
    expect(await refusal(client, `{ user(id: "usr_${'0'.repeat(32)}") { id } }`)).toEqual(['FORBIDDEN', null]);
    expect(
      (await client.ask('{ viewer { permissions { account { name } permissions } } }')).viewer.permissions,
    ).toEqual([{ account: { name: 'open' }, permissions: ['ViewAccount', 'ModifyAccount', 'ViewApiKey'] }]);
  });

  it('of a key alone without full API access are those to view, whatever it carries', async () => {
    const permissions = ['ViewAccount', 'ModifyAccount', 'DeleteAccount', 'ModifyApiKey'] as const;
    const client = world.client((await world.key(world.ids.open, { ...LIMITED, permissions })).value);
    expect(
      await client.ask(`{ account(by: { id: "${world.ids.open}" }) { viewerPermissions viewerCanUpdate } }`),
    ).toEqual({
      account: { viewerPermissions: ['ViewAccount'], viewerCanUpdate: false },
    });
    const input = `{ parentId: "${world.ids.open}", kind: VENDOR, name: "made" }`;
    expect(await refusal(client, `mutation { createAccount(input: ${input}) { __typename } }`)).toEqual([
      'FORBIDDEN',
      'FULL_ACCESS_REQUIRED',
    ]);
  });

  it('of a key with a user are the user’s alone, where both may be', async () => {
    const { value } = await world.key(world.ids.open, { ...LOGINS, permissions: ['ViewApiKey'] });
    const person = await world.people.person(world.ids.vendor, ['ViewAccount']);
    const client = world.client(value, (await world.logIn(value, person)).access);
    expect(await client.ask(`{ accounts { nodes { name } } ${WHO.slice(1, -1)} }`)).toEqual({
      accounts: { nodes: [{ name: 'open' }, { name: 'shop' }] },
      viewer: { apiKey: expect.anything(), user: { name: person.name }, home: { name: 'Vendor' } },
    });
    expect(await refusal(client, '{ findApiKeys(input: { hint: "va" }) { totalCount } }')).toEqual(['FORBIDDEN', null]);
    // The user belongs further down than the key.
    const below = await world.people.person(world.ids.shop, ['ViewAccount']);
    const tokens = await world.logIn(value, below, world.ids.shop);
    const client2 = world.client(value, tokens.access, { 'x-keytree-account': world.ids.shop });
    expect(await client2.ask('{ accounts { nodes { name } } }')).toEqual({ accounts: { nodes: [{ name: 'shop' }] } });
    // On the key's own account the user has no place.
    expect(await refusal(world.client(value, tokens.access))).toEqual(['UNAUTHENTICATED', 'USER_TOKEN_INVALID']);
  });

  it('reach no further than the key that the token was gained through', async () => {
    const { value } = await world.key(world.ids.shop, LOGINS);
    const person = await world.people.person(world.ids.vendor, ['ViewAccount']);
    const { access } = await world.logIn(value, person);
    const client = world.client(VENDOR_KEY, access, { 'x-keytree-account': world.ids.shop });
    expect(await client.ask('{ accounts { nodes { name } } }')).toEqual({ accounts: { nodes: [{ name: 'shop' }] } });
    expect(await refusal(world.client(VENDOR_KEY, access))).toEqual(['UNAUTHENTICATED', 'USER_TOKEN_INVALID']);
  });

  it('of a key that was made without more than its maker has', async () => {
    const maker = world.client(
      (
        await world.key(world.ids.open, {
          ...LIMITED,
          fullApiAccess: true,
          permissions: ['ModifyApiKey', 'ViewApiKey'],
        })
      ).value,
    );
    const make = (permissions: string[], more: object = {}): Promise<Record<string, string>> =>
      maker.mutate('createApiKey', {
        accountId: world.ids.open,
        name: `made ${permissions.join()}`,
        permissions,
        ...more,
      });
    expect((await make(['ViewAccount'])).__typename).toBe('Forbidden');
    expect((await make(['ViewApiKey'])).__typename).toBe('ApiKeyValueSuccess');
    const strong = await world.key(world.ids.open, { permissions: ['ViewAccount'], active: false });
    for (const [mutation, input] of [
      ['activateApiKey', { keyId: strong.id }],
      ['regenerateApiKey', { keyId: strong.id }],
      ['updateApiKey', { keyId: strong.id, version: 1, fullApiAccess: true }],
      ['updateApiKey', { keyId: strong.id, version: 1, allowUnauthenticatedRequests: true }],
      ['updateApiKey', { keyId: strong.id, version: 1, active: true }],
    ] as const) {
      expect([mutation, (await maker.mutate(mutation, input)).__typename]).toEqual([mutation, 'Forbidden']);
    }
    const bulk = '... on BulkApiKeysSuccess { results { error { __typename } } }';
    expect((await maker.mutate('activateApiKeys', { keyIds: [strong.id] }, bulk)).results).toEqual([
      { error: { __typename: 'Forbidden' } },
    ]);
  });
});

describe('what ends between two requests', () => {
  async function person(key: string): Promise<{ client: GraphqlClient; id: string }> {
    const made = await world.people.person(world.ids.open, ['ViewAccount']);
    return { client: world.client(key, (await world.logIn(key, made)).access), id: made.id };
  }

  it('the key: made inactive, given a new value, deleted, blocked', async () => {
    const { commandLine } = world.installation;
    const ends: readonly [string, (keyId: string) => Promise<unknown>][] = [
      ['KEY_INACTIVE', (keyId) => deactivateApiKey(commandLine, { keyId })],
      ['KEY_EXPIRED', (keyId) => regenerateApiKey(commandLine, { keyId })],
      ['KEY_NOT_FOUND', (keyId) => deleteApiKey(commandLine, { keyId })],
    ];
    for (const [decision, end] of ends) {
      const { id, value } = await world.key(world.ids.open, LIMITED);
      const client = world.client(value);
      expect(await refusal(client)).toBeNull();
      await end(bare(id));
      expect(await refusal(client)).toEqual(['UNAUTHENTICATED', decision]);
    }
    const { id, value } = await world.key(world.ids.open, { ...LIMITED, permissions: ['ViewAccount'] });
    const shop = `{ account(by: { id: "${world.ids.shop}" }) { name } }`;
    expect((await world.client(value).ask(shop)).account).toEqual({ name: 'shop' });
    await blockInheritedKey(commandLine, { accountId: bare(world.ids.shop), keyId: bare(id) });
    expect((await world.client(value).ask(shop)).account).toBeNull();
  });

  it('the user: disabled, without the grant', async () => {
    const { value } = await world.key(world.ids.open, LOGINS);
    const { commandLine } = world.installation;
    const disabled = await person(value);
    expect(await refusal(disabled.client)).toBeNull();
    const { version } = await commandLine.manager.findOneByOrFail(User, { id: bare(disabled.id) });
    await updateUser(commandLine, { userId: bare(disabled.id), version, disabled: true });
    expect(await refusal(disabled.client)).toEqual(['UNAUTHENTICATED', 'USER_TOKEN_INVALID']);

    const powerless = await person(value);
    expect((await powerless.client.ask('{ accounts { totalCount } }')).accounts.totalCount).toBe(2);
    const [grant] = await commandLine.manager.query<{ id: string }[]>('SELECT id FROM role_grant WHERE user_id = ?', [
      bare(powerless.id),
    ]);
    await revokeGrant(commandLine, { grantId: grant?.id ?? '' });
    expect(await refusal(powerless.client, '{ accounts { totalCount } }')).toEqual(['FORBIDDEN', null]);
  });

  it('the key that the token was gained through', async () => {
    const gained = await world.key(world.ids.open, LOGINS);
    const other = await world.key(world.ids.open);
    const user = await world.people.user(world.ids.open);
    const client = world.client(other.value, (await world.logIn(gained.value, user)).access);
    expect(await refusal(client)).toBeNull();
    await deactivateApiKey(world.installation.commandLine, { keyId: bare(gained.id) });
    expect(await refusal(client)).toEqual(['UNAUTHENTICATED', 'USER_TOKEN_INVALID']);
  });

  it('and begins again: an account below that is resumed, deleted, or unblocks the key', async () => {
    const { commandLine } = world.installation;
    const { id, value } = await world.key(world.ids.vendor, { ...LIMITED, permissions: ['ViewAccount'] });
    const names = async (): Promise<string[]> => {
      const query = `{ account(by: { id: "${parent}" }) { children { nodes { name } } } }`;
      const { nodes } = (await world.client(value).ask(query)).account.children;
      return nodes.map((node: { name: string }) => node.name);
    };
    const parent = await world.people.vendor(world.ids.vendor, 'parent');
    const [one, two] = [await world.people.vendor(parent, 'one'), await world.people.vendor(parent, 'two')].map(bare);
    await suspendAccount(commandLine, { accountId: one ?? '' });
    await blockInheritedKey(commandLine, { accountId: two ?? '', keyId: bare(id) });
    expect(await names()).toEqual([]);
    await resumeAccount(commandLine, { accountId: one ?? '' });
    expect(await names()).toEqual(['one']);
    await unblockInheritedKey(commandLine, { accountId: two ?? '', keyId: bare(id) });
    expect(await names()).toEqual(['one', 'two']);
    await suspendAccount(commandLine, { accountId: one ?? '' });
    await deleteAccount(commandLine, { accountId: one ?? '' });
    await world.people.vendor(parent, 'three');
    expect(await names()).toEqual(['three', 'two']);
  });

  it('the account: suspended', async () => {
    const id = await world.people.vendor(world.ids.vendor, 'to be suspended');
    const { value } = await world.key(id, LIMITED);
    expect(await refusal(world.client(value))).toBeNull();
    await suspendAccount(world.installation.commandLine, { accountId: bare(id) });
    expect(await refusal(world.client(value))).toEqual(['UNAUTHENTICATED', 'ACCOUNT_SUSPENDED']);
  });
});
