import { Brackets } from 'typeorm';
import { lineOf, isWithin, subtreeRange } from '../../domain/accounts/account-path';
import { ForbiddenError, NotFoundError } from '../../domain/errors';
import { Account } from '../../entities/account';
import { RoleGrant } from '../../entities/role-grant';
import { requireAccount, requirePermission } from '../access';
import { pathsWith, reaches } from '../caller';
import type { Context } from '../context';
import { hiddenBelow, leaveOut } from '../hidden-subtrees';
import { keysetPage, type Page, type PageRequest } from '../keyset-page';
import { requireUser } from '../users/require-user';

/** The grants made on the account itself, oldest first; cursor values are `[id]`. Takes ViewRole there. */
export async function listGrantsOfAccount(
  context: Context,
  input: PageRequest & { readonly accountId: string },
): Promise<Page<RoleGrant>> {
  const account = await requireAccount(context, input.accountId, 'ViewRole', ['accountId']);
  const query = context.manager
    .createQueryBuilder(RoleGrant, 'g')
    .where('g.accountId = :accountId', { accountId: account.id });
  return keysetPage(query, [{ column: 'g.id' }], 'ASC', input);
}

/**
 * The grants of the user on the accounts where the caller has ViewRole, oldest first; cursor values are `[id]`.
 * Takes ViewUser on the user's account.
 */
export async function listGrantsOfUser(
  context: Context,
  input: PageRequest & { readonly userId: string },
): Promise<Page<RoleGrant>> {
  const { user, account } = await requireUser(context, input.userId, 'ViewUser', ['userId']);
  const root = `${lineOf(account.path)[0] ?? ''}/`;
  // A user's grants stand on their account and below it.
  const visible = pathsWith(context.caller, 'ViewRole', root).filter(
    (path) => isWithin(path, account.path) || isWithin(account.path, path),
  );
  if (visible.length === 0) throw new ForbiddenError('This takes the permission ViewRole on the account.', ['userId']);
  const query = context.manager
    .createQueryBuilder(RoleGrant, 'g')
    .innerJoin(Account, 'a', 'a.id = g.accountId')
    .where('g.userId = :userId', { userId: user.id })
    .andWhere(
      new Brackets((either) => {
        visible.forEach((path, at) => {
          const { from, to } = subtreeRange(path);
          either.orWhere(`(a.path >= :from${at} AND a.path < :to${at})`, { [`from${at}`]: from, [`to${at}`]: to });
        });
      }),
    );
  leaveOut(
    query,
    visible.flatMap((path) => hiddenBelow(context.caller, path)),
  );
  return keysetPage(query, [{ column: 'g.id' }], 'ASC', input);
}

/** Takes ViewRole on the grant's account. */
export async function getGrant(context: Context, input: { readonly grantId: string }): Promise<RoleGrant> {
  const grant = await context.manager.findOneBy(RoleGrant, { id: input.grantId });
  const account = grant && (await context.manager.findOneBy(Account, { id: grant.accountId }));
  if (!grant || !account || !reaches(context.caller, account.path)) {
    throw new NotFoundError('There is no such grant within your reach.', ['grantId']);
  }
  requirePermission(context, account, 'ViewRole', ['grantId']);
  return grant;
}
