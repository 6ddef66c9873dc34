import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importTree } from '../../src/application/tree-file/import-tree';
import { CHECK_CODES } from '../../src/domain/decision/codes';
import { Account } from '../../src/entities/account';
import { NO_RECORDER, type Recorder } from '../../src/verification/recorder';
import { type Data, GraphqlClient } from '../support/graphql-client';
import { People } from '../support/people';
import { testFolder } from '../support/test-database';
import { newTestGateway } from '../support/test-gateway';
import { startTestInstallation, type TestInstallation } from '../support/test-installation';
import { serveVerification, type TestVerification } from '../support/test-verification';
import { describeVectors } from '../support/vectors';

const QUERY = `query ($input: ExplainAccessInput!) { explainAccess(input: $input) {
  code checks { code outcome } account { id externalId name }
  effectiveApiKey { state inherited node { id name hint fullApiAccess } blockedBy { name } }
} }`;

describeVectors('explainAccess, asked by the administrator of the root', ({ worlds: [world] }) => {
  let installation: TestInstallation;
  let rest: TestVerification;
  let recorded = 0;

  beforeAll(async () => {
    const recorder: Recorder = { ...NO_RECORDER, record: () => recorded++ };
    installation = await startTestInstallation({ recorder });
    rest = await serveVerification(installation.verification!);
    const file = join(testFolder(), 'explained-world.json');
    writeFileSync(file, JSON.stringify(world!.tree));
    await importTree(installation.commandLine, { file });
  });

  afterAll(async () => {
    await rest.close();
    await installation.close();
  });

  it('says of every request what a gateway of the root is answered, check by check, and counts none as a use', async () => {
    const admin = await new GraphqlClient(installation.server).signIn();
    const root = await installation.commandLine.manager.findOneByOrFail(Account, { rootSlot: 1 });
    const credential = await newTestGateway(installation, root);
    const wrong: unknown[] = [];
    for (const { request } of world!.requests) {
      const { account, key, clientIp, operation, userToken, deviceToken } = request;
      // Of a token that nobody has issued both say the same, whatever it claims to be.
      const input = { account, key, clientIp, operation, userToken: userToken?.is, deviceToken: deviceToken?.is };
      const { body } = await rest.post('/v1/verify?explain=true', input, credential);
      const { explainAccess: found } = await admin.ask(QUERY, { input });
      const same =
        found.code === body.code &&
        JSON.stringify(found.checks) === JSON.stringify(body.checks) &&
        (body.code !== 'VALID' ||
          (found.account.id === body.account.id && found.effectiveApiKey.node.id === body.apiKey.id));
      if (!same) wrong.push({ input, found, body });
    }
    expect(wrong).toEqual([]);
    expect(recorded).toBe(world!.requests.length);
  });
});

