import { AuditEvent } from '../../src/entities/audit-event';
import { GraphqlClient } from '../support/graphql-client';
import { MintedTokens } from '../support/minted-tokens';
import { OAuthClient } from '../support/oauth-client';
import { bare, PASSWORD } from '../support/people';
import { UsageRecorder } from '../../src/verification/usage/usage-recorder';
import { startTestInstallation } from '../support/test-installation';
import { KeyWorld } from './key-world';

const SUCCESS = `... on LogInSuccess {
    accessToken accessExpiresAt refreshToken refreshExpiresAt clientId account { id name } user { id name } permissions
  } ... on Denied { decision }`;

const recorder = new UsageRecorder();
let world: KeyWorld;
let minted: MintedTokens;
/** Allows untrusted endpoints, as `strict` does not. */
let open: { id: string; value: string };
let strict: { id: string; value: string };

beforeAll(async () => {
  world = await KeyWorld.make({ recorder });
  minted = await MintedTokens.of(world.installation);
  open = await world.key(world.ids.open, { allowUntrustedEndpoints: true });
  strict = await world.key(world.ids.open);
});

afterAll(() => world.installation.close());

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the shape is what a test asserts
function logIn(client: GraphqlClient, input: Record<string, unknown>): Promise<any> {
  return client.mutate('logIn', { password: PASSWORD, ...input }, SUCCESS);
}

