import { ForbiddenError, NotFoundError } from '../../domain/errors';
import type { Permission } from '../../domain/permissions/permission';
import { Account } from '../../entities/account';
import { User } from '../../entities/user';
import { type Caller, holds, type UserCaller } from '../caller';
import type { Context } from '../context';
import { holdsAll } from '../users/stronger-user';
import { callerOfRow } from './load-caller';
import { requireSignedIn } from './require-signed-in';

/** All that `viewer` tells of a user: who they are, what they hold, and the names of the accounts where they do. */
const TAKES: readonly Permission[] = ['ViewAccount', 'ViewUser', 'ViewRole'];

/**
 * The caller as whom a signed-in user looks at what another one sees. Whoever looks sees nothing through it that they
 * could not see by themselves: the user is within their reach, and what the user holds they hold there too. There is no
 * session in it, and nothing can be changed.
 *
 * @param input.userId null: what was written is no id, and is answered as that of nobody
 * @throws NotFoundError for whom the caller may not see with their grants: nobody learns that such a user is there
 */
export async function loadViewedUser(context: Context, input: { readonly userId: string | null }): Promise<UserCaller> {
  const asker = requireSignedIn(context);
  const { user, account } = await findUser(context, input.userId);
  if (user.disabled)
    throw new ForbiddenError('This user is disabled and sees nothing: enable them to look as they do.');
  const viewed = await callerOfRow(context.manager, {
    session_id: asker.sessionId,
    user_id: user.id,
    user_name: user.name,
    account_id: account.id,
    path: account.path,
  });
  if (viewed === null) {
    throw new ForbiddenError("This user's account is suspended, so they see nothing: resume it to look as they do.");
  }
  // By the very grants that will answer: others may be given at any moment.
  if (!holdsAll(asker, viewed.grants)) {
    throw new ForbiddenError(
      'This user holds permissions, where they were granted, that you do not hold there yourself: looking as they do would show you more than you may see.',
    );
  }
  return { ...viewed, viewedBy: asker };
}

async function findUser(
  { caller, manager }: Context,
  id: string | null,
): Promise<{ readonly user: User; readonly account: Account }> {
  const user = id === null ? null : await manager.findOneBy(User, { id });
  const account = user && (await manager.findOneBy(Account, { id: user.accountId }));
  if (!user || !account || !sees(caller, account)) throw new NotFoundError('There is no such user within your reach.');
  return { user, account };
}

function sees(caller: Caller, { path }: Account): boolean {
  return TAKES.every((permission) => holds(caller, path, permission));
}
