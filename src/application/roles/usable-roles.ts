import { In, type EntityManager } from 'typeorm';
import { type AccountPath, lineOf } from '../../domain/accounts/account-path';
import { Role } from '../../entities/role';

/** The roles that can be granted on the account: those of its line; of one name only the nearest. By name. */
export async function usableRoles(manager: EntityManager, place: AccountPath, key?: string): Promise<Role[]> {
  const line = lineOf(place);
  const found = await manager.findBy(Role, { accountId: In(line), ...(key === undefined ? {} : { nameKey: key }) });
  const nearest = new Map<string, Role>();
  for (const role of found) {
    const other = nearest.get(role.nameKey);
    if (!other || line.indexOf(role.accountId) > line.indexOf(other.accountId)) nearest.set(role.nameKey, role);
  }
  return [...nearest.values()].sort((a, b) => Buffer.compare(Buffer.from(a.nameKey), Buffer.from(b.nameKey)));
}
