import { ConflictError } from '../../domain/errors';
import { nameKey } from '../../domain/text/name';
import { User } from '../../entities/user';
import { requireVersion } from '../access';
import { changedFields } from '../audit/changed-fields';
import type { AuditAction } from '../audit/audit-entry';
import { holds } from '../caller';
import { type Change, change } from '../change';
import type { Context } from '../context';
import { endSessionsOf } from '../sessions/end-sessions-of';
import { faultsOfUser } from './create-user';
import { requireLastAdministrator } from './last-administrator';
import { requireUser, type UserAndAccount } from './require-user';
import { requireNotStronger } from './stronger-user';

export interface UpdateUserInput {
  readonly userId: string;
  readonly version: number;
  readonly name?: string | undefined;
  readonly displayName?: string | null | undefined;
  readonly email?: string | null | undefined;
  readonly disabled?: boolean | undefined;
}

const FIELDS = ['name', 'displayName', 'email', 'disabled'] as const;

/**
 * Takes ModifyUser on the user's account; e-mail and disabled flag of another user also take all that the user's
 * grants give. Disabling ends the user's sessions.
 */
export function updateUser(context: Context, input: UpdateUserInput): Promise<User> {
  return change(context, async (change) => {
    const found = await requireUser(change, input.userId, 'ModifyUser', ['userId']);
    const before = found.user;
    faultsOfUser(input).refuse();
    requireVersion(before, input.version, { type: 'User', id: before.id });
    const name = input.name ?? before.name;
    const after = Object.assign(new User(), before, {
      name,
      nameKey: nameKey(name),
      displayName: input.displayName === undefined ? before.displayName : input.displayName,
      email: input.email === undefined ? before.email : input.email,
      disabled: input.disabled ?? before.disabled,
    });
    const changed = changedFields(before, after, FIELDS);
    if (!changed) return before;
    if ('email' in changed.after) await requireNotStronger(change, before, ['email']);
    if ('disabled' in changed.after) await requireNotStronger(change, before, ['disabled']);
    if (after.nameKey !== before.nameKey) await requireFreeName(change, found, after.nameKey);
    after.version++;
    after.updatedAt = change.now();
    const { id: _id, passwordHash: _hash, signIns: _signIns, ...columns } = after;
    await change.manager.update(User, { id: before.id }, columns);
    if (after.disabled && !before.disabled) {
      await endSessionsOf(change, before.id);
      await requireLastAdministrator(change);
    }
    const account = found.account;
    change.audit({
      action: actionOf(before, after),
      account,
      target: { type: 'User', id: after.id, name: after.name },
      ...changed,
    });
    change.record('user', after.id);
    return after;
  });
}

async function requireFreeName(change: Change, { account }: UserAndAccount, key: string): Promise<void> {
  const existing = await change.manager.findOneBy(User, { accountId: account.id, nameKey: key });
  if (!existing) return;
  throw new ConflictError(
    'There is a user of this name on the account already: choose another name.',
    ['name'],
    holds(change.caller, account.path, 'ViewUser') ? { existing: { type: 'User', id: existing.id } } : {},
  );
}

function actionOf(before: User, after: User): AuditAction {
  if (before.disabled === after.disabled) return 'USER_UPDATED';
  return after.disabled ? 'USER_DISABLED' : 'USER_ENABLED';
}
