import { isWithin } from '../../domain/accounts/account-path';
import { type Check, checkHash, eachRow, isThere, type Row, subject, text } from './check-rows';

interface Bearer {
  readonly path: string;
  readonly keyId: string;
  readonly who: string;
}

/** Each value by itself, and at most once on any line: those that bear the same one come one after the other. */
export async function checkValues(check: Check): Promise<void> {
  let hash: Buffer | null = null;
  let bearers: Bearer[] = [];
  await eachRow(
    check,
    {
      select: `v.value_hash AS hash, v.account_id AS accountId, v.key_id AS keyId, v.is_current AS isCurrent,
            v.works_until AS worksUntil, k.name AS keyName, k.account_id AS keyAccountId, a.path AS path`,
      from: 'api_key_value v LEFT JOIN api_key k ON k.id = v.key_id LEFT JOIN account a ON a.id = v.account_id',
      by: ['v.value_hash', 'v.account_id'],
    },
    (row) => {
      const who = subject('ApiKey', row.keyId, row.keyName);
      checkValue(check, who, row);
      if (!Buffer.isBuffer(row.hash)) return;
      if (!hash?.equals(row.hash)) {
        checkLines(check, bearers);
        bearers = [];
        hash = row.hash;
      }
      bearers.push({ path: text(row.path), keyId: text(row.keyId), who });
    },
  );
  checkLines(check, bearers);
}

function checkValue(check: Check, who: string, row: Row): void {
  checkHash(check, who, row.hash);
  if (!isThere(row.keyAccountId)) check.report(who, 'a value is kept of it, and the key does not exist');
  else if (row.keyAccountId !== row.accountId)
    check.report(who, `a value of it is kept on another account, ${subject('Account', row.accountId)}`);
  if (!isThere(row.path))
    check.report(who, `the account ${subject('Account', row.accountId)} of a value of it does not exist`);
  if ((row.isCurrent === 1) === isThere(row.worksUntil)) {
    check.report(who, 'a value of it is both current and replaced, or neither');
  }
}

/** In the order of paths an account comes before all below it, and these right after it. */
function checkLines(check: Check, bearers: Bearer[]): void {
  if (bearers.length < 2) return;
  bearers.sort((one, other) => (one.path < other.path ? -1 : 1));
  const line: Bearer[] = [];
  for (const bearer of bearers) {
    while (line.length > 0 && !isWithin(bearer.path, line.at(-1)?.path ?? '')) line.pop();
    const above = line.at(-1);
    if (above) check.report(bearer.who, `its value stands twice on its line: ${above.who} further up bears it too`);
    line.push(bearer);
  }
}
