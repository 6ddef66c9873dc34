import { MAX_ACCOUNT_DEPTH } from '../../domain/accounts/account';
import { childPath, lineOf } from '../../domain/accounts/account-path';
import { checkExternalId } from '../../domain/accounts/external-id';
import { parseHostName } from '../../domain/accounts/host-name';
import { checkNameKey, checkReference, eachRow, isThere, type Check, type Row, subject, text } from './check-rows';

/** One root, and every other account below its parent: path, depth and kinds say the same. */
export async function checkAccounts(check: Check): Promise<void> {
  let roots = 0;
  await eachRow(
    check,
    {
      select: `a.id AS id, a.name AS name, a.name_key AS nameKey, a.kind AS kind, a.parent_id AS parentId,
            a.parent_kind AS parentKind, a.root_slot AS rootSlot, a.path AS path, a.depth AS depth,
            a.external_id AS externalId, p.path AS parentPath, p.kind AS actualParentKind`,
      from: 'account a LEFT JOIN account p ON p.id = a.parent_id',
      by: ['a.id'],
    },
    (row) => {
      if (row.rootSlot === 1) roots++;
      checkAccount(check, row);
    },
  );
  if (roots !== 1) check.report('the installation', `it has ${roots} root accounts, not one`);
  await checkDomains(check);
}

function checkAccount(check: Check, row: Row): void {
  const who = subject('Account', row.id, row.name);
  const [id, path] = [text(row.id), text(row.path)];
  checkNameKey(check, who, row);
  checkPlace(check, who, row);
  if (Number(row.depth) !== lineOf(path).length - 1)
    check.report(who, `its depth is ${Number(row.depth)}, which its path denies`);
  if (Number(row.depth) > MAX_ACCOUNT_DEPTH)
    check.report(who, `it stands ${Number(row.depth)} levels below the root, more than ${MAX_ACCOUNT_DEPTH}`);
  if (new Set(lineOf(path)).size !== lineOf(path).length)
    check.report(who, 'an account stands twice on its line: a cycle');
  if (!path.endsWith(`${id}/`)) check.report(who, 'its path does not end with itself');
  if (isThere(row.externalId) && checkExternalId(text(row.externalId))) {
    check.report(who, `its external id “${text(row.externalId)}” is not of the allowed form`);
  }
}

function checkPlace(check: Check, who: string, row: Row): void {
  const [id, path] = [text(row.id), text(row.path)];
  if (row.rootSlot === 1) {
    if (isThere(row.parentId)) check.report(who, 'it is the root and has a parent');
    if (row.kind !== 'VENDOR') check.report(who, 'it is the root and no vendor');
    if (path !== childPath('', id)) check.report(who, 'it is the root, and its path is not its own id alone');
    return;
  }
  if (!isThere(row.parentId)) {
    check.report(who, 'it has no parent and is not the root: an orphan');
  } else if (!isThere(row.parentPath)) {
    check.report(who, `its parent ${subject('Account', row.parentId)} does not exist: an orphan`);
  } else {
    if (row.actualParentKind !== 'VENDOR' || row.parentKind !== 'VENDOR')
      check.report(who, 'its parent is a customer, which has no accounts below it');
    if (path !== childPath(text(row.parentPath), id))
      check.report(
        who,
        "its path is not its parent's path and its own id: rights and inheritance go astray, or it stands in a cycle",
      );
  }
}

async function checkDomains(check: Check): Promise<void> {
  await eachRow(
    check,
    {
      select: 'd.domain AS domain, d.account_id AS accountId, a.id AS account',
      from: 'account_domain d LEFT JOIN account a ON a.id = d.account_id',
      by: ['d.domain'],
    },
    (row) => {
      const who = `domain ${text(row.domain)}`;
      const parsed = parseHostName(text(row.domain));
      if (!parsed.ok) check.report(who, `it is no host name: ${parsed.message}`);
      else if (parsed.hostName !== row.domain)
        check.report(who, 'it is not in lower case: no client addresses the account by it');
      checkReference(check, who, 'Account', row.accountId, row.account);
    },
  );
}
