import { RoleGrant } from '../../entities/role-grant';
import { User } from '../../entities/user';
import { change } from '../change';
import type { Context } from '../context';
import { endSessionsOf } from '../sessions/end-sessions-of';
import { requireLastAdministrator } from './last-administrator';
import { requireUser } from './require-user';
import { requireNotStronger } from './stronger-user';

export interface DeleteUserInput {
  readonly userId: string;
}

export interface DeleteUserResult {
  /** As they were. */
  readonly user: User;
  readonly removedGrants: RoleGrant[];
  readonly sessionsEnded: number;
}

/** Takes DeleteUser on the user's account and all that the user's grants give. */
export function deleteUser(context: Context, input: DeleteUserInput): Promise<DeleteUserResult> {
  return change(context, async (change) => {
    const { user, account } = await requireUser(change, input.userId, 'DeleteUser', ['userId']);
    await requireNotStronger(change, user, ['userId']);
    const removedGrants = await change.manager.find(RoleGrant, { where: { userId: user.id }, order: { id: 'ASC' } });
    const sessionsEnded = await endSessionsOf(change, user.id);
    await change.manager.delete(User, { id: user.id });
    await requireLastAdministrator(change);
    const { name, email, displayName, disabled } = user;
    change.audit({
      action: 'USER_DELETED',
      account,
      target: { type: 'User', id: user.id, name },
      before: {
        name,
        email,
        displayName,
        disabled,
        grants: removedGrants.map(({ roleId, accountId }) => ({ roleId, accountId })),
      },
    });
    for (const grant of removedGrants) change.record('role_grant', grant.id);
    change.record('user', user.id);
    return { user, removedGrants, sessionsEnded };
  });
}
