import { type Permission, missingPermissions } from '../domain/permissions/permission';
import { ConflictError, type ConflictSubject, ForbiddenError, NotFoundError } from '../domain/errors';
import type { AccountPath } from '../domain/accounts/account-path';
import { Account } from '../entities/account';
import { holds, permissionsOn, reaches } from './caller';
import type { Context } from './context';

type Place = Pick<Account, 'path'>;

/** The account, if it is there and within reach; whatever the caller may do there. */
export async function reachAccount(context: Context, id: string, path: readonly string[]): Promise<Account> {
  const account = await context.manager.findOneBy(Account, { id });
  if (!account || !reaches(context.caller, account.path)) throw accountNotFound(path);
  return account;
}

function accountNotFound(path: readonly string[]): NotFoundError {
  return new NotFoundError('There is no such account within your reach.', path);
}

/** The account, if it is within reach and the permission is held there. */
export async function requireAccount(
  context: Context,
  id: string,
  permission: Permission,
  path: readonly string[],
): Promise<Account> {
  const account = await reachAccount(context, id, path);
  requirePermission(context, account, permission, path);
  return account;
}

export function requirePermission(
  context: Context,
  place: Place,
  permission: Permission,
  path: readonly string[] = [],
): void {
  if (!holds(context.caller, place.path, permission)) {
    throw new ForbiddenError(`This takes the permission ${permission} on the account.`, path);
  }
}

/** Nobody gives, or takes over, what they do not hold. */
export function requireOwnPermissions(
  context: Context,
  place: AccountPath,
  given: Iterable<Permission>,
  what: string,
  path: readonly string[] = [],
): void {
  const missing = missingPermissions(given, permissionsOn(context.caller, place));
  if (missing.length > 0) {
    throw new ForbiddenError(
      `${what} takes permissions that you do not hold there yourself: ${missing.join(', ')}.`,
      path,
    );
  }
}

/** An update carries the version that was read. */
export function requireVersion(current: { version: number }, read: number, subject: ConflictSubject): void {
  if (current.version !== read) {
    throw new ConflictError(
      `It was changed meanwhile: you read version ${read}, it is now at ${current.version}. Look at the current state and try again.`,
      ['version'],
      { current: subject },
    );
  }
}
