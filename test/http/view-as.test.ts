import { getIntrospectionQuery } from 'graphql';
import { createApiKey } from '../../src/application/keys/create-api-key';
import { newContext } from '../../src/application/context';
import { loadCallerByAccessToken } from '../../src/application/sessions/load-caller';
import { loadViewedUser } from '../../src/application/sessions/load-viewed-user';
import { PERMISSIONS, type Permission } from '../../src/domain/permissions/permission';
import { Attempt } from '../../src/entities/attempt';
import { NO_RECORDER } from '../../src/verification/recorder';
import { type Data, type GraphqlAnswer, GraphqlClient } from '../support/graphql-client';
import { bare, PASSWORD, People, type Person } from '../support/people';
import { rawRequest } from '../support/raw-request';
import { snapshot } from '../support/snapshot';
import { startTestInstallation, type TestInstallation } from '../support/test-installation';

const NAME = '{ viewer { user { name } } }';
const KEY = 'viewed-8f3c1a9e4b7d2065';
const OWN: readonly Permission[] = ['ViewAccount', 'ViewApiKey', 'ModifyApiKey'];

/** root > acme > branch > leaf and side; root > other. The user is of branch, the chief holds everything on acme. */
describe('looking as another user does', () => {
  let installation: TestInstallation;
  let people: People;
  let admin: GraphqlClient;
  let acme: string;
  let branch: string;
  let side: string;
  let leaf: string;
  let other: string;
  let chief: Person;
  let user: Person;
  const decisions: unknown[] = [];

  beforeAll(async () => {
    installation = await startTestInstallation({
      recorder: { ...NO_RECORDER, record: (...decision) => decisions.push(decision[0]) },
    });
    people = new People(installation);
    admin = await new GraphqlClient(installation.server).signIn();
    acme = await people.vendor(installation.rootId, 'Acme');
    branch = await people.vendor(acme, 'Branch');
    leaf = await people.customer(branch, 'Leaf');
    side = await people.customer(branch, 'Side');
    other = await people.vendor(installation.rootId, 'Other');
    chief = await people.person(acme, PERMISSIONS);
    user = await people.person(branch, OWN, leaf);
    for (const accountId of [branch, leaf]) {
      await createApiKey(installation.commandLine, { accountId: bare(accountId), name: `Of ${accountId}` });
    }
    await createApiKey(installation.commandLine, {
      ...{ accountId: bare(acme), name: 'Everything', value: KEY, permissions: PERMISSIONS },
      ...{ allowUnauthenticatedRequests: true, fullApiAccess: true },
    });
    await installation.server.listen({ host: '127.0.0.1', port: 0 });
  });

  afterAll(() => installation.close());

  function refusal({ status, data, errors }: GraphqlAnswer): Data {
    expect([status, data, errors?.length]).toEqual([200, undefined, 1]);
    return { code: errors![0]!.extensions.code, message: errors![0]!.message };
  }

  it('answers each query as that user is answered, and leaves no trace', async () => {
    const before = await snapshot(installation);
    const attempts = await installation.commandLine.manager.count(Attempt);
    const queries = [
      `{ viewer { user { id name email grants { totalCount } } account { id } home { id name } apiKey { id }
           permissions { account { id name } permissions } } }`,
      '{ accounts { totalCount nodes { id viewerPermissions viewerCanUpdate viewerCanGovern line { id } parent { id } } } }',
      ...[acme, branch, leaf, other].map(
        (id) => `{ account(by: { id: "${id}" }) { id children { totalCount } users { totalCount } securityFindingCount
                     effectiveApiKeys { totalCount nodes { id name description } edges { viewerCanBlock } } } }`,
      ),
      `{ findApiKeys(input: { value: "${KEY}" }) { totalCount } }`,
      `{ explainAccess(input: { key: "${KEY}", operation: LOGIN }) { code } }`,
      `{ user(id: "${chief.id}") { id } nodes(ids: ["${acme}", "${leaf}", "${user.id}"]) { id } }`,
    ];
    for (const query of queries) {
      expect(await chief.client.viewingAs(user.id).send(query)).toEqual(await user.client.send(query));
    }
    for (const query of queries.slice(0, 4)) {
      expect(await chief.client.send(query)).not.toEqual(await user.client.send(query));
    }
    expect(await snapshot(installation)).toEqual(before);
    expect(await installation.commandLine.manager.count(Attempt)).toBe(attempts);
    expect((await chief.client.ask(NAME)).viewer.user.name).toBe(chief.name);
  });

  it('reads the schema', async () => {
    expect((await chief.client.viewingAs(user.id).send(getIntrospectionQuery())).errors).toBeUndefined();
  });

  describe('changes nothing', () => {
    const make = (): string => `createApiKey(input: { accountId: "${leaf}", name: "Made" }) { __typename }`;

    async function post(payload: object, viewAs: string): Promise<GraphqlAnswer> {
      const response = await installation.server.inject({
        method: 'POST',
        url: '/graphql',
        headers: { authorization: `Bearer ${chief.client.token!}`, 'x-keytree-view-as': viewAs },
        payload,
      });
      return { status: response.statusCode, ...response.json<Omit<GraphqlAnswer, 'status'>>() };
    }

    it.each([
      ['by a mutation', () => ({ query: `mutation { ${make()} }` })],
      ['beside a query', () => ({ query: `query Q ${NAME} mutation M { ${make()} }`, operationName: 'M' })],
      ['within a fragment', () => ({ query: `mutation { ...F } fragment F on Mutation { ${make()} }` })],
      ['with nothing to do', () => ({ query: 'mutation { __typename }' })],
      ['of its own session', () => ({ query: 'mutation { signOut { __typename } }' })],
      ['of sessions', () => ({ query: 'mutation { endAllSessions(input: {}) { __typename } }' })],
    ])('%s', async (_what, payload) => {
      const before = await snapshot(installation);
      // Whomever it names: nobody is looked up for it.
      for (const viewAs of [user.id, chief.id, 'nobody', '']) {
        expect(refusal(await post(payload(), viewAs))).toEqual({
          code: 'FORBIDDEN',
          message: expect.stringMatching(/^This is a preview .*X-Keytree-View-As/),
        });
      }
      expect(await snapshot(installation)).toEqual(before);
    });

    it('while the query of such a document is answered, and none where neither is chosen', async () => {
      const query = `query Q ${NAME} mutation M { ${make()} }`;
      expect(await post({ query, operationName: 'Q' }, user.id)).toMatchObject({
        data: { viewer: { user: { name: user.name } } },
      });
      const before = await snapshot(installation);
      expect((await post({ query }, user.id)).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
      expect(await snapshot(installation)).toEqual(before);
    });

    it('nor does it sign anybody in', async () => {
      const anyone = new GraphqlClient(installation.server).viewingAs(user.id);
      const signIn = `mutation { signIn(input: { account: { id: "${branch}" }, name: "${user.name}", password: "${PASSWORD}" }) { __typename } }`;
      expect(refusal(await anyone.send(signIn))).toMatchObject({ code: 'FORBIDDEN' });
    });

    it('even where the face would let it by', async () => {
      const asker = await loadCallerByAccessToken(installation.services, chief.client.token!);
      const viewed = await loadViewedUser(newContext(installation.services, asker!), { userId: bare(user.id) });
      const making = createApiKey(newContext(installation.services, viewed), { accountId: bare(leaf), name: 'Made' });
      await expect(making).rejects.toMatchObject({ code: 'FORBIDDEN' });
    });
  });

  describe('finds no user', () => {
    it.each<[string, () => string | Promise<string>, (() => Promise<Person>)?]>([
      ['that there is not', () => `usr_${'0'.repeat(32)}`],
      ['whose id is none', () => 'nobody'],
      ['whose id is empty', () => ''],
      ['by an id in capitals', () => user.id.toUpperCase()],
      ['by the id of something else', () => acme.replace('acc_', 'usr_')],
      ['by the id of an account', () => acme],
      ['of another tenant', async () => (await people.user(other)).id],
      ['above one’s reach', async () => (await people.user(installation.rootId)).id],
      ...(['ViewAccount', 'ViewUser', 'ViewRole'] as const).map(
        (permission): [string, () => string, () => Promise<Person>] => [
          `without ${permission}`,
          () => user.id,
          () =>
            people.person(
              acme,
              PERMISSIONS.filter((one) => one !== permission),
            ),
        ],
      ),
      ['on whose account one holds nothing, but below it', () => user.id, () => people.person(acme, PERMISSIONS, leaf)],
    ])('%s', async (_what, id, by = () => Promise.resolve(chief)) => {
      const unknown = await chief.client.viewingAs(`usr_${'f'.repeat(32)}`).send(NAME);
      const { client } = await by();
      const answer = await client.viewingAs(await id()).send(NAME);
      expect(refusal(answer)).toEqual({ code: 'BAD_USER_INPUT', message: 'There is no such user within your reach.' });
      expect(answer).toEqual(unknown);
    });
  });

  describe('shows nobody more than they may see', () => {
    const WITHOUT_KEYS = PERMISSIONS.filter((permission) => permission !== 'ViewApiKey');

    async function expectForbidden(asker: Person, viewed: { readonly id: string }): Promise<void> {
      const answer = refusal(await asker.client.viewingAs(viewed.id).send('{ accounts { totalCount } }'));
      expect(answer).toEqual({ code: 'FORBIDDEN', message: expect.stringContaining('you do not hold there yourself') });
      // Whoever holds it all may.
      expect((await chief.client.viewingAs(viewed.id).send(NAME)).errors).toBeUndefined();
    }

    it('not of a user who holds one permission more', async () => {
      await expectForbidden(await people.person(acme, WITHOUT_KEYS), await people.person(acme, PERMISSIONS));
    });

    it('not of one who holds it far below', async () => {
      await expectForbidden(await people.person(acme, WITHOUT_KEYS), user);
    });

    it('not of one who holds higher up what one holds below', async () => {
      const asker = await people.person(acme, WITHOUT_KEYS);
      await people.grant(asker.id, await people.role(acme, ['ViewApiKey']), side);
      await expectForbidden(asker, await people.person(branch, ['ViewApiKey'], branch));
      const below = await people.person(branch, ['ViewApiKey'], side);
      expect((await asker.client.viewingAs(below.id).ask(NAME)).viewer.user.name).toBe(below.name);
    });

    it('not once the permission was taken away', async () => {
      const asker = await people.person(acme, WITHOUT_KEYS);
      const grant = await people.grant(asker.id, await people.role(acme, ['ViewApiKey']), branch);
      const asUser = asker.client.viewingAs(user.id);
      expect((await asUser.ask(NAME)).viewer.user.name).toBe(user.name);
      await admin.mutate('revokeGrant', { grantId: grant });
      await expectForbidden(asker, user);
    });

    it('not the past of an account that came by a move', async () => {
      const moved = await people.vendor(other, 'Moved');
      const auditor = await people.person(moved, ['ViewAccount', 'ViewAuditLog']);
      await admin.mutate('updateAccount', { accountId: moved, version: 1, name: 'Moved away' });
      await admin.mutate('moveAccount', { accountId: moved, version: 2, newParentId: acme });
      const query = `{ account(by: { id: "${moved}" }) { auditEvents(first: 50) { nodes { id action } } } }`;
      const seenBy = async (client: GraphqlClient): Promise<Data[]> =>
        (await client.ask(query)).account.auditEvents.nodes;
      const own = await seenBy(auditor.client);
      expect(own.map((one) => one.action)).toContain('ACCOUNT_UPDATED');
      const [shown, byChief] = [await seenBy(chief.client.viewingAs(auditor.id)), await seenBy(chief.client)];
      expect(shown).toEqual(byChief);
      expect(shown.length).toBeLessThan(own.length);
      expect(await seenBy(admin.viewingAs(auditor.id))).toEqual(own);

      const { id } = own.find((one) => one.action === 'ACCOUNT_UPDATED');
      const node = `{ node(id: "${id}") { id } }`;
      expect(await auditor.client.ask(node)).toEqual({ node: { id } });
      expect(await chief.client.viewingAs(auditor.id).ask(node)).toEqual({ node: null });
    });
  });

  it('is not for who sees nothing: disabled, or of a suspended account', async () => {
    const closed = await people.vendor(acme, 'Closed');
    const [disabled, suspended] = [await people.user(acme), await people.user(await people.customer(closed, 'Shop'))];
    await admin.mutate('updateUser', { userId: disabled.id, version: 1, disabled: true });
    await admin.mutate('suspendAccount', { accountId: closed, version: 1 });
    for (const [who, why] of [
      [disabled, /disabled/],
      [suspended, /suspended/],
    ] as const) {
      const answer = refusal(await chief.client.viewingAs(who.id).send(NAME));
      expect(answer).toEqual({ code: 'FORBIDDEN', message: expect.stringMatching(why) });
    }
  });

  describe('is for management sign-ins', () => {
    it('not for callers with a key, of which it is no use', async () => {
      const client = new GraphqlClient(installation.server).withKey(KEY);
      expect((await client.ask('{ viewer { apiKey { name } } }')).viewer.apiKey.name).toBe('Everything');
      const before = decisions.length;
      for (const one of [client, chief.client.withKey(KEY, chief.client.token)]) {
        expect(refusal(await one.viewingAs(user.id).send(NAME))).toEqual({
          code: 'FORBIDDEN',
          message: expect.stringContaining('X-Api-Key'),
        });
      }
      expect(decisions).toHaveLength(before);
    });

    it('not for who is not signed in, or no longer', async () => {
      const ended = await people.signIn(user);
      await ended.mutate('endAllSessions', {});
      for (const client of [new GraphqlClient(installation.server), ended]) {
        const { data, errors } = await client.viewingAs(user.id).send(NAME);
        expect([data, errors?.[0]?.extensions.code]).toEqual([{ viewer: null }, 'UNAUTHENTICATED']);
      }
      user = { ...user, client: await people.signIn(user) };
    });
  });

  it.each([
    ['twice', ['X-Keytree-View-As: one', 'x-keytree-view-as: two']],
    ['with underscores', ['X_Keytree_View_As: one']],
  ])('takes no header that came %s', async (_how, lines) => {
    const { status, body } = await rawRequest(installation.server, ['POST /graphql HTTP/1.1', ...lines]);
    expect([status, body]).toEqual([400, expect.stringContaining('send it once')]);
  });
});
