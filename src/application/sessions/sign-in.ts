import { LessThanOrEqual } from 'typeorm';
import { UnauthenticatedError } from '../../domain/errors';
import { nameKey } from '../../domain/text/name';
import { insertAll } from '../../database/insert';
import { Account } from '../../entities/account';
import { AuditEvent } from '../../entities/audit-event';
import { Session } from '../../entities/session';
import { User } from '../../entities/user';
import { beginPasswordAttempt } from '../attempts/password-attempt';
import { auditAlone, auditEvent } from '../change';
import type { Context } from '../context';
import { InputFaults } from '../input-faults';
import { isSuspended } from './is-suspended';
import { type AccountLocator, locateAccount, locatorParts } from './locate-account';
import { insertSession, type SessionTokens } from './new-session';

export interface SignInInput {
  /** None: the root. */
  readonly account?: AccountLocator | null | undefined;
  readonly name: string;
  readonly password: string;
}

export interface SignInResult {
  readonly session: SessionTokens;
  readonly user: User;
}

/** In UTF-16 units: a name of 200 characters can have twice as many. */
const MAX_NAME_LENGTH = 400;
const MAX_PASSWORD_BYTES = 256;

/**
 * A management sign-in. An account or name that is not there, a wrong password, a disabled user and a suspended
 * account are answered alike, and after one verification alike.
 *
 * @throws UnauthenticatedError; LimitReachedError where too many attempts wait.
 */
export async function signIn(context: Context, input: SignInInput): Promise<SignInResult> {
  refuseSignInForm(input);
  const { manager } = context;
  const root = await manager.findOneByOrFail(Account, { rootSlot: 1 });
  const account = await locateAccount(manager, input.account);
  const key = nameKey(input.name);
  const attempt = await beginPasswordAttempt(
    context,
    JSON.stringify([account?.id ?? locatorParts(input.account ?? {}), key]),
  );
  const user = await manager.findOneBy(User, { accountId: account?.id ?? '', nameKey: key });
  const right = user
    ? await context.services.passwords.verify(user.passwordHash, input.password)
    : await context.services.passwords.verifyNobody(input.password);
  const result = account && user && right ? await open(context, account, user) : null;
  if (!result) {
    await auditAlone(context, {
      action: 'SIGN_IN_FAILED',
      account: account ?? root,
      // Only of a user that there is: people type their password into the field of the name.
      target: { type: 'User', id: user?.id ?? null, name: user?.name ?? null },
    });
    throw new UnauthenticatedError('The account, the name or the password is wrong, or the user may not sign in.');
  }
  await attempt.forgive();
  return result;
}

/** Too long for any account or user to have: refused before anything is looked up, counted or hashed. */
export function refuseSignInForm({ account, name, password }: SignInInput): void {
  const faults = new InputFaults();
  if (account && locatorParts(account).length !== 1) {
    faults.add(['account'], {
      code: 'ONE_LOCATOR',
      message: 'Name the account by its id, its externalId or a domain: one of them.',
    });
  }
  for (const [field, text] of Object.entries(account ?? {}) as [string, string | undefined][]) {
    if ((text?.length ?? 0) > 255) {
      faults.add(['account', field], { code: 'TOO_LONG', message: 'An account is named by at most 255 characters.' });
    }
  }
  if (name.length > MAX_NAME_LENGTH) {
    faults.add(['name'], { code: 'TOO_LONG', message: 'A name has at most 200 characters.' });
  }
  faults.add(['password'], checkPasswordLength(password)).refuse();
}

/** argon2 takes any length, and time with it. */
export function checkPasswordLength(password: string): { code: string; message: string } | null {
  if (Buffer.byteLength(password, 'utf8') <= MAX_PASSWORD_BYTES) return null;
  return { code: 'TOO_LONG', message: `A password has at most ${MAX_PASSWORD_BYTES} bytes in UTF-8.` };
}

/** The session, or null where the user may not sign in. Takes no write lock: it ends nobody's token. */
function open(context: Context, account: Account, verified: User): Promise<SignInResult | null> {
  return context.services.database
    .transaction(async (manager) => {
      // First the user's row: a change of password or disabling under way is waited for, and one that begins later finds
      // this session and ends it. What is read next is then the state that holds.
      await manager.increment(User, { id: verified.id }, 'signIns', 1);
      const session = await insertSession(context, manager, verified.id);
      const user = await manager.findOneBy(User, { id: verified.id });
      const place = await manager.findOneBy(Account, { id: account.id });
      if (!user || !place || user.disabled || user.passwordHash !== verified.passwordHash) throw new MayNotSignIn();
      if (await isSuspended(manager, place.path)) throw new MayNotSignIn();
      await manager.delete(Session, { userId: user.id, expiresAt: LessThanOrEqual(context.now()) });
      await insertAll(manager, AuditEvent, [
        auditEvent(context, null, {
          action: 'SIGNED_IN',
          account: place,
          target: { type: 'User', id: user.id, name: user.name },
          actor: { actorKind: 'USER', actorId: user.id, actorName: user.name },
        }),
      ]);
      return { session, user };
    })
    .catch((error: unknown) => {
      if (error instanceof MayNotSignIn || isForeignKeyFault(error)) return null;
      throw error;
    });
}

/** Takes the transaction back. */
class MayNotSignIn extends Error {}

/** The user was deleted meanwhile. */
export function isForeignKeyFault(error: unknown): boolean {
  const { errno, code } = ((error as { driverError?: unknown }).driverError ?? error) as {
    errno?: number;
    code?: string;
  };
  return errno === 1452 || code === 'SQLITE_CONSTRAINT_FOREIGNKEY';
}
