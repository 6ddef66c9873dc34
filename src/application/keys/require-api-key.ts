import { ForbiddenError, NotFoundError } from '../../domain/errors';
import type { Permission } from '../../domain/permissions/permission';
import { Account } from '../../entities/account';
import { ApiKey } from '../../entities/api-key';
import { requirePermission } from '../access';
import { reaches } from '../caller';
import type { Context } from '../context';
import { apiKeyVisibility } from './api-key-visibility';

export interface ApiKeyAndAccount {
  readonly key: ApiKey;
  /** The account that defines it. */
  readonly account: Account;
}

export async function findApiKey(context: Context, id: string): Promise<ApiKeyAndAccount | null> {
  const key = await context.manager.findOneBy(ApiKey, { id });
  const account = key && (await context.manager.findOneBy(Account, { id: key.accountId }));
  return key && account ? { key, account } : null;
}

export function apiKeyNotFound(path: readonly string[]): NotFoundError {
  return new NotFoundError('There is no such API key within your reach.', path);
}

/**
 * The key, if the permission is held on the account that defines it: for changing it.
 * @throws ForbiddenError for one that the caller inherits; NotFoundError for one that they do not see
 */
export async function requireApiKey(context: Context, id: string, permission: Permission): Promise<ApiKeyAndAccount> {
  const path = ['keyId'];
  const found = await findApiKey(context, id);
  if (!found) throw apiKeyNotFound(path);
  const place = found.account.path;
  if (!reaches(context.caller, place)) {
    if (apiKeyVisibility(context.caller, place) === 'NONE') throw apiKeyNotFound(path);
    throw new ForbiddenError(
      'This key is inherited from an account outside your reach: block it where it must not work.',
      path,
    );
  }
  requirePermission(context, found.account, permission, path);
  return found;
}
