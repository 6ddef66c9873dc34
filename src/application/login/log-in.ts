import { isWithin } from '../../domain/accounts/account-path';
import { REFUSALS } from '../../domain/decision/refusals';
import { DeniedError, LimitReachedError, UnauthenticatedError } from '../../domain/errors';
import { publicId } from '../../domain/ids';
import { OAuthError } from '../../domain/oauth/oauth-error';
import { canonicalPermissions, type Permission } from '../../domain/permissions/permission';
import { nameKey } from '../../domain/text/name';
import { insertAll } from '../../database/insert';
import { Account } from '../../entities/account';
import { AuditEvent } from '../../entities/audit-event';
import { Endpoint } from '../../entities/endpoint';
import { TokenFamily } from '../../entities/token-family';
import { User } from '../../entities/user';
import { attemptBucket, countAttempts } from '../attempts/count-attempts';
import { beginPasswordAttempt } from '../attempts/password-attempt';
import { auditAlone, auditEvent } from '../change';
import type { Context } from '../context';
import type { AccessRequest } from '../decision/access-request';
import { decideAccess, type DecidedRequest } from '../decision/decide-access';
import { touchTrusted } from '../oauth/record-device-sign-in';
import { isSuspended } from '../sessions/is-suspended';
import { loadGrants } from '../sessions/load-caller';
import { type AccountLocator, locateAccount } from '../sessions/locate-account';
import { isForeignKeyFault, refuseSignInForm } from '../sessions/sign-in';
import { endOldestFamilies } from '../tokens/end-oldest-families';
import { type IssuedTokens, type OpenedFamily, openTokenFamily, withAccessToken } from '../tokens/issue-tokens';
import { tokenLifetimesOn } from '../tokens/token-lifetimes';

export interface LogInInput {
  /** None named: that of the only key that bears the value. */
  readonly account: AccessRequest['account'];
  readonly key: string;
  readonly deviceToken: string | null;
  /** Where a gateway asks for its client. */
  readonly asker?: AccessRequest['asker'];
  /** Of the user, where that is another one on the account's line. */
  readonly userAccount?: AccountLocator | null | undefined;
  readonly name: string;
  readonly password: string;
}

export interface LogInResult {
  readonly account: Account;
  readonly user: User;
  /** Held on the account. */
  readonly permissions: readonly Permission[];
  readonly tokens: IssuedTokens;
}

/** Of one user, within a quarter of an hour. */
const MOST_LOGINS = 120;

type Allowed = Extract<DecidedRequest, { code: 'VALID' }>;

/**
 * A LOGIN: a user acquires tokens through a key. First the decision, then name and password, counted and slowed down
 * together with those of management sign-ins.
 *
 * @throws DeniedError with the decision; UnauthenticatedError; LimitReachedError
 */
export async function logIn(context: Context, input: LogInInput): Promise<LogInResult> {
  refuseSignInForm({ account: input.userAccount, name: input.name, password: input.password });
  const { account: named, key, deviceToken, asker } = input;
  const decided = await decideAccess(context, {
    ...{ account: named, key, deviceToken, operation: 'LOGIN', userToken: null },
    ...(asker ? { asker } : {}),
  });
  if (decided.code !== 'VALID') throw new DeniedError(decided.code, REFUSALS[decided.code]);
  const account = await context.manager.findOneBy(Account, { id: decided.accountId });
  if (!account) throw new DeniedError('KEY_NOT_FOUND', REFUSALS.KEY_NOT_FOUND);
  const device = await deviceOf(context, decided, deviceToken);
  const user = await requireRightPassword(context, account, decided, input);
  const lifetimes = await tokenLifetimesOn(context, account.path);
  const clientId = device?.endpoint.clientId ?? publicId('ApiKey', decided.keyId);
  await endOldestFamilies(context, { userId: user.id });
  const opened = await open(context, account, user, device, (manager) =>
    openTokenFamily(
      context,
      manager,
      { accountId: account.id, userId: user.id, endpointId: decided.endpointId, keyId: decided.keyId, clientId },
      lifetimes,
    ),
  );
  if (!opened) throw refused();
  return {
    account,
    user,
    permissions: await permissionsOf(context, user, account),
    tokens: await withAccessToken(context, opened, lifetimes),
  };
}