/** root > Acme > Shop and Depot, customers; root > Other. The key of Acme is inherited, and blocked on Depot. */
describe('explainAccess', () => {
  let installation: TestInstallation;
  let people: People;
  let admin: GraphqlClient;
  let ids: Record<'acme' | 'shop' | 'depot' | 'other' | 'chain' | 'till', string>;
  const values: Record<string, string> = {};

  beforeAll(async () => {
    installation = await startTestInstallation({ recorder: NO_RECORDER });
    people = new People(installation);
    admin = await new GraphqlClient(installation.server).signIn();
    const acme = await people.vendor(installation.rootId, 'Acme');
    const shop = await people.customer(acme, 'Shop');
    const depot = await people.customer(acme, 'Depot');
    const other = await people.customer(installation.rootId, 'Other');
    const chain = await newKey('chain', acme, { allowedIps: ['192.0.2.0/24'] });
    ids = { acme, shop, depot, other, chain, till: await newKey('till', shop) };
    await admin.mutate('blockApiKey', { accountId: depot, keyId: chain });
  });

  afterAll(() => installation.close());

  async function newKey(name: string, accountId: string, fields: object = {}): Promise<string> {
    const input = { accountId, name, allowUnauthenticatedRequests: true, ...fields };
    const made = await admin.mutate('createApiKey', input, '... on ApiKeyValueSuccess { value apiKey { id } }');
    values[name] = made.value;
    return made.apiKey.id;
  }

  /** Of the account; a LIMITED request from where the key of Acme may be used. */
  async function explain(client: GraphqlClient, account: string | null, input: object): Promise<Data> {
    const named = account === null ? {} : { account: { id: account } };
    const all = { ...named, operation: 'LIMITED', clientIp: '192.0.2.7', ...input };
    return (await client.ask(QUERY, { input: all })).explainAccess;
  }

  async function codeOf(client: GraphqlClient, account: string | null, input: object): Promise<string> {
    return (await explain(client, account, input)).code;
  }

  function failed({ checks }: Data): string[] {
    return checks.filter(({ outcome }: Data) => outcome === 'FAILED').map(({ code }: Data) => code);
  }

  it('lists every check, those after the first failure too, with the account and the key on it', async () => {
    const found = await explain(admin, ids.depot, {
      key: values.chain,
      operation: 'ADMINISTRATIVE',
      clientIp: '2001:db8::1',
    });
    expect(found.code).toBe('KEY_BLOCKED');
    expect(found.checks.map(({ code }: Data) => code)).toEqual(CHECK_CODES);
    expect(failed(found)).toEqual(['KEY_BLOCKED', 'IP_NOT_ALLOWED', 'FULL_ACCESS_REQUIRED']);
    expect(found.account).toEqual({ id: ids.depot, externalId: null, name: 'Depot' });
    expect(found.effectiveApiKey).toMatchObject({
      state: 'BLOCKED',
      inherited: true,
      node: { id: ids.chain, name: 'chain' },
      blockedBy: { name: 'Depot' },
    });
  });

  it('takes the id of a key for its value of now, and a change that was answered holds at once', async () => {
    expect(await explain(admin, ids.shop, { keyId: ids.till })).toEqual(
      await explain(admin, ids.shop, { key: values.till }),
    );
    expect(await codeOf(admin, ids.shop, { keyId: ids.till })).toBe('VALID');
    expect(await codeOf(admin, ids.depot, { keyId: ids.till })).toBe('KEY_NOT_FOUND');
    expect(await codeOf(admin, null, { key: values.till })).toBe('VALID');

    await admin.mutate('regenerateApiKey', { keyId: ids.till });
    expect(await codeOf(admin, ids.shop, { key: values.till })).toBe('KEY_EXPIRED');
    expect(await codeOf(admin, ids.shop, { keyId: ids.till })).toBe('VALID');
    await admin.mutate('deactivateApiKey', { keyId: ids.till });
    expect(failed(await explain(admin, ids.shop, { key: values.till }))).toEqual(['KEY_INACTIVE', 'KEY_EXPIRED']);
    await admin.mutate('activateApiKey', { keyId: ids.till });
    await admin.mutate('suspendAccount', { accountId: ids.acme });
    expect(await codeOf(admin, ids.shop, { keyId: ids.till })).toBe('ACCOUNT_SUSPENDED');
    await admin.mutate('resumeAccount', { accountId: ids.acme });
  });

  it.each([
    ['neither value nor id', {}, ['key']],
    ['both', { key: 'some-value-or-other', keyId: `key_${'0'.repeat(32)}` }, ['key']],
    ['an id without an account', { account: null, keyId: `key_${'0'.repeat(32)}` }, ['account']],
    ['an account by two names', { account: { externalId: 'a', domain: 'a.example' }, key: 'k' }, ['account']],
  ])('refuses %s, and says where', async (_what, asked, path) => {
    const input = { account: { id: ids.shop }, operation: 'LIMITED', ...asked };
    const { data, errors } = await admin.send(QUERY, { input });
    expect(data.explainAccess).toBeNull();
    expect(errors).toHaveLength(1);
    expect(errors![0]!.extensions.code).toBe('BAD_USER_INPUT');
    expect(JSON.stringify(errors![0])).toContain(JSON.stringify(path[0]));
  });

  it('refuses what is no address', async () => {
    const input = { account: { id: ids.shop }, operation: 'LIMITED', key: 'k', clientIp: '010.0.0.1' };
    expect((await admin.send(QUERY, { input })).errors![0]!.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('is FORBIDDEN within reach without ViewApiKey there, whatever the code would be', async () => {
    const person = await people.person(ids.acme, ['ViewAccount']);
    await people.grant(person.id, await people.role(ids.acme, ['ViewApiKey']), ids.depot);
    expect(await codeOf(person.client, ids.depot, { key: values.chain })).toBe('KEY_BLOCKED');
    for (const input of [
      { account: { id: ids.shop }, key: values.chain },
      { account: { id: ids.shop }, keyId: ids.chain },
      { account: { id: ids.shop }, key: 'a-value-that-nobody-has' },
      { account: null, key: values.till },
      // Else it would tell which values stand where the keys are not theirs to see.
      { account: null, key: 'a-value-that-nobody-has' },
    ]) {
      const { data, errors } = await person.client.send(QUERY, { input: { operation: 'LIMITED', ...input } });
      expect([data.explainAccess, errors?.[0]?.extensions.code]).toEqual([null, 'FORBIDDEN']);
    }
    const nobody = await people.person(ids.acme, ['ViewAccount']);
    const input = { account: { id: ids.shop }, operation: 'LIMITED', key: 'k' };
    expect((await nobody.client.send(QUERY, { input })).errors![0]!.extensions.code).toBe('FORBIDDEN');
  });

  it('answers what is out of reach as what is not there', async () => {
    const clerk = await people.person(ids.shop, ['ViewAccount', 'ViewApiKey']);
    const nowhere = `acc_${'0'.repeat(32)}`;
    for (const input of [{ key: values.chain }, { keyId: ids.chain }]) {
      const absent = await explain(clerk.client, nowhere, input);
      expect(absent).toMatchObject({ code: 'ACCOUNT_NOT_FOUND', account: null, effectiveApiKey: null });
      for (const account of [ids.acme, ids.depot, ids.other]) {
        expect(await explain(clerk.client, account, input)).toEqual(absent);
      }
    }
    expect(await explain(clerk.client, null, { key: values.chain })).toEqual(
      await explain(clerk.client, null, { key: 'a-value-that-nobody-has' }),
    );
    // Of the inherited key no more than the lists show.
    const { effectiveApiKey } = await explain(clerk.client, ids.shop, { key: values.chain });
    expect(effectiveApiKey).toMatchObject({ state: 'ACTIVE', inherited: true, node: { id: ids.chain } });
  });

  it('shows the account only to who may see it, and a value to nobody', async () => {
    const clerk = await people.person(ids.shop, ['ViewApiKey']);
    const input = { account: { id: ids.shop }, operation: 'LIMITED', clientIp: '192.0.2.7', key: values.chain };
    const answer = await clerk.client.send(QUERY, { input });
    expect(answer.data.explainAccess).toMatchObject({ code: 'VALID', account: null });
    const { operation, ...withoutOperation } = input;
    const wrong = [withoutOperation, { ...input, operation, keyId: ids.chain }, { ...input, userToken: 7 }];
    const refused = await Promise.all(wrong.map((one) => admin.send(QUERY, { input: one })));
    expect(refused.map(({ errors }) => errors?.[0]?.extensions.code)).toEqual(wrong.map(() => 'BAD_USER_INPUT'));
    const asked = [answer, await admin.send(QUERY, { input }), ...refused];
    for (const shown of asked) expect(JSON.stringify(shown)).not.toContain(values.chain);
  });
});
