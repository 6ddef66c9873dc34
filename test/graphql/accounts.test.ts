import { GraphqlClient } from '../support/graphql-client';
import { People } from '../support/people';
import { snapshot } from '../support/snapshot';
import { startTestInstallation, type TestInstallation } from '../support/test-installation';

const ACCOUNT = `account {
  id name kind status effectiveStatus externalId depth version domains parent { id }
  tokenLifetimes { userAccessTokenSeconds deviceAccessTokenSeconds refreshTokenSeconds }
  effectiveTokenLifetimes { userAccessTokenSeconds deviceAccessTokenSeconds refreshTokenSeconds }
}`;
const CREATED = `... on CreateAccountSuccess { ${ACCOUNT} }`;
const CHANGED = `... on AccountSuccess { ${ACCOUNT} }`;

describe('making and changing accounts', () => {
  let installation: TestInstallation;
  let people: People;
  let admin: GraphqlClient;
  let acme: string;

  beforeAll(async () => {
    installation = await startTestInstallation();
    people = new People(installation);
    admin = await new GraphqlClient(installation.server).signIn();
    acme = await people.vendor(installation.rootId, 'Acme');
  });

  afterAll(() => installation.close());

  function create(input: Record<string, unknown>, client = admin): ReturnType<GraphqlClient['mutate']> {
    return client.mutate('createAccount', { parentId: acme, kind: 'CUSTOMER', name: 'Shop', ...input }, CREATED);
  }

  function update(input: Record<string, unknown>, client = admin): ReturnType<GraphqlClient['mutate']> {
    return client.mutate('updateAccount', input, CHANGED);
  }

  /** Without the number of the last change, which goes on also where a change changes nothing. */
  async function kept(): Promise<unknown> {
    return { ...(await snapshot(installation)), Installation: [], ChangeRecord: [] };
  }

  it('makes an account with its defaults, and with everything that it may have', async () => {
    const plain = await create({ name: 'Plain' });
    expect(plain.account).toEqual({
      id: expect.stringMatching(/^acc_[0-9a-f]{32}$/),
      name: 'Plain',
      kind: 'CUSTOMER',
      status: 'ACTIVE',
      effectiveStatus: 'ACTIVE',
      externalId: null,
      depth: 2,
      version: 1,
      domains: [],
      parent: { id: acme },
      tokenLifetimes: { userAccessTokenSeconds: null, deviceAccessTokenSeconds: null, refreshTokenSeconds: null },
      effectiveTokenLifetimes: {
        userAccessTokenSeconds: 3600,
        deviceAccessTokenSeconds: 3600,
        refreshTokenSeconds: 7_776_000,
      },
    });
    const full = await create({
      name: 'Full',
      kind: 'VENDOR',
      externalId: 'full/1',
      domains: ['WWW.Full.example', 'api.full.example', 'www.full.EXAMPLE'],
      tokenLifetimes: { userAccessTokenSeconds: 60, refreshTokenSeconds: 31_536_000 },
    });
    expect(full.account).toMatchObject({
      kind: 'VENDOR',
      externalId: 'full/1',
      domains: ['api.full.example', 'www.full.example'],
      tokenLifetimes: { userAccessTokenSeconds: 60, deviceAccessTokenSeconds: null, refreshTokenSeconds: 31_536_000 },
    });
  });

  it("takes the token lifetimes of the nearest account that has its own, and null brings back the parent's", async () => {
    const vendor = (await create({ kind: 'VENDOR', name: 'Lifetimes' })).account.id;
    const shop = (await create({ parentId: vendor, tokenLifetimes: { deviceAccessTokenSeconds: 120 } })).account;
    await update({
      accountId: vendor,
      version: 1,
      tokenLifetimes: { userAccessTokenSeconds: 90, deviceAccessTokenSeconds: 300 },
    });
    const read = async (): Promise<unknown> =>
      (
        await admin.ask(
          'query ($id: ID!) { account(by: { id: $id }) { effectiveTokenLifetimes { userAccessTokenSeconds deviceAccessTokenSeconds refreshTokenSeconds } } }',
          { id: shop.id },
        )
      ).account.effectiveTokenLifetimes;
    expect(await read()).toEqual({
      userAccessTokenSeconds: 90,
      deviceAccessTokenSeconds: 120,
      refreshTokenSeconds: 7_776_000,
    });
    const changed = await update({
      accountId: shop.id,
      version: 1,
      tokenLifetimes: { deviceAccessTokenSeconds: null },
    });
    expect(changed.account.version).toBe(2);
    expect(await read()).toMatchObject({ deviceAccessTokenSeconds: 300 });
  });

  it.each([
    ['HTML', '<script>alert("1")</script> & <b>Co</b>'],
    ['emoji', '🌳 Baum 👩‍👩‍👧‍👦'],
    ['another script', 'شركة النيل — 東京'],
    ['quotes and wildcards', `O'Hara "%_\\; DROP TABLE account;--`],
    ['200 characters beyond the BMP', '𝔸'.repeat(200)],
  ])('keeps a name with %s as it is', async (_what, name) => {
    const { account } = await create({ name });
    expect(account.name).toBe(name);
    const read = await admin.ask('query ($id: ID!) { account(by: { id: $id }) { name } }', { id: account.id });
    expect(read.account.name).toBe(name);
  });

  it.each<[string, Record<string, unknown>, string, string]>([
    ['an empty name', { name: '' }, 'name', 'EMPTY'],
    ['a blank name', { name: ' \u200b ' }, 'name', 'EMPTY'],
    ['a name with NUL', { name: 'a\u0000b' }, 'name', 'CONTROL_CHARACTER'],
    ['a name of two lines', { name: 'a\nb' }, 'name', 'CONTROL_CHARACTER'],
    ['a name with a blank around it', { name: 'a ' }, 'name', 'OUTER_BLANK'],
    ['a name that reads backwards', { name: 'gro.\u202egnp.exe' }, 'name', 'DIRECTION_CONTROL'],
    ['a name of half a character', { name: 'a\ud83c' }, 'name', 'NOT_UNICODE'],
    ['a name of 201 characters', { name: 'x'.repeat(201) }, 'name', 'TOO_LONG'],
    ['an empty external id', { externalId: '' }, 'externalId', 'EMPTY'],
    ['an external id with NUL', { externalId: 'a\u0000' }, 'externalId', 'CONTROL_CHARACTER'],
    ['an external id of 201 characters', { externalId: 'x'.repeat(201) }, 'externalId', 'TOO_LONG'],
    ['an external id of 256 bytes', { externalId: 'é'.repeat(128) }, 'externalId', 'TOO_LONG'],
    ['an external id that looks like an id', { externalId: 'id:acc_1' }, 'externalId', 'RESERVED'],
    ['an external id with the prefix of one', { externalId: 'external:a' }, 'externalId', 'RESERVED'],
    ['an external id that means the host', { externalId: 'host' }, 'externalId', 'RESERVED'],
    ['a domain with a port', { domains: ['a.example', 'b.example:443'] }, 'domains.1', 'PORT'],
    ['a URL as domain', { domains: ['https://b.example'] }, 'domains.0', 'PORT'],
    ['a domain with the dot at its end', { domains: ['b.example.'] }, 'domains.0', 'TRAILING_DOT'],
    ['an IP address as domain', { domains: ['192.0.2.1'] }, 'domains.0', 'IP_ADDRESS'],
    ['a domain in Unicode', { domains: ['bücher.example'] }, 'domains.0', 'NOT_ASCII'],
    ['a domain with a wildcard', { domains: ['*.example'] }, 'domains.0', 'NOT_A_HOST_NAME'],
    ['an empty domain', { domains: [''] }, 'domains.0', 'LENGTH'],
    ['the host name of the service itself', { domains: ['a.example', 'KEYTREE.test'] }, 'domains.1', 'OWN_HOST'],
    [
      'a lifetime of a day and a second',
      { tokenLifetimes: { userAccessTokenSeconds: 86_401 } },
      'tokenLifetimes.userAccessTokenSeconds',
      'OUT_OF_RANGE',
    ],
    [
      'a lifetime of a moment',
      { tokenLifetimes: { refreshTokenSeconds: 1 } },
      'tokenLifetimes.refreshTokenSeconds',
      'OUT_OF_RANGE',
    ],
  ])('refuses %s, on a new account and on one that is there', async (_what, fields, path, code) => {
    const { account } = await create({});
    const before = await snapshot(installation);
    for (const refused of [await create(fields), await update({ accountId: account.id, version: 1, ...fields })]) {
      expect(refused).toMatchObject({
        __typename: 'ValidationFailed',
        code: 'VALIDATION_FAILED',
        faults: [{ path: path.split('.'), code, message: expect.stringMatching(/\S/) }],
      });
    }
    expect(await snapshot(installation)).toEqual(before);
  });

  it('names every fault of an input at once', async () => {
    const refused = await create({
      name: '',
      externalId: 'host',
      domains: ['ok.example', '?'],
      tokenLifetimes: { refreshTokenSeconds: 0 },
    });
    const paths = refused.faults.map((fault: { path: string[] }) => fault.path.join('.')).sort();
    expect(paths).toEqual(['domains.1', 'externalId', 'name', 'tokenLifetimes.refreshTokenSeconds']);
  });

  it('compares external ids byte by byte', async () => {
    const ids = ['Ext', 'ext', 'ext ', ' ext', 'e\u0301xt', '\u00e9xt', 'straße', 'strasse', '%', '_'];
    const made = new Map<string, string>();
    for (const externalId of ids) made.set(externalId, (await create({ externalId })).account.id);
    for (const [externalId, id] of made) {
      const read = await admin.ask('query ($by: AccountLocator!) { account(by: $by) { id } }', { by: { externalId } });
      expect(read.account.id).toBe(id);
      expect(await create({ externalId })).toMatchObject({
        __typename: 'Conflict',
        path: ['externalId'],
        existing: { __typename: 'Account', id },
      });
    }
  });

  it('gives a domain to one account only, whatever its case, until that one lets it go', async () => {
    const [one, other] = [
      (await create({ domains: ['a.one.example', 'b.one.example'] })).account,
      (await create({})).account,
    ];
    const taken = { __typename: 'Conflict', path: ['domains'], existing: { __typename: 'Account', id: one.id } };
    expect(await create({ domains: ['free.one.example', 'A.ONE.example'] })).toMatchObject(taken);
    expect(await update({ accountId: other.id, version: 1, domains: ['B.one.example'] })).toMatchObject(taken);

    expect(
      (await update({ accountId: one.id, version: 1, domains: ['B.One.Example', 'c.one.example'] })).account.domains,
    ).toEqual(['b.one.example', 'c.one.example']);
    expect((await update({ accountId: other.id, version: 1, domains: ['a.one.example'] })).account.domains).toEqual([
      'a.one.example',
    ]);
    // Neither null nor an empty list leaves any.
    expect((await update({ accountId: one.id, version: 2, domains: null })).account.domains).toEqual([]);
    expect((await update({ accountId: other.id, version: 2, domains: [] })).account.domains).toEqual([]);
  });

  it('tells of the account in the way only to whoever may see it', async () => {
    const hidden = (await create({ name: 'Secret name', externalId: 'in-the-way', domains: ['in-the-way.example'] }))
      .account;
    const rival = await people.vendor(installation.rootId, 'Rival');
    const { client } = await people.person(rival, ['ViewAccount', 'ModifyAccount']);
    for (const fields of [{ externalId: 'in-the-way' }, { domains: ['in-the-way.example'] }]) {
      const refused = await create({ parentId: rival, ...fields }, client);
      expect(refused).toMatchObject({ __typename: 'Conflict', existing: null });
      expect(JSON.stringify(refused)).not.toContain('Secret name');
      expect(JSON.stringify(refused)).not.toContain(hidden.id.slice(4));
    }
  });

  it('updates what is given, leaves the rest, and counts versions only where something changed', async () => {
    const { account } = await create({
      externalId: 'kept',
      domains: ['kept.example'],
      tokenLifetimes: { refreshTokenSeconds: 600 },
    });
    const renamed = await update({ accountId: account.id, version: 1, name: 'Shöp' });
    expect(renamed.account).toEqual({ ...account, name: 'Shöp', version: 2 });
    const before = await kept();
    const same = await update({
      accountId: account.id,
      version: 2,
      name: 'Shöp',
      externalId: 'kept',
      domains: ['KEPT.example'],
    });
    expect(same.account).toEqual(renamed.account);
    expect(await kept()).toEqual(before);
    expect((await update({ accountId: account.id, version: 2, externalId: null })).account).toMatchObject({
      externalId: null,
      version: 3,
    });
  });

  it('refuses a version that is out of date, and shows the account as it is', async () => {
    const { account } = await create({});
    await update({ accountId: account.id, version: 1, name: 'Second' });
    const before = await snapshot(installation);
    const stale = { __typename: 'Conflict', path: ['version'], current: { __typename: 'Account', id: account.id } };
    expect(await update({ accountId: account.id, version: 1, name: 'Third' })).toMatchObject(stale);
    expect(await update({ accountId: account.id, version: 3, name: 'Third' })).toMatchObject(stale);
    for (const mutation of ['suspendAccount', 'resumeAccount', 'deleteAccount']) {
      expect(await admin.mutate(mutation, { accountId: account.id, version: 1 })).toMatchObject(stale);
    }
    expect(
      await admin.mutate('moveAccount', { accountId: account.id, newParentId: installation.rootId, version: 1 }),
    ).toMatchObject(stale);
    const current = await admin.ask(
      'mutation ($input: UpdateAccountInput!) { updateAccount(input: $input) { ... on Conflict { current { ... on Account { name version } } } } }',
      { input: { accountId: account.id, version: 1 } },
    );
    expect(current.updateAccount.current).toEqual({ name: 'Second', version: 2 });
    expect(await snapshot(installation)).toEqual(before);
  });

  it('hangs accounts below vendors alone, sixteen levels deep at most', async () => {
    const { account: customer } = await create({});
    expect(await create({ parentId: customer.id })).toMatchObject({ __typename: 'Conflict', path: ['parentId'] });
    let parentId = acme;
    for (let depth = 2; depth <= 16; depth++) {
      const made = await create({ parentId, kind: 'VENDOR', name: `Level ${depth}` });
      expect(made.account.depth).toBe(depth);
      parentId = made.account.id;
    }
    const before = await snapshot(installation);
    for (const kind of ['VENDOR', 'CUSTOMER']) {
      expect(await create({ parentId, kind })).toMatchObject({
        __typename: 'LimitReached',
        path: ['parentId'],
        retryAfterSeconds: null,
      });
    }
    expect(await snapshot(installation)).toEqual(before);
  });

  it('answers for a parent out of reach as for one that is not there', async () => {
    const rival = await people.vendor(installation.rootId, 'Rival 2');
    const { client } = await people.person(rival, ['ViewAccount', 'ModifyAccount']);
    const outside = await create({ parentId: acme }, client);
    expect(outside).toMatchObject({ __typename: 'NotFound', path: ['parentId'] });
    expect(await create({ parentId: `acc_${'0'.repeat(32)}` }, client)).toEqual(outside);
    for (const parentId of ['', 'acme', acme.toUpperCase(), acme.replace('acc_', 'key_')]) {
      expect(await create({ parentId })).toMatchObject({ __typename: 'NotFound', path: ['parentId'] });
    }
  });

  it('suspends an account with all below it, and resumes just what was suspended', async () => {
    const vendor = (await create({ kind: 'VENDOR', name: 'Stopped' })).account.id;
    const shop = (await create({ parentId: vendor })).account.id;
    const states = async (): Promise<unknown> => {
      const query =
        'query ($vendor: ID!, $shop: ID!) { a: account(by: { id: $vendor }) { status effectiveStatus version } b: account(by: { id: $shop }) { status effectiveStatus version } }';
      const { a, b } = await admin.ask(query, { vendor, shop });
      return [a, b].map((one) => [one.status, one.effectiveStatus, one.version]);
    };
    await admin.mutate('suspendAccount', { accountId: shop });
    await admin.mutate('suspendAccount', { accountId: vendor, version: 1 });
    expect(await states()).toEqual([
      ['SUSPENDED', 'SUSPENDED', 2],
      ['SUSPENDED', 'SUSPENDED', 2],
    ]);
    // Again: nothing to do.
    expect(await admin.mutate('suspendAccount', { accountId: shop }, CHANGED)).toMatchObject({
      account: { version: 2 },
    });
    await admin.mutate('resumeAccount', { accountId: shop });
    expect(await states()).toEqual([
      ['SUSPENDED', 'SUSPENDED', 2],
      ['ACTIVE', 'SUSPENDED', 3],
    ]);
    await admin.mutate('resumeAccount', { accountId: vendor });
    expect(await states()).toEqual([
      ['ACTIVE', 'ACTIVE', 3],
      ['ACTIVE', 'ACTIVE', 3],
    ]);
  });

  it('lets a user of a suspended account do nothing, until it is resumed', async () => {
    const vendor = await people.vendor(acme, 'Locked');
    const { client } = await people.person(vendor, ['ViewAccount', 'ModifyAccount']);
    await admin.mutate('suspendAccount', { accountId: vendor });
    expect((await client.send('{ viewer { account { id } } }')).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    await admin.mutate('resumeAccount', { accountId: vendor });
    expect((await client.ask('{ viewer { account { id } } }')).viewer.account.id).toBe(vendor);
  });

  it('never suspends, moves or deletes the root, but changes its name, external id and domains', async () => {
    const before = await snapshot(installation);
    const accountId = installation.rootId;
    for (const [mutation, input] of Object.entries({
      suspendAccount: {},
      resumeAccount: {},
      moveAccount: { newParentId: acme, version: 1 },
      deleteAccount: { cascade: true },
    })) {
      expect(await admin.mutate(mutation, { accountId, ...input })).toMatchObject({
        __typename: 'Forbidden',
        path: ['accountId'],
      });
    }
    expect(await snapshot(installation)).toEqual(before);
    const changed = await update({
      accountId,
      version: 1,
      name: 'Headquarters',
      externalId: 'hq',
      domains: ['hq.example'],
    });
    expect(changed.account).toMatchObject({
      name: 'Headquarters',
      externalId: 'hq',
      domains: ['hq.example'],
      parent: null,
    });
  });

  it('leaves external id, domains and status to whoever governs the account: its parent', async () => {
    const vendor = await people.vendor(acme, 'Governed');
    const shop = await people.customer(vendor, 'Governed shop');
    const { client } = await people.person(vendor, ['ViewAccount', 'ModifyAccount', 'DeleteAccount']);
    // Held on the vendor, by a user whose reach is wider: still not on its parent.
    const wide = await people.person(acme, ['ViewAccount', 'ModifyAccount', 'DeleteAccount'], vendor);
    const before = await snapshot(installation);
    for (const one of [client, wide.client]) {
      for (const fields of [
        { externalId: 'mine' },
        { domains: ['mine.example'] },
        { name: 'Mine', externalId: null },
      ]) {
        expect(await update({ accountId: vendor, version: 1, ...fields }, one)).toMatchObject({
          __typename: 'Forbidden',
        });
      }
      for (const mutation of ['suspendAccount', 'resumeAccount', 'deleteAccount']) {
        expect(await one.mutate(mutation, { accountId: vendor })).toMatchObject({
          __typename: 'Forbidden',
          path: ['accountId'],
        });
      }
    }
    expect(await snapshot(installation)).toEqual(before);

    expect(
      (
        await update(
          { accountId: vendor, version: 1, name: 'Renamed', tokenLifetimes: { refreshTokenSeconds: 900 } },
          client,
        )
      ).account,
    ).toMatchObject({ name: 'Renamed', version: 2 });
    expect(
      (await update({ accountId: shop, version: 1, externalId: 'theirs', domains: ['theirs.example'] }, client))
        .account,
    ).toMatchObject({ externalId: 'theirs', version: 2 });
    const abilities =
      'query ($id: ID!) { account(by: { id: $id }) { viewerCanUpdate viewerCanGovern viewerCanDelete viewerCanCreateChild } }';
    expect((await client.ask(abilities, { id: vendor })).account).toEqual({
      viewerCanUpdate: true,
      viewerCanGovern: false,
      viewerCanDelete: false,
      viewerCanCreateChild: true,
    });
    expect((await client.ask(abilities, { id: shop })).account).toEqual({
      viewerCanUpdate: true,
      viewerCanGovern: true,
      viewerCanDelete: true,
      viewerCanCreateChild: false,
    });
  });

  it('tells governing an account, held on its parent, from naming it, held on itself', async () => {
    const vendor = await people.vendor(acme, 'Parent');
    const shop = await people.customer(vendor, 'Child');
    // A grant on the parent holds on the child too, so whoever governs it may name it as well; not the other way round.
    const governor = await people.person(vendor, ['ModifyAccount']);
    expect(
      await update({ accountId: shop, version: 1, externalId: 'governed', name: 'Both' }, governor.client),
    ).toMatchObject({ __typename: 'AccountSuccess' });
    const namer = await people.person(vendor, ['ModifyAccount'], shop);
    const before = await snapshot(installation);
    expect(await update({ accountId: shop, version: 2, externalId: null }, namer.client)).toMatchObject({
      __typename: 'Forbidden',
      path: ['externalId'],
    });
    expect(await create({ parentId: vendor }, namer.client)).toMatchObject({
      __typename: 'Forbidden',
      path: ['parentId'],
    });
    expect(await snapshot(installation)).toEqual(before);
    expect(await update({ accountId: shop, version: 2, name: 'Named' }, namer.client)).toMatchObject({
      __typename: 'AccountSuccess',
    });
  });

  it('records each change with what was before and after', async () => {
    const { account } = await create({ name: 'Recorded', externalId: 'rec' });
    await update({ accountId: account.id, version: 1, name: 'Recorded anew', domains: ['rec.example'] });
    await admin.mutate('suspendAccount', { accountId: account.id });
    await admin.mutate('resumeAccount', { accountId: account.id });
    const query =
      'query ($id: ID!) { account(by: { id: $id }) { auditEvents(filter: { actions: [ACCOUNT_CREATED, ACCOUNT_UPDATED, ACCOUNT_SUSPENDED, ACCOUNT_RESUMED] }) { nodes { action ip actor { kind name } target { id } before after } } } }';
    const events = (await admin.ask(query, { id: account.id })).account.auditEvents.nodes;
    expect(events).toMatchObject([
      { action: 'ACCOUNT_RESUMED', before: { status: 'SUSPENDED' }, after: { status: 'ACTIVE' } },
      { action: 'ACCOUNT_SUSPENDED', before: { status: 'ACTIVE' }, after: { status: 'SUSPENDED' } },
      {
        action: 'ACCOUNT_UPDATED',
        before: { name: 'Recorded', domains: [] },
        after: { name: 'Recorded anew', domains: ['rec.example'] },
      },
      { action: 'ACCOUNT_CREATED', after: { name: 'Recorded', externalId: 'rec', kind: 'CUSTOMER' } },
    ]);
    for (const event of events) {
      expect(event).toMatchObject({
        ip: '203.0.113.7',
        actor: { kind: 'USER', name: 'admin' },
        target: { id: account.id },
      });
    }
  });
});
