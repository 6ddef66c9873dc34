import { In } from 'typeorm';
import { canonicalPermissions, type Permission } from '../../domain/permissions/permission';
import { Account } from '../../entities/account';
import { User } from '../../entities/user';
import { actingUserId, permissionsOn } from '../caller';
import type { Context } from '../context';
import { findApiKey } from '../keys/require-api-key';
import { type VisibleApiKey, visibleApiKey } from '../keys/visible-api-key';
import { lineOf } from '../../domain/accounts/account-path';

interface ViewerPermissions {
  readonly account: Account;
  /** All that is held there, with what comes from above; it holds on everything below too. */
  readonly permissions: Permission[];
}

export interface Viewer {
  /** Null for a key alone. */
  readonly user: User | null;
  /** As far as the viewer sees it; null for a management sign-in. */
  readonly apiKey: VisibleApiKey | null;
  /** The user's; of a key alone, that which defines it. */
  readonly account: Account;
  /** One for each account on which something is granted, from the top. */
  readonly permissions: ViewerPermissions[];
}

/** Who asks, who sees themselves whatever they may do; null where nobody is signed in. */
export async function viewer(context: Context): Promise<Viewer | null> {
  const { caller, manager } = context;
  if (caller.kind !== 'USER' && caller.kind !== 'KEY') return null;
  const userId = actingUserId(caller);
  const user = userId === null ? null : await manager.findOneBy(User, { id: userId });
  const found = caller.kind === 'KEY' ? await findApiKey(context, caller.keyId) : null;
  const account = await manager.findOneBy(Account, { id: caller.accountId });
  if (!account || (userId !== null && !user) || (caller.kind === 'KEY' && !found)) return null;
  const ids = [...new Set(caller.grants.map((grant) => lineOf(grant.path).at(-1) ?? ''))];
  const accounts = await manager.find(Account, { where: { id: In(ids) }, order: { path: 'ASC' } });
  return {
    user,
    apiKey: found && visibleApiKey(context, found.key, found.account.path),
    account,
    permissions: accounts.map((one) => ({
      account: one,
      permissions: canonicalPermissions(permissionsOn(caller, one.path)),
    })),
  };
}
