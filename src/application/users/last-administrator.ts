import { PERMISSIONS, type Permission } from '../../domain/permissions/permission';
import { ConflictError } from '../../domain/errors';
import type { Change } from '../change';

/**
 * One enabled user who holds every permission on the root always remains. Called within the transaction, after
 * whatever could take the last one: disabling or deleting a user, revoking a grant, changing or deleting a role.
 */
export async function requireLastAdministrator(change: Change): Promise<void> {
  const rows = await change.manager.query<{ id: string; permissions: string }[]>(
    `SELECT u.id AS id, r.permissions AS permissions
     FROM account a JOIN role_grant g ON g.account_id = a.id JOIN role r ON r.id = g.role_id
     JOIN user u ON u.id = g.user_id
     WHERE a.root_slot = 1 AND u.disabled = 0`,
  );
  const held = new Map<string, Set<Permission>>();
  for (const row of rows) {
    const permissions = held.get(row.id) ?? new Set<Permission>();
    for (const permission of JSON.parse(row.permissions) as Permission[]) permissions.add(permission);
    held.set(row.id, permissions);
  }
  const remains = [...held.values()].some((permissions) => PERMISSIONS.every((each) => permissions.has(each)));
  if (!remains) {
    throw new ConflictError(
      'After this nobody would hold every permission on the root account: make another administrator first.',
    );
  }
}