describe('logIn', () => {
  it('gives tokens, and says whom they are of and whom they were issued to', async () => {
    const person = await world.people.person(world.ids.open, ['ViewAccount'], world.ids.open, 'ann');
    const answer = await logIn(world.client(open.value), { name: 'ANN' });
    expect(answer).toEqual({
      __typename: 'LogInSuccess',
      accessToken: expect.stringMatching(/^ey/),
      accessExpiresAt: expect.any(String),
      refreshToken: expect.stringMatching(/^ktl_/),
      refreshExpiresAt: expect.any(String),
      clientId: open.id,
      account: { id: world.ids.open, name: 'open' },
      user: { id: person.id, name: 'ann' },
      permissions: ['ViewAccount'],
    });
    const client = world.client(open.value, answer.accessToken);
    expect(await client.ask('{ viewer { user { id } } accounts { totalCount } }')).toEqual({
      viewer: { user: { id: person.id } },
      accounts: { totalCount: 2 },
    });
    const { body } = await new OAuthClient(world.installation.server).token({
      ...{ grant_type: 'refresh_token', refresh_token: answer.refreshToken },
      ...{ client_id: answer.clientId, client_secret: open.value },
    });
    expect(body.access_token).toMatch(/^ey/);
    const event = await world.installation.commandLine.manager.findOneByOrFail(AuditEvent, { action: 'LOGGED_IN' });
    expect(event).toMatchObject({ actorKind: 'USER', actorId: bare(person.id), accountId: bare(world.ids.open) });
  });

  it('takes the account by the input or the header, and the user’s of another one', async () => {
    const user = await world.people.user(world.ids.vendor, 'vic');
    const userAccount = { id: user.accountId };
    const byInput = await logIn(world.client(open.value), {
      name: 'vic',
      userAccount,
      account: { id: world.ids.shop },
    });
    expect(byInput.account).toEqual({ id: world.ids.shop, name: 'shop' });
    const headers = { 'x-keytree-account': world.ids.shop };
    const byHeader = await logIn(world.client(open.value, null, headers), { name: 'vic', userAccount });
    expect(byHeader.account).toEqual({ id: world.ids.shop, name: 'shop' });
  });

  it('wants the token of a trusted device, unless the key does not', async () => {
    const user = await world.people.user(world.ids.open);
    const device = await minted.device('confirmed', bare(world.ids.open));
    expect((await logIn(world.client(strict.value, device), { name: user.name })).__typename).toBe('LogInSuccess');
    for (const token of [null, 'no token', await minted.device('pending', bare(world.ids.open))]) {
      expect(await logIn(world.client(strict.value, token), { name: user.name })).toMatchObject({
        ...{ __typename: 'Denied', code: 'FORBIDDEN', decision: 'ENDPOINT_NOT_TRUSTED' },
      });
    }
  });

  it('tells the decision', async () => {
    const inactive = await world.key(world.ids.open, { active: false });
    const expired = await world.key(world.ids.open, { expiresAt: new Date(Date.now() - 1) });
    const elsewhere = await world.key(world.ids.open, { allowedIps: ['10.0.0.0/8'] });
    const twice = await world.key(world.ids.open);
    await world.key(world.ids.other, { value: twice.value });
    const vendor = 'vendor-8f3c1a9e4b7d2065';
    const cases: readonly [string, string, object?][] = [
      ['KEY_NOT_FOUND', 'unknown-17ca9d64e80b35f2'],
      ['KEY_NOT_FOUND', open.value, { account: { id: world.ids.other } }],
      ['KEY_NOT_FOUND', open.value, { account: { id: 'acc_none' } }],
      ['KEY_NOT_FOUND', open.value, { account: { externalId: 'nobody' } }],
      ['KEY_NOT_FOUND', open.value, { account: { domain: 'nobody.example' } }],
      ['KEY_INACTIVE', inactive.value],
      ['KEY_EXPIRED', expired.value],
      ['IP_NOT_ALLOWED', elsewhere.value],
      ['ACCOUNT_REQUIRED', twice.value],
      ['KEY_BLOCKED', vendor, { account: { id: world.ids.behind } }],
      ['ACCOUNT_SUSPENDED', vendor, { account: { id: world.ids.under } }],
    ];
    for (const [decision, key, input] of cases) {
      expect([decision, await logIn(world.client(key), { name: 'nobody', ...input })]).toEqual([
        decision,
        { ...{ __typename: 'Denied', code: 'FORBIDDEN', decision, path: [] }, message: expect.any(String) },
      ]);
    }
  });

  it('refuses the wrong name or password, and what is not of the form', async () => {
    const { name } = await world.people.user(world.ids.open);
    const client = world.client(open.value);
    expect((await logIn(client, { name, password: 'wrong' })).__typename).toBe('Unauthenticated');
    expect((await logIn(client, { name: 'nobody at all' })).__typename).toBe('Unauthenticated');
    expect((await logIn(client, { name: 'n'.repeat(500) })).__typename).toBe('ValidationFailed');
    const two = { id: world.ids.open, domain: 'two.example' };
    for (const input of [{ account: two }, { account: {} }, { userAccount: two }]) {
      expect((await logIn(client, { name, ...input })).faults[0].code).toBe('ONE_LOCATOR');
    }
    const keyless = await logIn(new GraphqlClient(world.installation.server), { name });
    expect(keyless.faults[0]).toMatchObject({ code: 'KEY_REQUIRED', message: expect.stringContaining('X-Api-Key') });
  });

  it('stops those who try unknown keys, as every request with one', async () => {
    const limits = { pollMs: 50, maxStaleSeconds: 300, unknownKeysPerMinute: 2 };
    const guessed = await KeyWorld.make({ verification: limits });
    const client = guessed.client('unknown-17ca9d64e80b35f2');
    const answers: string[] = [];
    for (let count = 0; count < 3; count++) answers.push((await logIn(client, { name: 'nobody' })).__typename);
    expect(answers).toEqual(['Denied', 'Denied', 'LimitReached']);
    const { errors } = await client.send('{ viewer { home { name } } }');
    expect(errors?.[0]?.extensions).toEqual({ code: 'RATE_LIMITED', retryAfterSeconds: 60 });
    await guessed.installation.close();
  });

  it('decides nothing where the records are not known to be up to date', async () => {
    const stale = await startTestInstallation();
    const client = new GraphqlClient(stale.server).withKey(open.value);
    expect(await logIn(client, { name: 'nobody' })).toMatchObject({ __typename: 'LimitReached', retryAfterSeconds: 1 });
    const { errors } = await client.send('{ viewer { home { name } } }');
    expect(errors?.[0]?.extensions).toEqual({ code: 'RATE_LIMITED', retryAfterSeconds: 1 });
    await stale.close();
  });

  it('is one use of the key, beside other fields another', async () => {
    const key = await world.key(world.ids.open, { allowUntrustedEndpoints: true, allowUnauthenticatedRequests: true });
    const { name } = await world.people.user(world.ids.open);
    const uses = (): number => [...recorder.decisions.values()].reduce((sum, count) => sum + count, 0);
    const before = uses();
    await logIn(world.client(key.value), { name });
    expect(uses() - before).toBe(1);
    const { data } = await world.client(key.value).send(
      `mutation ($input: LogInInput!) { ...Both } fragment Both on Mutation {
         logIn(input: $input) { __typename } deleteApiKey(input: { keyId: "${key.id}" }) { __typename } }`,
      { input: { name, password: PASSWORD } },
    );
    expect(data.logIn.__typename).toBe('LogInSuccess');
    expect(uses() - before).toBe(3);
  });
});
