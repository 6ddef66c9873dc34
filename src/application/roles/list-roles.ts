import { nameKey } from '../../domain/text/name';
import { isWithin } from '../../domain/accounts/account-path';
import { Account } from '../../entities/account';
import { Role } from '../../entities/role';
import { In } from 'typeorm';
import { requireAccount } from '../access';
import { holds } from '../caller';
import type { Context } from '../context';
import { keysetPage, type Page, type PageRequest, prefixRange } from '../keyset-page';
import { usableRoles } from './usable-roles';
import { type VisibleRole, visibleRole } from './visible-role';

export interface ListRolesInput extends PageRequest {
  readonly accountId: string;
  /** Names that begin with it, without case. */
  readonly namePrefix?: string | undefined;
}

/** The roles kept on the account, by name; cursor values are `[nameKey, id]`. Takes ViewRole there. */
export async function listRoles(context: Context, input: ListRolesInput): Promise<Page<Role>> {
  const account = await requireAccount(context, input.accountId, 'ViewRole', ['accountId']);
  const query = context.manager
    .createQueryBuilder(Role, 'r')
    .where('r.accountId = :accountId', { accountId: account.id });
  if (input.namePrefix) {
    const range = prefixRange(nameKey(input.namePrefix));
    query.andWhere('r.nameKey >= :nameFrom AND r.nameKey < :nameTo', { nameFrom: range.from, nameTo: range.to });
  }
  return keysetPage(query, [{ column: 'r.nameKey', bytes: true }, { column: 'r.id' }], 'ASC', input);
}

/** The roles that can be granted on the account, those from above its line's reach too. Takes ViewRole there. */
export async function listUsableRoles(context: Context, input: { readonly accountId: string }): Promise<VisibleRole[]> {
  const account = await requireAccount(context, input.accountId, 'ViewRole', ['accountId']);
  const roles = await usableRoles(context.manager, account.path);
  const homes = await context.manager.findBy(Account, { id: In(roles.map((role) => role.accountId)) });
  const whole = new Set(
    homes
      .filter((home) => isWithin(account.path, home.path) && holds(context.caller, home.path, 'ViewRole'))
      .map((home) => home.id),
  );
  return roles.map((role) => visibleRole(role, whole.has(role.accountId)));
}
