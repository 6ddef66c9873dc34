import { ApiKeyValue } from '../../src/entities/api-key-value';
import { type Data, GraphqlClient } from '../support/graphql-client';
import { startTestInstallation, type TestInstallation } from '../support/test-installation';

const KEY = `apiKey {
  id name hint active fullApiAccess allowUnauthenticatedRequests allowUntrustedEndpoints automaticEndpointTrust
  expiresAt allowedIps predefined clientType permissions description tags version createdBy previousValueWorksUntil
  account { id } definedOn { id name }
}`;
const VALUE_SUCCESS = `... on ApiKeyValueSuccess { value ${KEY} }`;
const SUCCESS = `... on ApiKeySuccess { ${KEY} }`;

describe('API keys', () => {
  let installation: TestInstallation;
  let admin: GraphqlClient;
  let vendorId: string;

  beforeAll(async () => {
    installation = await startTestInstallation();
    admin = await new GraphqlClient(installation.server).signIn();
    vendorId = await newAccount('VENDOR', installation.rootId);
  });

  afterAll(() => installation.close());

  let serial = 0;
  async function newAccount(kind: string, parentId: string): Promise<string> {
    const result = await admin.mutate(
      'createAccount',
      { kind, parentId, name: `Account ${++serial}` },
      '... on CreateAccountSuccess { account { id } }',
    );
    return result.account.id;
  }

  function newKey(fields: Record<string, unknown> = {}): Promise<Data> {
    return admin.mutate('createApiKey', { accountId: vendorId, name: `Key ${++serial}`, ...fields }, VALUE_SUCCESS);
  }

  async function seqNow(): Promise<number> {
    const [row] =
      await installation.services.database.read.query<{ seq: number | string }[]>('SELECT seq FROM installation');
    return Number(row?.seq);
  }

  describe('making one', () => {
    it('generates a value of the documented form, shows it once, and takes the documented defaults', async () => {
      const { value, apiKey } = await newKey({ name: 'Plain' });
      expect(value).toMatch(/^kt_[0-9A-Za-z]{38}$/);
      expect(apiKey).toMatchObject({
        name: 'Plain',
        active: true,
        fullApiAccess: false,
        allowUnauthenticatedRequests: false,
        allowUntrustedEndpoints: false,
        automaticEndpointTrust: false,
        expiresAt: null,
        allowedIps: [],
        predefined: false,
        clientType: 'GENERAL',
        permissions: [],
        description: null,
        tags: [],
        version: 1,
        account: { id: vendorId },
        previousValueWorksUntil: null,
      });
      expect(apiKey.hint).toBe(`${value.slice(0, 6)}…${value.slice(-4)}`);
      expect(apiKey.createdBy).toMatch(/^usr_/);
    });

    it('keeps every field as it was given, ranges in canonical form', async () => {
      const given = {
        active: false,
        fullApiAccess: true,
        allowUnauthenticatedRequests: true,
        allowUntrustedEndpoints: true,
        automaticEndpointTrust: true,
        expiresAt: '2031-05-06T07:08:09.123Z',
        clientType: 'EDGE',
        description: 'Two\nlines, <b>HTML</b> & an emoji 🗝',
        tags: ['one', 'two'],
      };
      const { apiKey, value } = await newKey({
        ...given,
        name: '<script>alert(1)</script> 🗝',
        value: 'a1b2c3d4-0000-4000-8000-9f8e7d6c5b4a',
        permissions: ['ViewUser', 'ViewAccount'],
        allowedIps: ['10.0.0.0/8', '203.0.113.9', '2001:DB8::/32', '::ffff:198.51.100.0/120', '10.0.0.0/8'],
      });
      expect(apiKey).toMatchObject({
        ...given,
        name: '<script>alert(1)</script> 🗝',
        permissions: ['ViewAccount', 'ViewUser'],
        allowedIps: ['10.0.0.0/8', '203.0.113.9/32', '2001:db8::/32', '198.51.100.0/24'],
      });
      expect(value).toBeNull();
    });

    it('names every fault at once, each with its path, and changes nothing', async () => {
      const before = await seqNow();
      const result = await newKey({
        name: 'with\u0000NUL',
        value: 'short',
        allowedIps: ['10.0.0.0/8', '172.16.31.200/12', '010.0.0.0/8'],
        tags: ['fine', ''],
        description: 'turned \u202E round',
        expiresAt: '1999-12-31T23:59:59Z',
      });
      expect(result.__typename).toBe('ValidationFailed');
      const faults = result.faults.map((fault: Data) => [fault.path.join('.'), fault.code]);
      expect(faults).toEqual([
        ['name', 'CONTROL_CHARACTER'],
        ['value', 'TOO_SHORT'],
        ['description', 'DIRECTION_CONTROL'],
        ['expiresAt', 'OUT_OF_RANGE'],
        ['tags.1', 'EMPTY'],
        ['allowedIps.1', 'HOST_BITS_SET'],
        ['allowedIps.2', 'NOT_A_RANGE'],
      ]);
      const hostBits = result.faults.find((fault: Data) => fault.code === 'HOST_BITS_SET');
      expect(hostBits.message).toContain('172.16.31.200/32');
      expect(hostBits.message).toContain('172.16.0.0/12');
      expect(JSON.stringify(result)).not.toContain('"short"');
      expect(await seqNow()).toBe(before);
    });

    it.each([
      ['repeated', 'ababababababababab', 'REPEATED'],
      ['sequential', 'abcdefghijklmnopqrstuvwxyz', 'SEQUENTIAL'],
      ['of common words', 'passwordpassword1', 'COMMON'],
      ['with a blank', 'a1b2c3d4 e5f6g7h8', 'NOT_PRINTABLE_ASCII'],
      ['claiming to be generated', 'kt_not-generated-at-all', 'NOT_GENERATED_FORM'],
      ['generated, with a wrong checksum', `kt_${'a1'.repeat(16)}000000`, 'WRONG_CHECKSUM'],
    ])('refuses a value that is %s', async (_what, value, code) => {
      const result = await newKey({ value });
      expect(result.faults).toEqual([{ path: ['value'], code, message: expect.any(String) }]);
      expect(JSON.stringify(result)).not.toContain(value);
    });

    it('refuses an unknown permission as a fault of the schema’s form', async () => {
      const { data, errors } = await admin.send(
        'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { __typename } }',
        { input: { accountId: vendorId, name: 'Never', permissions: ['ViewEverything'] } },
      );
      expect(data).toBeUndefined();
      expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    });

    it('takes a name once on an account, compared without case and Unicode form, and says which key has it', async () => {
      const { apiKey } = await newKey({ name: 'Straße ﬁve' });
      for (const name of ['STRASSE FIVE', 'strasse ﬁve']) {
        const result = await newKey({ name });
        expect(result).toMatchObject({ code: 'CONFLICT', path: ['name'], existing: { id: apiKey.id } });
      }
      const elsewhere = await newKey({ name: 'STRASSE FIVE', accountId: installation.rootId });
      expect(elsewhere.__typename).toBe('ApiKeyValueSuccess');
    });
  });

  describe('a value once on a line', () => {
    const value = 'f00dfeed-1111-4222-8333-abcdefabcde1';

    it('is refused above and below a key that bears it, and taken on another line', async () => {
      const [middle, other] = [await newAccount('VENDOR', vendorId), await newAccount('VENDOR', installation.rootId)];
      const leaf = await newAccount('CUSTOMER', middle);
      const { apiKey } = await newKey({ accountId: middle, value });
      for (const accountId of [vendorId, middle, leaf]) {
        const result = await newKey({ accountId, value });
        expect(result).toMatchObject({ code: 'CONFLICT', path: ['value'], existing: { id: apiKey.id } });
        expect(result.message).toContain(apiKey.name);
        expect(JSON.stringify(result)).not.toContain(value);
      }
      expect((await newKey({ accountId: other, value })).__typename).toBe('ApiKeyValueSuccess');
      const { version } = (await admin.ask('query ($id: ID!) { account(by: { id: $id }) { version } }', { id: other }))
        .account;
      const moved = await admin.mutate('moveAccount', { accountId: other, newParentId: middle, version });
      expect(moved).toMatchObject({ code: 'CONFLICT', path: ['newParentId'] });
    });
  });

  describe('values that are in use', () => {
    it('are told apart at most 20 times in a quarter of an hour, and every time is on record', async () => {
      const value = 'f00dfeed-2222-4222-8333-abcdefabcde9';
      await newKey({ value });
      const { userId, guesser } = await newGuesser('guesser');
      const guess = (): Promise<Data> => guesser.mutate('createApiKey', { accountId: vendorId, name: 'Guess', value });
      const codes = [];
      for (let count = 0; count < 21; count++) codes.push((await guess()).code);
      expect(codes).toEqual([...Array<string>(20).fill('CONFLICT'), 'LIMIT_REACHED']);
      expect((await guess()).retryAfterSeconds).toBeGreaterThan(0);
      const other = await newKey({ value });
      expect(other.code).toBe('CONFLICT');
      const { auditEvents } = (
        await admin.ask(
          `query ($id: ID!, $actor: ID!) { account(by: { id: $id }) {
            auditEvents(first: 100, filter: { actions: [API_KEY_VALUE_CONFLICT], actorId: $actor }) { totalCount }
          } }`,
          { id: vendorId, actor: userId },
        )
      ).account;
      expect(auditEvents.totalCount).toBe(20);
    });

    it('are told apart hardly more often by asking for many at once', async () => {
      const value = 'f00dfeed-2222-4222-8333-abcdefabcdea';
      await newKey({ value });
      const { guesser } = await newGuesser('hurried guesser');
      const guess = (): Promise<Data> => guesser.mutate('createApiKey', { accountId: vendorId, name: 'Guess', value });
      const codes = (await Promise.all(Array.from({ length: 60 }, guess))).map(({ code }) => code);
      const told = codes.filter((code) => code === 'CONFLICT').length;
      expect(codes.filter((code) => code === 'LIMIT_REACHED')).toHaveLength(60 - told);
      expect([told >= 20, told < 25]).toEqual([true, true]);
    });

    /** Of the vendor, where they make keys. */
    async function newGuesser(name: string): Promise<{ userId: string; guesser: GraphqlClient }> {
      const password = 'a password to guess';
      const made = await admin.mutate(
        'createUser',
        { accountId: vendorId, name, password },
        '... on UserSuccess { user { id } }',
      );
      await admin.mutate('grantRole', { userId: made.user.id, accountId: vendorId, roleName: 'Key manager' });
      const guesser = await new GraphqlClient(installation.server).signIn(name, password, { id: vendorId });
      return { userId: made.user.id, guesser };
    }
  });

  describe('changing one', () => {
    it('changes what is given, counts the version, and refuses an outdated one with the current state', async () => {
      const { apiKey } = await newKey({ allowedIps: ['10.0.0.0/8'], description: 'old' });
      const changed = await admin.mutate(
        'updateApiKey',
        {
          keyId: apiKey.id,
          version: 1,
          name: `${apiKey.name} renamed`,
          description: null,
          expiresAt: '2040-01-01T00:00:00Z',
        },
        SUCCESS,
      );
      expect(changed.apiKey).toMatchObject({
        name: `${apiKey.name} renamed`,
        description: null,
        expiresAt: '2040-01-01T00:00:00.000Z',
        allowedIps: ['10.0.0.0/8'],
        version: 2,
      });
      const outdated = await admin.mutate('updateApiKey', { keyId: apiKey.id, version: 1, name: 'Lost update' });
      expect(outdated).toMatchObject({ code: 'CONFLICT', path: ['version'], current: { id: apiKey.id } });
      const same = await admin.mutate('updateApiKey', { keyId: apiKey.id, version: 2, tags: [] }, SUCCESS);
      expect(same.apiKey.version).toBe(2);
    });

    it('activates and deactivates, and doing so twice changes nothing more', async () => {
      const { apiKey } = await newKey();
      const off = await admin.mutate('deactivateApiKey', { keyId: apiKey.id, version: 1 }, SUCCESS);
      expect(off.apiKey).toMatchObject({ active: false, version: 2 });
      expect((await admin.mutate('deactivateApiKey', { keyId: apiKey.id }, SUCCESS)).apiKey.version).toBe(2);
      const on = await admin.mutate('activateApiKey', { keyId: apiKey.id }, SUCCESS);
      expect(on.apiKey).toMatchObject({ active: true, version: 3 });
      const outdated = await admin.mutate('deactivateApiKey', { keyId: apiKey.id, version: 2 });
      expect(outdated).toMatchObject({ code: 'CONFLICT', path: ['version'] });
    });

    it('deletes one, after which it is not found and its name and value are free', async () => {
      const value = 'c0ffee00-1111-4222-8333-abcdefabcde2';
      const { apiKey } = await newKey({ value, name: 'To go' });
      const gone = await admin.mutate('deleteApiKey', { keyId: apiKey.id }, '... on DeleteApiKeySuccess { deletedId }');
      expect(gone.deletedId).toBe(apiKey.id);
      expect(await admin.ask('query ($id: ID!) { apiKey(id: $id) { id } }', { id: apiKey.id })).toEqual({
        apiKey: null,
      });
      expect((await admin.mutate('deleteApiKey', { keyId: apiKey.id })).code).toBe('NOT_FOUND');
      expect((await newKey({ value, name: 'To go' })).__typename).toBe('ApiKeyValueSuccess');
    });
  });

  describe('regenerating', () => {
    afterEach(() => installation.setClock(null));

    async function bearers(value: string): Promise<string[]> {
      const { findApiKeys } = await admin.ask(
        'query ($input: FindApiKeysInput!) { findApiKeys(input: $input) { nodes { id } } }',
        { input: { value } },
      );
      return findApiKeys.nodes.map((node: Data) => node.id);
    }

    it('gives a new value; the old one bears the key for the overlap and 30 days, then is forgotten', async () => {
      const start = new Date('2027-03-01T12:00:00.000Z');
      installation.setClock(start);
      const at = await new GraphqlClient(installation.server).signIn();
      const first = await at.mutate('createApiKey', { accountId: vendorId, name: 'Turning' }, VALUE_SUCCESS);
      const second = await at.mutate(
        'regenerateApiKey',
        { keyId: first.apiKey.id, version: 1, overlapSeconds: 3600 },
        VALUE_SUCCESS,
      );
      expect(second.value).not.toBe(first.value);
      expect(second.apiKey).toMatchObject({ version: 2, previousValueWorksUntil: '2027-03-01T13:00:00.000Z' });
      const search = async (value: string, now: string): Promise<string[]> => {
        installation.setClock(new Date(now));
        admin = await new GraphqlClient(installation.server).signIn();
        return bearers(value);
      };
      expect(await search(first.value, '2027-03-31T12:59:59.999Z')).toEqual([first.apiKey.id]);
      const taken = await newKey({ value: first.value });
      expect(taken).toMatchObject({ code: 'CONFLICT', path: ['value'] });
      expect(await search(first.value, '2027-03-31T13:00:00.000Z')).toEqual([]);
      expect((await newKey({ value: first.value })).__typename).toBe('ApiKeyValueSuccess');
      installation.setClock(null);
      admin = await new GraphqlClient(installation.server).signIn();
    });

    it('ends the overlap of an older value at once: two work at most', async () => {
      const first = await newKey();
      const keyId = first.apiKey.id;
      await admin.mutate('regenerateApiKey', { keyId, overlapSeconds: 86_400 }, VALUE_SUCCESS);
      await admin.mutate('regenerateApiKey', { keyId, overlapSeconds: 7_200 }, VALUE_SUCCESS);
      const values = await installation.services.database.read.findBy(ApiKeyValue, { keyId: keyId.slice(4) });
      const now = new Date();
      const working = values.filter((row) => row.worksUntil === null || row.worksUntil > now);
      expect([values.length, working.length]).toEqual([3, 2]);
    });

    it('refuses the value of now, an overlap over 30 days, and a weak value', async () => {
      const value = 'deadbeef-1111-4222-8333-abcdefabcde3';
      const { apiKey } = await newKey({ value });
      expect(await admin.mutate('regenerateApiKey', { keyId: apiKey.id, value })).toMatchObject({ code: 'CONFLICT' });
      for (const fields of [{ overlapSeconds: 2_592_001 }, { overlapSeconds: -1 }, { value: 'aaaaaaaaaaaaaaaaaaaa' }]) {
        const result = await admin.mutate('regenerateApiKey', { keyId: apiKey.id, ...fields });
        expect(result).toMatchObject({ code: 'VALIDATION_FAILED', path: [Object.keys(fields)[0]] });
      }
    });
  });

  describe('finding one', () => {
    const FIND = 'query ($input: FindApiKeysInput!) { findApiKeys(input: $input) { totalCount nodes { id } } }';

    it('by a pasted value, wherever it stands, and by its hint', async () => {
      const { apiKey, value } = await newKey();
      for (const input of [
        { value },
        { hint: apiKey.hint },
        { hint: apiKey.hint.slice(0, 6) },
        { hint: value.slice(-4) },
      ]) {
        const { findApiKeys } = await admin.ask(FIND, { input });
        expect(findApiKeys.nodes).toContainEqual({ id: apiKey.id });
      }
      const { findApiKeys } = await admin.ask(FIND, { input: { value: 'no-key-has-this-value' } });
      expect(findApiKeys).toEqual({ totalCount: 0, nodes: [] });
    });

    it('tells a mistyped generated value by its checksum, and wants exactly one of the two', async () => {
      const { value } = await newKey();
      const mistyped = `${value.slice(0, 10)}${value[10] === 'x' ? 'y' : 'x'}${value.slice(11)}`;
      const wrong = await admin.send(FIND, { input: { value: mistyped } });
      expect(wrong.errors?.[0]?.extensions).toMatchObject({
        code: 'BAD_USER_INPUT',
        faults: [{ code: 'WRONG_CHECKSUM' }],
      });
      for (const input of [{}, { value, hint: 'kt_' }, { hint: '…' }]) {
        expect((await admin.send(FIND, { input })).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
      }
    });
  });

  describe('several at once', () => {
    const RESULTS = '... on BulkApiKeysSuccess { results { id apiKey { active } error { __typename code path } } }';

    it('have outcomes of their own in the order of the input', async () => {
      const [one, other] = [(await newKey()).apiKey.id, (await newKey()).apiKey.id];
      const missing = `key_${'0'.repeat(32)}`;
      const { results } = await admin.mutate(
        'deactivateApiKeys',
        { keyIds: [one, missing, 'nonsense', 'Schlüssel', other] },
        RESULTS,
      );
      const notFound = { __typename: 'NotFound', code: 'NOT_FOUND', path: ['keyId'] };
      expect(results).toEqual([
        { id: one, apiKey: { active: false }, error: null },
        { id: missing, apiKey: null, error: notFound },
        { id: 'nonsense', apiKey: null, error: notFound },
        { id: 'Schlüssel', apiKey: null, error: notFound },
        { id: other, apiKey: { active: false }, error: null },
      ]);
      const deleted = await admin.mutate('deleteApiKeys', { keyIds: [other, one] }, RESULTS);
      expect(deleted.results.map((result: Data) => result.error)).toEqual([null, null]);
    });

    it('are all or nothing where that is asked', async () => {
      const { id } = (await newKey()).apiKey;
      const { results } = await admin.mutate('deactivateApiKeys', { keyIds: [id, 'nonsense'], atomic: true }, RESULTS);
      expect(results.map((result: Data) => result.error.code)).toEqual(['CONFLICT', 'NOT_FOUND']);
      expect((await admin.ask('query ($id: ID!) { apiKey(id: $id) { active } }', { id })).apiKey.active).toBe(true);
      const all = await admin.mutate('deactivateApiKeys', { keyIds: [id], atomic: true }, RESULTS);
      expect(all.results).toEqual([{ id, apiKey: { active: false }, error: null }]);
    });

    it('are at most 100, each once', async () => {
      const twice = await admin.mutate('activateApiKeys', { keyIds: ['nonsense', 'nonsense'] });
      expect(twice).toMatchObject({ code: 'VALIDATION_FAILED', path: ['keyIds', '1'] });
      const many = Array.from({ length: 101 }, (_, index) => `nonsense ${index}`);
      expect((await admin.mutate('activateApiKeys', { keyIds: many })).code).toMatch(/LIMIT_REACHED|VALIDATION_FAILED/);
    });
  });
});
