import { insertAll } from '../../database/insert';
import { Account } from '../../entities/account';
import { AccountDomain } from '../../entities/account-domain';
import { ApiKey } from '../../entities/api-key';
import { ApiKeyTemplate } from '../../entities/api-key-template';
import { ApiKeyValue } from '../../entities/api-key-value';
import { KeyBlock } from '../../entities/key-block';
import { Role } from '../../entities/role';
import { RoleGrant } from '../../entities/role-grant';
import { User } from '../../entities/user';
import { changedFields, pick } from '../audit/changed-fields';
import type { Change } from '../change';
import { API_KEY_AUDITED } from '../keys/api-key-input';
import { TEMPLATE_AUDITED } from '../templates/template-input';
import type { NewRows } from './new-rows';

/** Writes all of it, parents first, with a change record and an audit record for each object. */
export async function insertRows(change: Change, rows: NewRows): Promise<void> {
  const { manager } = change;
  for (const { valueHash, accountId } of rows.forgotten) await manager.delete(ApiKeyValue, { valueHash, accountId });
  await updateRoot(change, rows);
  await insertAll(manager, Account, rowsOf(rows.accounts));
  await insertAll(
    manager,
    AccountDomain,
    rows.accounts.flatMap(({ row, domains }) => domains.map((domain) => domainRow(row.id, domain))),
  );
  await insertAll(manager, ApiKey, rowsOf(rows.keys));
  await insertAll(
    manager,
    ApiKeyValue,
    rows.keys.flatMap(({ values }) => values),
  );
  await insertAll(manager, ApiKeyTemplate, rowsOf(rows.templates));
  await insertAll(manager, Role, rowsOf(rows.roles));
  await insertAll(manager, User, rowsOf(rows.users));
  await insertAll(manager, KeyBlock, rowsOf(rows.blocks));
  await insertAll(manager, RoleGrant, rowsOf(rows.grants));
  tell(change, rows);
}

function rowsOf<T>(all: readonly { readonly row: T }[]): T[] {
  return all.map(({ row }) => row);
}

function domainRow(accountId: string, domain: string): AccountDomain {
  return Object.assign(new AccountDomain(), { domain, accountId });
}

async function updateRoot(change: Change, { root }: NewRows): Promise<void> {
  if (!root) return;
  const { before, after, domains } = root;
  const { manager } = change;
  await manager.update(Account, { id: after.id }, after);
  if (domains) {
    await manager.delete(AccountDomain, { accountId: after.id });
    await insertAll(
      manager,
      AccountDomain,
      domains.map((domain) => domainRow(after.id, domain)),
    );
  }
  change.record('account', after.id);
  const changed = changedFields(before, after, [
    'name',
    'externalId',
    'userAccessTokenSeconds',
    'deviceAccessTokenSeconds',
    'refreshTokenSeconds',
  ]);
  change.audit({
    action: 'ACCOUNT_UPDATED',
    account: after,
    target: { type: 'Account', id: after.id, name: after.name },
    before: changed?.before ?? null,
    after: { ...changed?.after, ...(domains ? { domains } : {}) },
  });
}

/** As the use cases that make one of each do. */
function tell(change: Change, rows: NewRows): void {
  for (const { row, domains } of rows.accounts) {
    const { kind, name, parentId, status, externalId } = row;
    change.record('account', row.id);
    change.audit({
      action: 'ACCOUNT_CREATED',
      account: row,
      target: { type: 'Account', id: row.id, name },
      after: { kind, name, parentId, status, externalId, domains, ...ownLifetimes(row) },
    });
  }
  for (const { place, row } of rows.keys) {
    change.record('api_key', row.id);
    change.audit({
      action: 'API_KEY_CREATED',
      account: place,
      target: { type: 'ApiKey', id: row.id, name: row.name },
      after: pick(row, API_KEY_AUDITED),
    });
  }
  for (const { place, row } of rows.templates) {
    change.record('template', row.id);
    change.audit({
      action: 'TEMPLATE_CREATED',
      account: place,
      target: { type: 'ApiKeyTemplate', id: row.id, name: row.name },
      after: pick(row, TEMPLATE_AUDITED),
    });
  }
  tellOfPeople(change, rows);
}

function tellOfPeople(change: Change, rows: NewRows): void {
  for (const { place, row } of rows.roles) {
    change.record('role', row.id);
    change.audit({
      action: 'ROLE_CREATED',
      account: place,
      target: { type: 'Role', id: row.id, name: row.name },
      after: pick(row, ['name', 'description', 'permissions']),
    });
  }
  for (const { place, row } of rows.users) {
    change.record('user', row.id);
    change.audit({
      action: 'USER_CREATED',
      account: place,
      target: { type: 'User', id: row.id, name: row.name },
      after: pick(row, ['name', 'email', 'displayName', 'disabled']),
    });
  }
  for (const { place, row, key } of rows.blocks) {
    change.record('key_block', `${row.accountId}:${row.keyId}`);
    change.audit({
      action: 'API_KEY_BLOCKED',
      account: place,
      target: { type: 'ApiKey', id: key.id, name: key.name },
      after: { blocked: true },
    });
  }
  for (const { place, row, role, user } of rows.grants) {
    change.record('role_grant', row.id);
    change.audit({
      action: 'ROLE_GRANTED',
      account: place,
      target: { type: 'RoleGrant', id: row.id, name: role.name },
      after: { userId: user.id, userName: user.name, roleId: role.id, roleName: role.name },
    });
  }
}

function ownLifetimes(account: Account): Record<string, number> {
  const { userAccessTokenSeconds, deviceAccessTokenSeconds, refreshTokenSeconds } = account;
  const all = { userAccessTokenSeconds, deviceAccessTokenSeconds, refreshTokenSeconds };
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, number] => entry[1] !== null));
}
