import { isWithin } from '../../domain/accounts/account-path';
import { REFUSALS } from '../../domain/decision/refusals';
import { DeniedError, UnauthenticatedError } from '../../domain/errors';
import { publicId } from '../../domain/ids';
import { canonicalPermissions, type Permission } from '../../domain/permissions/permission';
import { nameKey } from '../../domain/text/name';
import { insertAll } from '../../database/insert';
import { Account } from '../../entities/account';
import { AuditEvent } from '../../entities/audit-event';
import { Endpoint } from '../../entities/endpoint';
import { User } from '../../entities/user';
import { beginPasswordAttempt } from '../attempts/password-attempt';
import { auditAlone, auditEvent } from '../change';
import type { Context } from '../context';
import type { AccessRequest } from '../decision/access-request';
import { decideAccess, type DecidedRequest } from '../decision/decide-access';
import { isSuspended } from '../sessions/is-suspended';
import { loadGrants } from '../sessions/load-caller';
import { type AccountLocator, locateAccount } from '../sessions/locate-account';
import { isForeignKeyFault, refuseSignInForm } from '../sessions/sign-in';
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
  const account = await context.manager.findOneByOrFail(Account, { id: decided.accountId });
  const user = await requireRightPassword(context, account, decided, input);
  const lifetimes = await tokenLifetimesOn(context, account.path);
  const clientId = await clientIdOf(context, decided);
  const opened = await open(context, account, user, (manager) =>
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
  { userAccount, name, password }: LogInInput,
): Promise<User> {
  const { manager, services } = context;
  const located = userAccount ? await locateAccount(manager, userAccount) : account;
  // Elsewhere a user may be, but none who could act on the account.
  const home = located && isWithin(account.path, located.path) ? located : null;
  const key = nameKey(name);
  const attempt = await beginPasswordAttempt(context, JSON.stringify([home?.id ?? [account.id, userAccount], key]));
  const user = await manager.findOneBy(User, { accountId: home?.id ?? '', nameKey: key });
  const right = user
    ? await services.passwords.verify(user.passwordHash, password)
    : await services.passwords.verifyNobody(password);
  if (user && right && !user.disabled) {
    await attempt.forgive();
    return user;
  }
  await auditAlone(context, {
    action: 'SIGN_IN_FAILED',
    account,
    target: { type: 'User', id: user?.id ?? null, name: user?.name ?? null },
    after: { attempt: 'LOGIN', keyId },
  });
  throw refused();
}

function refused(): UnauthenticatedError {
  return new UnauthenticatedError('The name or the password is wrong, or the user may not log in.');
}

async function clientIdOf(context: Context, { endpointId, keyId }: Allowed): Promise<string> {
  if (endpointId === null) return publicId('ApiKey', keyId);
  return (await context.manager.findOneByOrFail(Endpoint, { id: endpointId })).clientId;
}

/** Null where the user may not log in any more. As with a management sign-in the family's row comes first. */
function open(
  context: Context,
  account: Account,
  verified: User,
  openFamily: (manager: Context['manager']) => Promise<OpenedFamily>,
): Promise<OpenedFamily | null> {
  return context.services.database
    .transaction(async (manager) => {
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