async function requireRightPassword(
  context: Context,
  account: Account,
  { keyId }: Allowed,
  { userAccount, name, password, asker }: LogInInput,
): Promise<User> {
  const { manager, services } = context;
  const located = userAccount ? await locateAccount(manager, userAccount) : account;
  // Elsewhere a user may be, but none who could act on the account.
  const home = located && isWithin(account.path, located.path) ? located : null;
  const key = nameKey(name);
  const userKey = JSON.stringify([home?.id ?? [account.id, userAccount], key]);
  const attempt = await beginPasswordAttempt(context, userKey, asker?.id);
  const user = await manager.findOneBy(User, { accountId: home?.id ?? '', nameKey: key });
  const right = user
    ? await services.passwords.verify(user.passwordHash, password)
    : await services.passwords.verifyNobody(password);
  if (user && right && !user.disabled) {
    await attempt.forgive();
    await limitLogins(context, user);
    return user;
  }
  const own = home?.id === account.id ? user : null;
  await auditAlone(context, {
    action: 'SIGN_IN_FAILED',
    account,
    // Whoever reads the records of the account need not know who there is on those above it.
    target: { type: 'User', id: own?.id ?? null, name: own?.name ?? null },
    after: { attempt: 'LOGIN', keyId },
  });
  throw refused();
}

/** Each leaves something behind, and what ends it too. */
async function limitLogins(context: Context, { id }: User): Promise<void> {
  const [before = 0] = await countAttempts(context, [attemptBucket('login', id)]);
  if (before >= MOST_LOGINS) throw new LimitReachedError('You logged in too often: wait a while.', [], 900);
}

function refused(): UnauthenticatedError {
  return new UnauthenticatedError('The name or the password is wrong, or the user may not log in.');
}

/** The device that the login comes from, with the family of its token. */
interface Device {
  readonly endpoint: Endpoint;
  readonly familyId: string;
}

async function deviceOf(
  { manager, services }: Context,
  { endpointId }: Allowed,
  deviceToken: string | null,
): Promise<Device | null> {
  if (endpointId === null || deviceToken === null) return null;
  const endpoint = await manager.findOneBy(Endpoint, { id: endpointId });
  const familyId = services.records?.inspect(deviceToken)?.token?.familyId;
  if (!endpoint || familyId === undefined) throw notTrusted();
  return { endpoint, familyId };
}

function notTrusted(): DeniedError {
  return new DeniedError('ENDPOINT_NOT_TRUSTED', REFUSALS.ENDPOINT_NOT_TRUSTED);
}

/**
 * A password takes a while to check: the device may have lost its trust meanwhile, or its place to another one. Its row
 * is written, so that whoever does that at this moment waits for this login, and ends it.
 */
async function requireStillTrusted(context: Context, { endpoint, familyId }: Device, account: Account): Promise<void> {
  const { manager } = context;
  await touchTrusted(context, endpoint, account).catch((error: unknown) => {
    throw error instanceof OAuthError ? notTrusted() : error;
  });
  if (!(await manager.existsBy(TokenFamily, { id: familyId }))) throw notTrusted();
}

/** Null where the user may not log in any more. As with a management sign-in the user's row comes first. */
function open(
  context: Context,
  account: Account,
  verified: User,
  device: Device | null,
  openFamily: (manager: Context['manager']) => Promise<OpenedFamily>,
): Promise<OpenedFamily | null> {
  return context.services.database
    .transaction(async (manager) => {
      await manager.increment(User, { id: verified.id }, 'signIns', 1);
      if (device) await requireStillTrusted({ ...context, manager }, device, account);
      const opened = await openFamily(manager);
      const user = await manager.findOneBy(User, { id: verified.id });
      if (!user || user.disabled || user.passwordHash !== verified.passwordHash) throw new MayNotLogIn();
      if (await isSuspended(manager, account.path)) throw new MayNotLogIn();
      await insertAll(manager, AuditEvent, [
        auditEvent(context, null, {
          action: 'LOGGED_IN',
          account,
          target: { type: 'User', id: user.id, name: user.name },
          after: { keyId: opened.family.keyId, endpointId: opened.family.endpointId },
          actor: { actorKind: 'USER', actorId: user.id, actorName: user.name },
        }),
      ]);
      return opened;
    })
    .catch((error: unknown) => {
      if (error instanceof MayNotLogIn || isForeignKeyFault(error)) return null;
      throw error;
    });
}

/** Takes the transaction back. */
class MayNotLogIn extends Error {}

async function permissionsOf(context: Context, user: User, account: Account): Promise<readonly Permission[]> {
  const grants = await loadGrants(context.manager, user.id);
  const holding = grants.filter(({ path }) => isWithin(account.path, path));
  return canonicalPermissions(holding.flatMap(({ permissions }) => [...permissions]));
}
