import { type AccountPath, isWithin, lineOf, subtreeRange } from '../../domain/accounts/account-path';
import { REPLACED_VALUE_KEPT_MS } from '../../domain/keys/replaced-value';
import { instantParameter } from '../../database/dialect';
import type { Account } from '../../entities/account';
import { holds } from '../caller';
import type { Change } from '../change';
import { apiKeyVisibility } from './api-key-visibility';
import { ValueConflictError } from './value-conflict-error';
import { placeholders } from '../../database/statement';

interface ValueOnLine {
  readonly keyId: string;
  readonly keyName: string;
  readonly accountPath: AccountPath;
}

/** Replaced values whose overlap ended then or before are forgotten. */
export function forgottenBefore(now: Date): Date {
  return new Date(now.getTime() - REPLACED_VALUE_KEPT_MS);
}

/**
 * The key that bears the value on the account's line or below the account, a replaced value that is not yet
 * forgotten included. A forgotten row that stands where the value is to go is deleted.
 */
async function findValueOnLine(
  change: Change,
  account: Pick<Account, 'id' | 'path' | 'kind'>,
  hash: Buffer,
  now: Date,
  exceptKeyId: string | null = null,
): Promise<ValueOnLine | null> {
  const forgotten = instantParameter(change.services.database.dialect, forgottenBefore(now));
  await change.manager.query('DELETE FROM api_key_value WHERE value_hash = ? AND account_id = ? AND works_until <= ?', [
    hash,
    account.id,
    forgotten,
  ]);
  const line = lineOf(account.path);
  // Two statements: siblings by the thousand may bear the value, and the line is looked up by primary key.
  const onLine = await select(change, [hash, forgotten], `v.account_id IN (${placeholders(line)})`, line, exceptKeyId);
  if (onLine || account.kind === 'CUSTOMER') return onLine;
  const { from, to } = subtreeRange(account.path);
  return select(change, [hash, forgotten], 'a.path >= ? AND a.path < ?', [from, to], exceptKeyId);
}

async function select(
  change: Change,
  [hash, forgotten]: readonly [Buffer, Date | string],
  place: string,
  placeParameters: readonly string[],
  exceptKeyId: string | null,
): Promise<ValueOnLine | null> {
  const rows = await change.manager.query<ValueOnLine[]>(
    `SELECT k.id AS keyId, k.name AS keyName, a.path AS accountPath
     FROM api_key_value v JOIN account a ON a.id = v.account_id JOIN api_key k ON k.id = v.key_id
     WHERE v.value_hash = ? AND (v.works_until IS NULL OR v.works_until > ?) AND ${place}
       ${exceptKeyId === null ? '' : 'AND v.key_id <> ?'}
     ORDER BY a.depth, k.id LIMIT 1`,
    [hash, forgotten, ...placeParameters, ...(exceptKeyId === null ? [] : [exceptKeyId])],
  );
  return rows[0] ?? null;
}

/** @throws ValueConflictError, which names the other key only to who may see it. */
export async function requireValueFree(
  change: Change,
  account: Pick<Account, 'id' | 'path' | 'kind'>,
  hash: Buffer,
  exceptKeyId: string | null = null,
): Promise<void> {
  const other = await findValueOnLine(change, account, hash, change.now(), exceptKeyId);
  if (!other) return;
  const inherited = isWithin(account.path, other.accountPath) && holds(change.caller, account.path, 'ViewApiKey');
  if (inherited || apiKeyVisibility(change.caller, other.accountPath) === 'FULL') {
    throw new ValueConflictError(
      `The key “${other.keyName}” on the same line bears this value already: choose another value.`,
      ['value'],
      { existing: { type: 'ApiKey', id: other.keyId } },
    );
  }
  throw new ValueConflictError('This value is already in use on the line of the account: choose another value.', [
    'value',
  ]);
}
