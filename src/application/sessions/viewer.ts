import { In } from 'typeorm';
import { canonicalPermissions, type Permission } from '../../domain/permissions/permission';
import { Account } from '../../entities/account';
import { User } from '../../entities/user';
import { permissionsOn } from '../caller';
import type { Context } from '../context';
import { lineOf } from '../../domain/accounts/account-path';

interface ViewerPermissions {
  readonly account: Account;
  /** All that is held there, with what comes from above; it holds on everything below too. */
  readonly permissions: Permission[];
}

export interface Viewer {
  readonly user: User;
  readonly account: Account;
  readonly sessionId: string;
  /** One for each account on which the user has a grant, from the top. */
  readonly permissions: ViewerPermissions[];
}

/** The signed-in user, who sees themselves whatever they may do; null where nobody is signed in. */
export async function viewer(context: Context): Promise<Viewer | null> {
  const { caller, manager } = context;
  if (caller.kind !== 'USER') return null;
  const user = await manager.findOneBy(User, { id: caller.userId });
  const account = user && (await manager.findOneBy(Account, { id: user.accountId }));
  if (!user || !account) return null;
  const ids = [...new Set(caller.grants.map((grant) => lineOf(grant.path).at(-1) ?? ''))];
  const accounts = await manager.find(Account, { where: { id: In(ids) }, order: { path: 'ASC' } });
  return {
    user,
    account,
    sessionId: caller.sessionId,
    permissions: accounts.map((one) => ({
      account: one,
      permissions: canonicalPermissions(permissionsOn(caller, one.path)),
    })),
  };
}
