import { ConflictError } from '../../domain/errors';
import { checkName, nameKey } from '../../domain/text/name';
import { checkPassword } from '../../domain/users/password';
import { User } from '../../entities/user';
import { requireAccount } from '../access';
import { holds } from '../caller';
import { change } from '../change';
import type { Context } from '../context';
import { InputFaults } from '../input-faults';
import { newId } from '../new-id';
import { checkEmail } from './check-email';

export interface NewUser {
  readonly accountId: string;
  /** For signing in; unique on the account without case. */
  readonly name: string;
  readonly email?: string | null | undefined;
  readonly displayName?: string | null | undefined;
  readonly disabled?: boolean | undefined;
}

export interface CreateUserInput extends NewUser {
  readonly password: string;
}

/** Makes a user, who has no permissions until a role is granted. Takes ModifyUser on the account. */
export async function createUser(context: Context, input: CreateUserInput): Promise<User> {
  // Before hashing, which is slow and bounded: whoever may not create anything must not be able to fill its queue.
  await requireAccount(context, input.accountId, 'ModifyUser', ['accountId']);
  faultsOfUser(input).add(['password'], checkPassword(input.password)).refuse();
  const passwordHash = await context.services.passwords.hash(input.password);
  return createUserWithHash(context, input, passwordHash);
}

/** The same with a password that is hashed already: for imports, and within a transaction. */
export function createUserWithHash(context: Context, input: NewUser, passwordHash: string): Promise<User> {
  return change(context, async (change) => {
    const account = await requireAccount(change, input.accountId, 'ModifyUser', ['accountId']);
    faultsOfUser(input).refuse();
    const key = nameKey(input.name);
    const existing = await change.manager.findOneBy(User, { accountId: account.id, nameKey: key });
    if (existing) {
      throw new ConflictError(
        'There is a user of this name on the account already: choose another name.',
        ['name'],
        holds(change.caller, account.path, 'ViewUser') ? { existing: { type: 'User', id: existing.id } } : {},
      );
    }
    const now = change.now();
    const user = Object.assign(new User(), {
      id: newId(),
      accountId: account.id,
      name: input.name,
      nameKey: key,
      passwordHash,
      disabled: input.disabled ?? false,
      email: input.email ?? null,
      displayName: input.displayName ?? null,
      signIns: 0,
      version: 1,
      createdAt: now,
      updatedAt: now,
    });
    await change.manager.insert(User, user);
    const { name, email, displayName, disabled } = user;
    change.audit({
      action: 'USER_CREATED',
      account,
      target: { type: 'User', id: user.id, name },
      after: { name, email, displayName, disabled },
    });
    change.record('user', user.id);
    return user;
  });
}

export function faultsOfUser(input: {
  readonly name?: string | undefined;
  readonly email?: string | null | undefined;
  readonly displayName?: string | null | undefined;
}): InputFaults {
  const faults = new InputFaults();
  if (input.name !== undefined) faults.add(['name'], checkName(input.name));
  if (typeof input.email === 'string') faults.add(['email'], checkEmail(input.email));
  if (typeof input.displayName === 'string') faults.add(['displayName'], checkName(input.displayName));
  return faults;
}
