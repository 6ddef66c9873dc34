import { In } from 'typeorm';
import { isWithin } from '../../domain/accounts/account-path';
import { Account } from '../../entities/account';
import { Role } from '../../entities/role';
import { holds, pathsWith } from '../caller';
import type { Context } from '../context';
import { type VisibleRole, visibleRole } from './visible-role';

/** The roles of the ids that the caller may see, as far as they may: two statements. */
export async function loadVisibleRoles(
  context: Context,
  ids: readonly string[],
): Promise<ReadonlyMap<string, VisibleRole>> {
  const roles = await context.manager.findBy(Role, { id: In([...ids]) });
  const homes = await context.manager.findBy(Account, { id: In(roles.map((role) => role.accountId)) });
  const paths = new Map(homes.map((home) => [home.id, home.path]));
  const found = new Map<string, VisibleRole>();
  for (const role of roles) {
    const home = paths.get(role.accountId) ?? '';
    const whole = holds(context.caller, home, 'ViewRole');
    if (whole || pathsWith(context.caller, 'ViewRole', home).some((path) => isWithin(path, home))) {
      found.set(role.id, visibleRole(role, whole));
    }
  }
  return found;
}
