import { isWithin } from '../../domain/accounts/account-path';
import { CLIENT_TYPES } from '../../domain/keys/api-key';
import { formatIpRange, parseIpRange } from '../../domain/network/ip-range';
import { canonicalPermissions, isPermission } from '../../domain/permissions/permission';
import {
  type Check,
  checkClientType,
  checkHash,
  checkList,
  checkNameKey,
  checkReference,
  eachRow,
  isThere,
  type Row,
  subject,
  text,
} from './check-rows';

/** Keys, blocks and templates, each by itself and with what it refers to. */
export async function checkKeys(check: Check): Promise<void> {
  await eachRow(
    check,
    {
      select: `k.id AS id, k.name AS name, k.name_key AS nameKey, k.account_id AS accountId, a.id AS account, k.client_type AS clientType,
            k.allowed_ips AS allowedIps, k.permissions AS permissions, k.tags AS tags, v.key_id AS currentValue`,
      from: `api_key k LEFT JOIN account a ON a.id = k.account_id
     LEFT JOIN api_key_value v ON v.key_id = k.id AND v.is_current = 1`,
      by: ['k.id'],
    },
    (row) => checkKey(check, row),
  );
  await checkBlocks(check);
  await checkTemplates(check);
}

function checkKey(check: Check, row: Row): void {
  const who = subject('ApiKey', row.id, row.name);
  checkNameKey(check, who, row);
  checkReference(check, who, 'Account', row.accountId, row.account);
  if (!isThere(row.currentValue)) check.report(who, 'it has no current value: nothing can present it');
  checkClientType(check, who, CLIENT_TYPES, row.clientType);
  checkList(check, who, 'tags', row.tags);
  checkPermissions(check, who, row.permissions);
  for (const range of checkList(check, who, 'allowed IPs', row.allowedIps) ?? []) {
    const parsed = parseIpRange(range);
    if (!parsed.ok) check.report(who, `its range “${range}” is none: ${parsed.message}`);
    else if (formatIpRange(parsed.range) !== range)
      check.report(who, `its range “${range}” is not in canonical form, ${formatIpRange(parsed.range)}`);
  }
}

/** Of keys and roles: known ones, each once, in the registry's order. */
export function checkPermissions(check: Check, who: string, value: unknown): void {
  const list = checkList(check, who, 'permissions', value);
  if (!list) return;
  const known = list.filter(isPermission);
  for (const name of list.filter((each) => !isPermission(each)))
    check.report(who, `its permission “${name}” is unknown`);
  if (canonicalPermissions(known).join() !== known.join())
    check.report(who, 'its permissions are not in their order, each once');
}

async function checkBlocks(check: Check): Promise<void> {
  await eachRow(
    check,
    {
      select:
        'b.account_id AS accountId, b.key_id AS keyId, a.path AS path, k.name AS keyName, k.account_id AS keyAccountId, ka.path AS keyPath',
      from: `key_block b LEFT JOIN account a ON a.id = b.account_id
     LEFT JOIN api_key k ON k.id = b.key_id LEFT JOIN account ka ON ka.id = k.account_id`,
      by: ['b.account_id', 'b.key_id'],
    },
    (row) => {
      const who = `block of ${subject('ApiKey', row.keyId, row.keyName)} on ${subject('Account', row.accountId)}`;
      if (!isThere(row.path)) check.report(who, 'the account does not exist');
      else if (!isThere(row.keyAccountId)) check.report(who, 'the key does not exist');
      else if (row.keyAccountId === row.accountId)
        check.report(who, "the key is the account's own, which an account cannot block");
      else if (!isWithin(text(row.path), text(row.keyPath))) check.report(who, 'the account does not inherit the key');
    },
  );
}

async function checkTemplates(check: Check): Promise<void> {
  await eachRow(
    check,
    {
      select: `t.id AS id, t.name AS name, t.name_key AS nameKey, t.account_id AS accountId, t.client_type AS clientType,
            t.value_hash AS valueHash, t.hint AS hint, a.kind AS kind`,
      from: 'api_key_template t LEFT JOIN account a ON a.id = t.account_id',
      by: ['t.id'],
    },
    (row) => {
      const who = subject('ApiKeyTemplate', row.id, row.name);
      checkNameKey(check, who, row);
      if (checkReference(check, who, 'Account', row.accountId, row.kind) && row.kind !== 'VENDOR')
        check.report(who, 'it is kept on a customer, below which no account is made');
      checkClientType(check, who, CLIENT_TYPES, row.clientType);
      if (isThere(row.valueHash) !== isThere(row.hint))
        check.report(who, 'it has a fixed value without its hint, or a hint without a value');
      if (isThere(row.valueHash)) checkHash(check, who, row.valueHash);
    },
  );
}
