import { GraphqlClient } from '../support/graphql-client';
import { People } from '../support/people';
import { snapshot } from '../support/snapshot';
import { startTestInstallation, type TestInstallation } from '../support/test-installation';

interface StampedKey {
  readonly value: string | null;
  readonly apiKey: { readonly id: string; readonly name: string; readonly [field: string]: unknown };
}

const KEY = `id name hint predefined active clientType fullApiAccess allowUnauthenticatedRequests
  allowUntrustedEndpoints automaticEndpointTrust expiresAt allowedIps permissions description`;
const TEMPLATE = `template { id name clientType active fullApiAccess allowUnauthenticatedRequests
  allowUntrustedEndpoints automaticEndpointTrust description hint version account { id } }`;
const STANDARD = ['Chrome extension', 'Default key for client and gateway', 'Edge device', 'Embedded terminal'];
const OFF = {
  fullApiAccess: false,
  allowUnauthenticatedRequests: false,
  allowUntrustedEndpoints: false,
  automaticEndpointTrust: false,
};

describe('templates of predefined keys', () => {
  let installation: TestInstallation;
  let people: People;
  let admin: GraphqlClient;
  let root: string;
  let count = 0;

  beforeAll(async () => {
    installation = await startTestInstallation();
    people = new People(installation);
    admin = await new GraphqlClient(installation.server).signIn();
    root = installation.rootId;
  });

  afterAll(() => installation.close());

  function createCustomer(parentId: string, client = admin): ReturnType<GraphqlClient['mutate']> {
    const input = { parentId, kind: 'CUSTOMER', name: `Customer ${++count}` };
    return client.mutate(
      'createAccount',
      input,
      `... on CreateAccountSuccess { account { id } predefinedKeys { value apiKey { ${KEY} } } }`,
    );
  }

  /** By name. */
  async function stamped(parentId: string): Promise<Map<string, StampedKey>> {
    const created = await createCustomer(parentId);
    expect(created.__typename).toBe('CreateAccountSuccess');
    const keys = created.predefinedKeys as StampedKey[];
    return new Map(keys.map((key) => [key.apiKey.name, key]));
  }

  function template(input: Record<string, unknown>, client = admin): ReturnType<GraphqlClient['mutate']> {
    return client.mutate('createApiKeyTemplate', input, `... on ApiKeyTemplateSuccess { ${TEMPLATE} }`);
  }

  function change(input: Record<string, unknown>, client = admin): ReturnType<GraphqlClient['mutate']> {
    return client.mutate('updateApiKeyTemplate', input, `... on ApiKeyTemplateSuccess { ${TEMPLATE} }`);
  }

  async function bearersOf(value: string): Promise<string[]> {
    const query = 'query ($input: FindApiKeysInput!) { findApiKeys(input: $input) { nodes { id } } }';
    return (await admin.ask(query, { input: { value } })).findApiKeys.nodes.map((key: { id: string }) => key.id);
  }

  async function keyNow(id: string): Promise<unknown> {
    return (await admin.ask(`query ($id: ID!) { apiKey(id: $id) { ${KEY} } }`, { id })).apiKey;
  }

  const vendor = (parentId = root): Promise<string> => people.vendor(parentId, `Vendor ${++count}`);

  it('are four on a new installation, and give a customer a key each, whose values are shown this once', async () => {
    const keys = await stamped(await vendor());
    expect([...keys.keys()]).toEqual(STANDARD);
    const expected: Record<string, object> = {
      'Default key for client and gateway': {
        clientType: 'CLIENT',
        allowUnauthenticatedRequests: true,
        allowUntrustedEndpoints: true,
      },
      'Chrome extension': { clientType: 'CHROME' },
      'Edge device': { clientType: 'EDGE' },
      'Embedded terminal': { clientType: 'EMBEDDED' },
    };
    const values = new Set<string>();
    for (const [name, { apiKey, value }] of keys) {
      expect(apiKey).toMatchObject({
        predefined: true,
        active: true,
        expiresAt: null,
        allowedIps: [],
        permissions: [],
        ...OFF,
        ...expected[name],
      });
      expect(value).toMatch(/^kt_[0-9A-Za-z]{38}$/);
      expect(await bearersOf(value ?? '')).toEqual([apiKey.id]);
      values.add(value ?? '');
    }
    expect(values.size).toBe(4);
    const kept = JSON.stringify(await snapshot(installation));
    for (const value of values) expect(kept).not.toContain(value);
  });

  it('show the values to whoever makes the customer, and of the keys what they may see', async () => {
    const maker = await people.person(await vendor(), ['ModifyAccount']);
    const created = await createCustomer(maker.accountId, maker.client);
    for (const { apiKey, value } of created.predefinedKeys as StampedKey[]) {
      expect(value).toMatch(/^kt_/);
      expect(apiKey).toMatchObject({
        id: expect.stringMatching(/^key_/),
        predefined: null,
        allowedIps: null,
        permissions: null,
      });
    }
    expect(created.predefinedKeys).toHaveLength(4);
  });

  it('give a vendor nothing', async () => {
    const created = await admin.mutate(
      'createAccount',
      { parentId: root, kind: 'VENDOR', name: 'No keys' },
      '... on CreateAccountSuccess { predefinedKeys { value } account { apiKeys { totalCount } } }',
    );
    expect(created).toMatchObject({ predefinedKeys: [], account: { apiKeys: { totalCount: 0 } } });
  });

  it('replace those of the same name further up, without case; the nearest of a line holds', async () => {
    const upper = await vendor();
    const lower = await vendor(upper);
    await template({ accountId: upper, name: 'edge DEVICE', clientType: 'GENERAL', description: 'upper' });
    await template({
      accountId: lower,
      name: 'Ｅdge device',
      active: false,
      fullApiAccess: true,
      automaticEndpointTrust: true,
      description: 'lower',
    });
    await template({ accountId: upper, name: 'Added' });

    const above = await stamped(upper);
    expect([...above.keys()]).toEqual([
      'Added',
      'Chrome extension',
      'Default key for client and gateway',
      'edge DEVICE',
      'Embedded terminal',
    ]);
    expect(above.get('edge DEVICE')?.apiKey).toMatchObject({
      clientType: 'GENERAL',
      active: true,
      description: 'upper',
      ...OFF,
    });
    const below = await stamped(lower);
    expect(below.size).toBe(5);
    expect(below.get('Ｅdge device')?.apiKey).toMatchObject({
      ...OFF,
      clientType: 'GENERAL',
      active: false,
      fullApiAccess: true,
      automaticEndpointTrust: true,
      description: 'lower',
    });
    // Beside the line, all is as it was.
    expect([...(await stamped(await vendor())).keys()]).toEqual(STANDARD);
  });

  it('with a fixed value give it to every customer, shown only as a hint', async () => {
    const place = await vendor();
    const value = 'W4rehouse-gateway-2026/x';
    const { template: made } = await template({ accountId: place, name: 'Fixed', value });
    expect(made.hint).toBe('W4re…/x');
    const [one, other] = [(await stamped(place)).get('Fixed'), (await stamped(place)).get('Fixed')];
    expect([one?.value, one?.apiKey.hint]).toEqual([null, 'W4re…/x']);
    expect(await bearersOf(value)).toEqual([one?.apiKey.id, other?.apiKey.id].sort());
    expect(JSON.stringify(await snapshot(installation))).not.toContain(value);
    // null takes it away: from then on values are generated.
    expect((await change({ templateId: made.id, version: 1, value: null })).template).toMatchObject({
      hint: null,
      version: 2,
    });
    expect((await stamped(place)).get('Fixed')?.value).toMatch(/^kt_/);
  });

  it('with a fixed value that stands on the line make no customer at all', async () => {
    const upper = await vendor();
    const place = await vendor(upper);
    const value = 'Already-st4nds-above/17';
    const { apiKey } = await admin.mutate(
      'createApiKey',
      { accountId: upper, name: 'Stands', value },
      '... on ApiKeyValueSuccess { apiKey { id } }',
    );
    await template({ accountId: place, name: 'Clashes', value });
    const before = await snapshot(installation);
    const refused = await createCustomer(place);
    expect(refused).toMatchObject({
      __typename: 'Conflict',
      path: [],
      existing: { __typename: 'ApiKey', id: apiKey.id },
    });

    const outsider = await people.person(place, ['ModifyAccount']);
    const unnamed = await createCustomer(place, outsider.client);
    expect(unnamed).toMatchObject({ __typename: 'Conflict', existing: null });
    expect(unnamed.message).not.toContain('Stands');
    const after = await snapshot(installation);
    for (const table of ['Account', 'ApiKey', 'ApiKeyValue'])
      expect([table, after[table]]).toEqual([table, before[table]]);
    // Both tell that the value exists, so both are on record.
    const attempts = after.AuditEvent?.filter(
      (event) => event.includes('"API_KEY_VALUE_CONFLICT"') && !before.AuditEvent?.includes(event),
    );
    expect(attempts).toHaveLength(2);
  });

  it('with one fixed value between them make no customer either', async () => {
    const place = await vendor();
    for (const name of ['First', 'Second']) await template({ accountId: place, name, value: 'The-s4me-value-twice/3' });
    const before = await snapshot(installation);
    expect(await createCustomer(place)).toMatchObject({ __typename: 'Conflict' });
    expect((await snapshot(installation)).Account).toEqual(before.Account);
  });

  it('touch no key that exists, whether they are changed or deleted', async () => {
    const place = await vendor();
    const { template: made } = await template({
      accountId: place,
      name: 'Till',
      clientType: 'EDGE',
      description: 'first',
    });
    const old = (await stamped(place)).get('Till')?.apiKey;
    const changed = await change({
      templateId: made.id,
      version: 1,
      name: 'Checkout',
      clientType: 'CHROME',
      active: false,
      description: null,
      value: 'A-f1xed-checkout-value',
    });
    expect(changed.template).toMatchObject({
      name: 'Checkout',
      clientType: 'CHROME',
      active: false,
      description: null,
      version: 2,
    });
    expect(await keyNow(old?.id ?? '')).toEqual(old);
    const later = await stamped(place);
    expect(later.has('Till')).toBe(false);
    expect(later.get('Checkout')).toMatchObject({
      value: null,
      apiKey: { clientType: 'CHROME', active: false, description: null },
    });

    expect(
      await admin.mutate(
        'deleteApiKeyTemplate',
        { templateId: made.id, version: 2 },
        '... on DeleteApiKeyTemplateSuccess { deletedId }',
      ),
    ).toMatchObject({ deletedId: made.id });
    expect(await keyNow(old?.id ?? '')).toEqual(old);
    expect((await stamped(place)).has('Checkout')).toBe(false);
  });

  it('are listed on their vendor by name, and read one by one, by whoever sees its keys', async () => {
    const place = await vendor();
    const { template: made } = await template({ accountId: place, name: 'B' });
    await template({ accountId: place, name: 'a' });
    const list = 'query ($id: ID!) { account(by: { id: $id }) { apiKeyTemplates { name } } }';
    const one = 'query ($id: ID!) { apiKeyTemplate(id: $id) { name account { id } } }';
    expect((await admin.ask(list, { id: place })).account.apiKeyTemplates).toEqual([{ name: 'a' }, { name: 'B' }]);
    expect((await admin.ask(one, { id: made.id })).apiKeyTemplate).toEqual({ name: 'B', account: { id: place } });

    const viewer = await people.person(place, ['ViewAccount']);
    expect((await viewer.client.ask(list, { id: place })).account.apiKeyTemplates).toEqual([]);
    const outsider = await people.person(await vendor(), ['ViewAccount', 'ViewApiKey']);
    expect(await outsider.client.ask(one, { id: made.id })).toEqual({ apiKeyTemplate: null });
  });

  it.each<[string, Record<string, unknown>, string, string]>([
    ['an empty name', { name: '' }, 'name', 'EMPTY'],
    ['a name with NUL', { name: 'a\u0000' }, 'name', 'CONTROL_CHARACTER'],
    ['a short value', { value: 'too-short' }, 'value', 'TOO_SHORT'],
    ['a value with a blank', { value: 'sixteen chars or so' }, 'value', 'NOT_PRINTABLE_ASCII'],
    ['a weak value', { value: 'abcdefghijklmnopqrst' }, 'value', 'SEQUENTIAL'],
    ['a value like a generated one', { value: `kt_${'a'.repeat(20)}` }, 'value', 'NOT_GENERATED_FORM'],
    ['a generated value mistyped', { value: `kt_${'0'.repeat(38)}` }, 'value', 'WRONG_CHECKSUM'],
    ['a description with NUL', { description: 'a\u0000' }, 'description', 'CONTROL_CHARACTER'],
  ])('refuse %s', async (_what, fields, path, code) => {
    const place = await vendor();
    const { template: made } = await template({ accountId: place, name: 'Good' });
    const before = await snapshot(installation);
    for (const refused of [
      await template({ accountId: place, name: 'Bad', ...fields }),
      await change({ templateId: made.id, version: 1, ...fields }),
    ]) {
      expect(refused).toMatchObject({ __typename: 'ValidationFailed', faults: [{ path: [path], code }] });
      if (typeof fields.value === 'string') expect(JSON.stringify(refused)).not.toContain(fields.value);
    }
    expect(await snapshot(installation)).toEqual(before);
  });

  it('are of one name each on a vendor, at the version that was read, and never on a customer', async () => {
    const place = await vendor();
    const { template: one } = await template({ accountId: place, name: 'One' });
    const { template: two } = await template({ accountId: place, name: 'Two' });
    const before = await snapshot(installation);
    const taken = { __typename: 'Conflict', path: ['name'], existing: { __typename: 'ApiKeyTemplate', id: one.id } };
    expect(await template({ accountId: place, name: 'ＯNE' })).toMatchObject(taken);
    expect(await change({ templateId: two.id, version: 1, name: 'one' })).toMatchObject(taken);
    const stale = { __typename: 'Conflict', path: ['version'], current: { __typename: 'ApiKeyTemplate', id: one.id } };
    expect(await change({ templateId: one.id, version: 2, name: 'Three' })).toMatchObject(stale);
    expect(await admin.mutate('deleteApiKeyTemplate', { templateId: one.id, version: 7 })).toMatchObject(stale);
    const customer = await people.customer(place, 'Leaf');
    expect(await template({ accountId: customer, name: 'Leaf' })).toMatchObject({
      __typename: 'Conflict',
      path: ['accountId'],
    });
    expect({
      ...(await snapshot(installation)),
      Account: [],
      ChangeRecord: [],
      AuditEvent: [],
      Installation: [],
    }).toEqual({ ...before, Account: [], ChangeRecord: [], AuditEvent: [], Installation: [] });
    // Its own name in another case is no conflict; the same again is no change.
    expect((await change({ templateId: one.id, version: 1, name: 'ONE' })).template).toMatchObject({
      name: 'ONE',
      version: 2,
    });
    expect((await change({ templateId: one.id, version: 2, name: 'ONE', active: true })).template.version).toBe(2);
  });

  it('take ModifyApiKey on the vendor to make and change, DeleteApiKey to delete', async () => {
    const place = await vendor();
    const { template: made } = await template({ accountId: place, name: 'Guarded' });
    const [modifier, deleter, elsewhere] = [
      await people.person(root, ['ViewApiKey', 'ModifyApiKey'], place),
      await people.person(root, ['ViewApiKey', 'DeleteApiKey'], place),
      await people.person(await vendor(), ['ViewApiKey', 'ModifyApiKey', 'DeleteApiKey']),
    ];
    const remove = (client: GraphqlClient): unknown => client.mutate('deleteApiKeyTemplate', { templateId: made.id });
    const before = await snapshot(installation);
    // On the root, which is within their reach, they hold nothing.
    expect(await template({ accountId: root, name: 'Up' }, modifier.client)).toMatchObject({ __typename: 'Forbidden' });
    expect(await template({ accountId: place, name: 'Out' }, elsewhere.client)).toMatchObject({
      __typename: 'NotFound',
      path: ['accountId'],
    });
    expect(await change({ templateId: made.id, version: 1, active: false }, elsewhere.client)).toMatchObject({
      __typename: 'NotFound',
      path: ['templateId'],
    });
    expect(await remove(elsewhere.client)).toMatchObject({ __typename: 'NotFound', path: ['templateId'] });
    expect(await snapshot(installation)).toEqual(before);

    expect(await change({ templateId: made.id, version: 1, active: false }, modifier.client)).toMatchObject({
      __typename: 'ApiKeyTemplateSuccess',
    });
    expect(await remove(deleter.client)).toMatchObject({ __typename: 'DeleteApiKeyTemplateSuccess' });
    expect(await remove(deleter.client)).toMatchObject({ __typename: 'NotFound' });
  });
});
