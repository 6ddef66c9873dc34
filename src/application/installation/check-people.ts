import { isWithin } from '../../domain/accounts/account-path';
import { isPermission, PERMISSIONS, type Permission } from '../../domain/permissions/permission';
import { checkPermissions } from './check-keys';
import { type Check, checkNameKey, checkReference, eachRow, isThere, type Row, subject, text } from './check-rows';

/** Users, roles and grants, sessions, and whether anybody may still do everything. */
export async function checkPeople(check: Check): Promise<void> {
  await checkUsers(check);
  await checkRoles(check);
  await checkGrants(check);
  await eachRow(
    check,
    {
      select: 's.id AS id, s.user_id AS userId, u.id AS user_',
      from: 'session s LEFT JOIN user u ON u.id = s.user_id',
      by: ['s.id'],
    },
    (row) => {
      checkReference(check, subject('Session', row.id), 'User', row.userId, row.user_);
    },
  );
}

async function checkUsers(check: Check): Promise<void> {
  await eachRow(
    check,
    {
      select:
        'u.id AS id, u.name AS name, u.name_key AS nameKey, u.account_id AS accountId, u.password_hash AS passwordHash, a.id AS account',
      from: 'user u LEFT JOIN account a ON a.id = u.account_id',
      by: ['u.id'],
    },
    (row) => {
      const who = subject('User', row.id, row.name);
      checkNameKey(check, who, row);
      if (!isThere(row.account)) check.report(who, `their account ${subject('Account', row.accountId)} does not exist`);
      if (!text(row.passwordHash).startsWith('$argon2id$'))
        check.report(who, 'their password hash is none of argon2id: they cannot sign in');
    },
  );
}

async function checkRoles(check: Check): Promise<void> {
  await eachRow(
    check,
    {
      select:
        'r.id AS id, r.name AS name, r.name_key AS nameKey, r.account_id AS accountId, r.permissions AS permissions, a.id AS account',
      from: 'role r LEFT JOIN account a ON a.id = r.account_id',
      by: ['r.id'],
    },
    (row) => {
      const who = subject('Role', row.id, row.name);
      checkNameKey(check, who, row);
      checkReference(check, who, 'Account', row.accountId, row.account);
      checkPermissions(check, who, row.permissions);
    },
  );
}

/** Role and user stand on the line of the account; and of all grants on the root, one user has everything. */
async function checkGrants(check: Check): Promise<void> {
  const held = new Map<string, Set<Permission>>();
  await eachRow(
    check,
    {
      select: `g.id AS id, g.user_id AS userId, g.role_id AS roleId, g.account_id AS accountId, a.path AS path, a.root_slot AS rootSlot,
            u.disabled AS disabled, ua.path AS userPath, r.permissions AS permissions, ra.path AS rolePath`,
      from: `role_grant g LEFT JOIN account a ON a.id = g.account_id
     LEFT JOIN user u ON u.id = g.user_id LEFT JOIN account ua ON ua.id = u.account_id
     LEFT JOIN role r ON r.id = g.role_id LEFT JOIN account ra ON ra.id = r.account_id`,
      by: ['g.id'],
    },
    (row) => {
      checkGrant(check, row);
      if (row.rootSlot !== 1 || row.disabled !== 0) return;
      const permissions = held.get(text(row.userId)) ?? new Set<Permission>();
      for (const permission of listOf(row.permissions)) permissions.add(permission);
      held.set(text(row.userId), permissions);
    },
  );
  if (![...held.values()].some((permissions) => PERMISSIONS.every((each) => permissions.has(each)))) {
    check.report('the installation', 'no enabled user holds every permission on the root: `create-admin` makes one');
  }
}

function checkGrant(check: Check, row: Row): void {
  const who = subject('RoleGrant', row.id);
  const references = [
    checkReference(check, who, 'Account', row.accountId, row.path),
    checkReference(check, who, 'User', row.userId, row.userPath),
    checkReference(check, who, 'Role', row.roleId, row.rolePath),
  ];
  if (references.includes(false)) return;
  if (!isWithin(text(row.path), text(row.userPath)))
    check.report(who, `its user ${subject('User', row.userId)} is not on the line of its account`);
  if (!isWithin(text(row.path), text(row.rolePath)))
    check.report(who, `its role ${subject('Role', row.roleId)} is not on the line of its account`);
}

/** What is no list was reported with its role. */
function listOf(value: unknown): Permission[] {
  try {
    const list = JSON.parse(text(value)) as unknown;
    return Array.isArray(list)
      ? list.filter((each): each is Permission => typeof each === 'string' && isPermission(each))
      : [];
  } catch {
    return [];
  }
}
