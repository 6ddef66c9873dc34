import { ConflictError } from '../../domain/errors';
import type { Account } from '../../entities/account';
import { ApiKey } from '../../entities/api-key';
import { ApiKeyValue } from '../../entities/api-key-value';
import { insertAll } from '../../database/insert';
import { holds } from '../caller';
import type { Change } from '../change';
import { requireValueFree } from './value-on-line';

/**
 * Puts the key with its current value on the account. Permissions and the audit record are the caller's.
 * @throws ConflictError where the name is taken on the account; ValueConflictError where the value stands on the line
 */
export async function insertApiKey(
  change: Change,
  account: Account,
  key: ApiKey,
  value: { readonly hash: Buffer },
): Promise<void> {
  await requireFreeApiKeyName(change, account, key.nameKey, null);
  await requireValueFree(change, account, value.hash);
  await insertAll(change.manager, ApiKey, [key]);
  await insertCurrentValue(change, key, value.hash);
  change.record('api_key', key.id);
}

/** The row of the key's only current value. */
export async function insertCurrentValue(
  change: Change,
  key: Pick<ApiKey, 'id' | 'accountId'>,
  hash: Buffer,
): Promise<void> {
  const row = Object.assign(new ApiKeyValue(), {
    valueHash: hash,
    accountId: key.accountId,
    keyId: key.id,
    isCurrent: 1,
    worksUntil: null,
  } satisfies ApiKeyValue);
  await insertAll(change.manager, ApiKeyValue, [row]);
}

/** Unique on its account without case. `ownId`: the key that is to have the name. */
export async function requireFreeApiKeyName(
  change: Change,
  account: Account,
  nameKey: string,
  ownId: string | null,
): Promise<void> {
  const existing = await change.manager.findOneBy(ApiKey, { accountId: account.id, nameKey });
  if (!existing || existing.id === ownId) return;
  throw new ConflictError(
    'The account has a key of this name already: choose another name.',
    ['name'],
    holds(change.caller, account.path, 'ViewApiKey') ? { existing: { type: 'ApiKey', id: existing.id } } : {},
  );
}
