import { AuditEvent } from '../../src/entities/audit-event';
import { Session } from '../../src/entities/session';
import { SessionRefreshToken } from '../../src/entities/session-refresh-token';
import { highestCount } from '../support/attempts';
import { type Data, GraphqlClient } from '../support/graphql-client';
import { bare, PASSWORD, People } from '../support/people';
import { ADMIN, startTestInstallation, type TestInstallation } from '../support/test-installation';

const ACCESS_SECONDS = 900;
const REFRESH_SECONDS = 3600;
const SESSION_SECONDS = 2 * REFRESH_SECONDS;
const TOKENS = '... on SignInSuccess { accessToken accessExpiresAt refreshToken refreshExpiresAt user { id } }';
const WHO = '{ viewer { user { id } } }';

describe('sessions', () => {
  let installation: TestInstallation;
  let people: People;
  let anybody: GraphqlClient;
  let shop: string;
  let seconds = 0;

  beforeAll(async () => {
    installation = await startTestInstallation({
      session: {
        accessTokenSeconds: ACCESS_SECONDS,
        refreshTokenSeconds: REFRESH_SECONDS,
        sessionSeconds: SESSION_SECONDS,
      },
    });
    people = new People(installation);
    anybody = new GraphqlClient(installation.server);
    shop = await people.vendor(installation.rootId, 'Shop');
  });

  afterAll(() => installation.close());

  /** Each test begins an hour after the one before: none counts the other's attempts. */
  beforeEach(() => {
    seconds += 3600;
    at(0);
  });

  /** Sets the clock to so many seconds after the test's beginning. */
  function at(later: number): void {
    installation.setClock(instant(later));
  }

  function instant(later: number): Date {
    return new Date(Date.UTC(2030, 0, 1) + (seconds + later) * 1000);
  }

  const signIn = (input: Record<string, unknown>): Promise<Data> => anybody.mutate('signIn', input, TOKENS);
  const refresh = (refreshToken: string): Promise<Data> => anybody.mutate('refreshSession', { refreshToken }, TOKENS);
  const withToken = (token: string): GraphqlClient => new GraphqlClient(installation.server, token);

  /** UNAUTHENTICATED, or the id of who is signed in. */
  async function who(token: string): Promise<string> {
    const { data, errors } = await withToken(token).send(WHO);
    return errors?.[0]?.extensions.code ?? data.viewer.user.id;
  }

  async function signedIn(user: { accountId: string; name: string }): Promise<Data> {
    const result = await signIn({ account: { id: user.accountId }, name: user.name, password: PASSWORD });
    expect(result.__typename).toBe('SignInSuccess');
    return result;
  }

  describe('signIn', () => {
    it('finds the user by name on the account of that id, externalId or domain, without one on the root', async () => {
      const admin = await anybody.signIn();
      const placed = await admin.mutate(
        'createAccount',
        {
          parentId: installation.rootId,
          kind: 'CUSTOMER',
          name: 'Placed',
          externalId: 'Placed-7',
          domains: ['keys.example.org'],
        },
        '... on CreateAccountSuccess { account { id } }',
      );
      const user = await people.user(placed.account.id, 'Straße');

      for (const account of [{ id: placed.account.id }, { externalId: 'Placed-7' }, { domain: 'KEYS.example.org.' }]) {
        // Compared without case and Unicode form.
        const result = await signIn({ account, name: 'ＳTRASSE', password: PASSWORD });
        expect(result).toMatchObject({ __typename: 'SignInSuccess', user: { id: user.id } });
      }
      expect(await signIn({ name: 'ADMIN', password: ADMIN.password })).toMatchObject({ __typename: 'SignInSuccess' });
      expect(await signIn({ account: { externalId: 'placed-7' }, name: 'Straße', password: PASSWORD })).toMatchObject({
        __typename: 'Unauthenticated',
      });
    });

    it('takes every name that a user can have', async () => {
      const user = await people.user(shop, '🌳'.repeat(200));
      expect(await signIn({ account: { id: shop }, name: user.name, password: PASSWORD })).toMatchObject({
        user: { id: user.id },
      });
    });

    it('answers alike, after one verification, whatever was wrong', async () => {
      const admin = await anybody.signIn();
      const closed = await people.vendor(installation.rootId, 'Closed');
      const below = await people.customer(closed, 'Below a closed one');
      const [there, disabled, ofClosed, ofBelow] = [
        await people.user(shop),
        await people.user(shop),
        await people.user(closed),
        await people.user(below),
      ];
      await admin.mutate('updateUser', { userId: disabled.id, version: 1, disabled: true });
      await admin.mutate('suspendAccount', { accountId: closed });
      const gone = await people.customer(installation.rootId, 'Gone');
      await admin.mutate('deleteAccount', { accountId: gone });

      const attempts = {
        'a wrong password': { account: { id: shop }, name: there.name, password: 'another river at night' },
        'an unknown name': { account: { id: shop }, name: 'nobody', password: PASSWORD },
        'a disabled user': { account: { id: shop }, name: disabled.name, password: PASSWORD },
        'a suspended account': { account: { id: closed }, name: ofClosed.name, password: PASSWORD },
        'an account below a suspended one': { account: { id: below }, name: ofBelow.name, password: PASSWORD },
        'a deleted account': { account: { id: gone }, name: there.name, password: PASSWORD },
        'what is no id': { account: { id: 'shop' }, name: there.name, password: PASSWORD },
        'an id of another kind': { account: { id: there.id }, name: there.name, password: PASSWORD },
        'an unknown externalId': { account: { externalId: 'nowhere' }, name: there.name, password: PASSWORD },
        'an unknown domain': { account: { domain: 'nowhere.example.org' }, name: there.name, password: PASSWORD },
        'what is no domain': { account: { domain: 'no domain' }, name: there.name, password: PASSWORD },
        'the right user on another account': { name: there.name, password: PASSWORD },
      };
      const verify = jest.spyOn(installation.services.passwords, 'verify');
      const hash = jest.spyOn(installation.services.passwords, 'hash');
      const answers: Record<string, Data> = {};
      for (const [what, input] of Object.entries(attempts)) {
        verify.mockClear();
        hash.mockClear();
        answers[what] = { ...(await signIn(input)), cost: [verify.mock.calls.length, hash.mock.calls.length] };
      }
      verify.mockRestore();
      hash.mockRestore();

      const same = {
        __typename: 'Unauthenticated',
        code: 'UNAUTHENTICATED',
        message: expect.stringContaining('wrong'),
        path: [],
        cost: [1, 0],
      };
      expect(answers).toEqual(Object.fromEntries(Object.keys(attempts).map((what) => [what, same])));
      expect(new Set(Object.values(answers).map((answer) => answer.message)).size).toBe(1);
    });

    it('refuses what is not of the form before anything is hashed', async () => {
      const verify = jest.spyOn(installation.services.passwords, 'verify');
      const both = { id: shop, domain: 'keys.example.org' };
      expect(await signIn({ account: both, name: 'ann', password: PASSWORD })).toMatchObject({
        __typename: 'ValidationFailed',
        path: ['account'],
      });
      expect(await signIn({ name: 'ann', password: 'ü'.repeat(129) })).toMatchObject({
        __typename: 'ValidationFailed',
        path: ['password'],
      });
      expect(verify).not.toHaveBeenCalled();
      verify.mockRestore();
    });

    it('gives an access token that opens the API until it expires', async () => {
      const user = await people.user(shop);
      const { accessToken, accessExpiresAt, refreshExpiresAt } = await signedIn(user);
      expect(accessExpiresAt).toBe(instant(ACCESS_SECONDS).toISOString());
      expect(refreshExpiresAt).toBe(instant(REFRESH_SECONDS).toISOString());
      at(ACCESS_SECONDS - 0.001);
      expect(await who(accessToken)).toBe(user.id);
      at(ACCESS_SECONDS);
      expect(await who(accessToken)).toBe('UNAUTHENTICATED');
      expect(await who('kta_unknown')).toBe('UNAUTHENTICATED');
    });
  });

  describe('refreshSession', () => {
    it('gives new tokens, and the old ones end', async () => {
      const user = await people.user(shop);
      const first = await signedIn(user);
      at(60);
      const second = await refresh(first.refreshToken);
      expect(second).toMatchObject({
        __typename: 'SignInSuccess',
        user: { id: user.id },
        accessExpiresAt: instant(60 + ACCESS_SECONDS).toISOString(),
        refreshExpiresAt: instant(60 + REFRESH_SECONDS).toISOString(),
      });
      expect(await who(first.accessToken)).toBe('UNAUTHENTICATED');
      expect(await who(second.accessToken)).toBe(user.id);
    });

    it('ends the whole family when a token is seen twice, and records it', async () => {
      const user = await people.user(shop);
      const other = await signedIn(user);
      const first = await signedIn(user);
      const second = await refresh(first.refreshToken);
      const third = await refresh(second.refreshToken);
      expect(await refresh(first.refreshToken)).toMatchObject({
        __typename: 'Unauthenticated',
        code: 'UNAUTHENTICATED',
      });

      expect(await who(third.accessToken)).toBe('UNAUTHENTICATED');
      expect(await refresh(third.refreshToken)).toMatchObject({ __typename: 'Unauthenticated' });
      expect(await who(other.accessToken)).toBe(user.id);
      expect(await installation.services.database.read.findBy(AuditEvent, { action: 'REFRESH_TOKEN_REUSED' })).toEqual([
        expect.objectContaining({
          targetId: bare(user.id),
          accountId: bare(shop),
          actorKind: 'ANONYMOUS',
          ip: '203.0.113.7',
        }),
      ]);
    });

    it('gives one of two at once its tokens, and ends the family', async () => {
      const { refreshToken } = await signedIn(await people.user(shop));
      const results = await Promise.all([refresh(refreshToken), refresh(refreshToken)]);
      expect(results.map((result) => result.__typename).sort()).toEqual(['SignInSuccess', 'Unauthenticated']);
      const winner = results.find((result) => result.__typename === 'SignInSuccess');
      expect(await who(winner.accessToken)).toBe('UNAUTHENTICATED');
      expect(await refresh(winner.refreshToken)).toMatchObject({ __typename: 'Unauthenticated' });
    });

    it('ends with the refresh token, and with the age of the session however often it was refreshed', async () => {
      const user = await people.user(shop);
      const lapsed = await signedIn(user);
      at(REFRESH_SECONDS);
      expect(await refresh(lapsed.refreshToken)).toMatchObject({ __typename: 'Unauthenticated' });

      at(0);
      let latest = await signedIn(user);
      for (const later of [0.9, 1.7]) {
        at(later * REFRESH_SECONDS);
        latest = await refresh(latest.refreshToken);
        expect(latest.__typename).toBe('SignInSuccess');
      }
      expect(latest.refreshExpiresAt).toBe(instant(SESSION_SECONDS).toISOString());
      at(SESSION_SECONDS - 1);
      latest = await refresh(latest.refreshToken);
      expect(latest.accessExpiresAt).toBe(instant(SESSION_SECONDS).toISOString());
      at(SESSION_SECONDS);
      expect(await who(latest.accessToken)).toBe('UNAUTHENTICATED');
      expect(await refresh(latest.refreshToken)).toMatchObject({ __typename: 'Unauthenticated' });
    });

    it('keeps neither sessions nor used tokens longer than it must', async () => {
      const user = await people.user(shop);
      const { refreshToken } = await signedIn(user);
      at(REFRESH_SECONDS - 1);
      const second = await refresh(refreshToken);
      at(REFRESH_SECONDS + 1);
      await refresh(second.refreshToken);
      const sessions = await installation.services.database.read.findBy(Session, { userId: bare(user.id) });
      expect(sessions).toHaveLength(1);
      // The used one that has expired is gone; the used one that has not tells a second use.
      expect(
        await installation.services.database.read.findBy(SessionRefreshToken, { sessionId: sessions[0]!.id }),
      ).toHaveLength(2);
      at(SESSION_SECONDS + 1);
      await signedIn(user);
      expect(await installation.services.database.read.countBy(Session, { userId: bare(user.id) })).toBe(1);
    });

    it.each(['', 'ktr_', 'kta_' + 'a'.repeat(43), 'ktr_' + 'a'.repeat(43), 'ktr_' + 'é'.repeat(43)])(
      'refuses %p',
      async (token) => {
        expect(await refresh(token)).toMatchObject({ __typename: 'Unauthenticated' });
      },
    );
  });

  describe('an end that is no expiry', () => {
    it('signOut ends the session that asks, and no other of the user', async () => {
      const user = await people.user(shop);
      const [one, other] = [await signedIn(user), await signedIn(user)];
      const { signOut } = await withToken(one.accessToken).ask(
        'mutation { signOut { ... on SignOutSuccess { signedOut } } }',
      );
      expect(signOut).toEqual({ signedOut: true });
      expect(await who(one.accessToken)).toBe('UNAUTHENTICATED');
      expect(await refresh(one.refreshToken)).toMatchObject({ __typename: 'Unauthenticated' });
      expect(await who(other.accessToken)).toBe(user.id);
    });

    it('endAllSessions ends all of one’s own', async () => {
      const user = await people.user(shop);
      const [one, other] = [await signedIn(user), await signedIn(user)];
      const result = await withToken(one.accessToken).mutate('endAllSessions', {}, ENDED);
      expect(result).toMatchObject({ __typename: 'EndAllSessionsSuccess', userId: user.id, sessionsEnded: 2 });
      expect(await who(one.accessToken)).toBe('UNAUTHENTICATED');
      expect(await who(other.accessToken)).toBe('UNAUTHENTICATED');
      expect(await refresh(other.refreshToken)).toMatchObject({ __typename: 'Unauthenticated' });
    });

    it('endAllSessions of another takes ModifyUser on their account', async () => {
      const user = await people.user(shop);
      const { accessToken } = await signedIn(user);
      const outside = await people.person(await people.vendor(installation.rootId, 'Elsewhere'), [
        'ViewUser',
        'ModifyUser',
      ]);
      const onlooker = await people.person(shop, ['ViewUser']);
      const keeper = await people.person(shop, ['ModifyUser']);
      const end = (client: GraphqlClient): Promise<Data> => client.mutate('endAllSessions', { userId: user.id }, ENDED);

      expect(await end(outside.client)).toMatchObject({ __typename: 'NotFound' });
      expect(await end(onlooker.client)).toMatchObject({ __typename: 'Forbidden' });
      expect(await who(accessToken)).toBe(user.id);
      expect(await end(keeper.client)).toMatchObject({ userId: user.id, sessionsEnded: 1 });
      expect(await who(accessToken)).toBe('UNAUTHENTICATED');
      expect(await who(keeper.client.token!)).toBe(keeper.id);
    });

    it('changePassword ends all of one’s sessions and answers a fresh one', async () => {
      const user = await people.user(shop);
      const [one, other] = [await signedIn(user), await signedIn(user)];
      const input = { currentPassword: PASSWORD, newPassword: 'a loud street at noon' };
      const fresh = await withToken(one.accessToken).mutate('changePassword', input, TOKENS);
      expect(await who(fresh.accessToken)).toBe(user.id);
      expect(await who(one.accessToken)).toBe('UNAUTHENTICATED');
      expect(await who(other.accessToken)).toBe('UNAUTHENTICATED');
      expect(await refresh(other.refreshToken)).toMatchObject({ __typename: 'Unauthenticated' });
      const account = { id: shop };
      expect(await signIn({ account, name: user.name, password: PASSWORD })).toMatchObject({
        __typename: 'Unauthenticated',
      });
      expect(await signIn({ account, name: user.name, password: input.newPassword })).toMatchObject({
        user: { id: user.id },
      });
    });

    it('changePassword takes the current one, counted as a sign-in is, and a good new one', async () => {
      const user = await people.user(shop);
      const { accessToken } = await signedIn(user);
      const changePassword = (input: Record<string, string>): Promise<Data> =>
        withToken(accessToken).mutate('changePassword', input, TOKENS);

      expect(
        await changePassword({ currentPassword: 'not the river', newPassword: 'a loud street at noon' }),
      ).toMatchObject({
        __typename: 'ValidationFailed',
        faults: [{ path: ['currentPassword'], code: 'WRONG_PASSWORD' }],
      });
      expect(await highestCount(installation)).toBe(1);
      expect(await changePassword({ currentPassword: PASSWORD, newPassword: 'short' })).toMatchObject({
        __typename: 'ValidationFailed',
        faults: [{ path: ['newPassword'], code: 'TOO_SHORT' }],
      });
      expect(await who(accessToken)).toBe(user.id);
      await signedIn(user);
    });

    it.each<[string, (admin: GraphqlClient, userId: string, accountId: string) => Promise<Data>]>([
      [
        'a password set by another',
        (admin, userId) => admin.mutate('setUserPassword', { userId, password: 'a loud street at noon' }),
      ],
      ['disabling the user', (admin, userId) => admin.mutate('updateUser', { userId, version: 1, disabled: true })],
      ['deleting the user', (admin, userId) => admin.mutate('deleteUser', { userId })],
      ['suspending the account', (admin, _user, accountId) => admin.mutate('suspendAccount', { accountId })],
      [
        'deleting the account',
        (admin, _user, accountId) => admin.mutate('deleteAccount', { accountId, cascade: true }),
      ],
    ])('%s is felt by the next request and refresh', async (_what, end) => {
      const middle = await people.vendor(installation.rootId, `Middle ${seconds}`);
      const user = await people.user(await people.customer(middle, 'Below'));
      const { accessToken, refreshToken } = await signedIn(user);
      expect(await who(accessToken)).toBe(user.id);
      expect((await end(await anybody.signIn(), user.id, middle)).__typename).toMatch(/Success$/);
      expect(await who(accessToken)).toBe('UNAUTHENTICATED');
      expect(await refresh(refreshToken)).toMatchObject({ __typename: 'Unauthenticated' });
    });

    it('resuming the account lets the sessions go on', async () => {
      const account = await people.vendor(installation.rootId, 'Paused');
      const user = await people.user(account);
      const { accessToken, refreshToken } = await signedIn(user);
      const admin = await anybody.signIn();
      await admin.mutate('suspendAccount', { accountId: account });
      expect(await refresh(refreshToken)).toMatchObject({ __typename: 'Unauthenticated' });
      await admin.mutate('resumeAccount', { accountId: account });
      expect(await who(accessToken)).toBe(user.id);
      expect(await refresh(refreshToken)).toMatchObject({ __typename: 'SignInSuccess' });
    });

    it('gives back a session that was disabled to nobody', async () => {
      const user = await people.user(shop);
      const { accessToken, refreshToken } = await signedIn(user);
      const admin = await anybody.signIn();
      await admin.mutate('updateUser', { userId: user.id, version: 1, disabled: true });
      await admin.mutate('updateUser', { userId: user.id, version: 2, disabled: false });
      expect(await who(accessToken)).toBe('UNAUTHENTICATED');
      expect(await refresh(refreshToken)).toMatchObject({ __typename: 'Unauthenticated' });
      await signedIn(user);
    });
  });

  it('viewer says who is signed in and what they may do where', async () => {
    const region = await people.vendor(shop, 'Region');
    const { client, id } = await people.person(shop, ['ViewApiKey'], shop);
    await people.grant(id, await people.role(shop, ['ModifyApiKey']), region);
    const { viewer } = await client.ask(
      '{ viewer { user { id } account { id } home { id name } permissions { account { id name } permissions } } }',
    );
    expect(viewer).toEqual({
      user: { id },
      account: null,
      home: { id: shop, name: 'Shop' },
      permissions: [
        { account: { id: shop, name: 'Shop' }, permissions: ['ViewApiKey'] },
        { account: { id: region, name: 'Region' }, permissions: ['ViewApiKey', 'ModifyApiKey'] },
      ],
    });
  });
});

const ENDED = '... on EndAllSessionsSuccess { userId sessionsEnded }';
