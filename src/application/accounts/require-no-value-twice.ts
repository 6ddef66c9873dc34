import { type AccountPath, lineOf, subtreeRange } from '../../domain/accounts/account-path';
import { instantParameter } from '../../database/dialect';
import type { Account } from '../../entities/account';
import { holds } from '../caller';
import type { Change } from '../change';
import { ValueConflictError } from '../keys/value-conflict-error';
import { forgottenBefore } from '../keys/value-on-line';
import { placeholders } from '../../database/statement';

/** Most keys that the message names. */
const MOST_NAMED = 5;

interface Row {
  movedName: string;
  movedPath: AccountPath;
  otherId: string;
  otherName: string;
  otherPath: AccountPath;
}

/** What a move would break: a value in the subtree that stands on the new parent's line too. */
export async function requireNoValueTwice(change: Change, account: Account, parent: Account): Promise<void> {
  const { from, to } = subtreeRange(account.path);
  const line = lineOf(parent.path);
  const remembered = instantParameter(change.services.database.dialect, forgottenBefore(change.now()));
  const rows = await change.manager.query<Row[]>(
    `SELECT mk.name AS movedName, ma.path AS movedPath, ok.id AS otherId, ok.name AS otherName, oa.path AS otherPath
     FROM api_key_value o JOIN account oa ON oa.id = o.account_id JOIN api_key ok ON ok.id = o.key_id
     JOIN api_key_value m ON m.value_hash = o.value_hash
     JOIN account ma ON ma.id = m.account_id JOIN api_key mk ON mk.id = m.key_id
     WHERE o.account_id IN (${placeholders(line)}) AND ma.path >= ? AND ma.path < ?
       AND (o.works_until IS NULL OR o.works_until > ?) AND (m.works_until IS NULL OR m.works_until > ?)
     ORDER BY ok.id, mk.id LIMIT ${MOST_NAMED}`,
    [...line, from, to, remembered, remembered],
  );
  if (rows.length === 0) return;

  const sees = (path: AccountPath): boolean => holds(change.caller, path, 'ViewApiKey');
  // Of both, or of none: one name alone would tell who may not see it what the other's value is.
  const named = rows.filter((row) => sees(row.movedPath) && sees(row.otherPath));
  const names = named.map((row) => `“${row.movedName}” here and “${row.otherName}” there`).join('; ');
  const [first] = named;
  throw new ValueConflictError(
    'A key value would stand twice on one line' +
      (first
        ? `: of ${names}. Regenerate or delete one of the keys first.`
        : '. Regenerate or delete one of the keys first.'),
    ['newParentId'],
    first ? { existing: { type: 'ApiKey', id: first.otherId } } : {},
  );
}
