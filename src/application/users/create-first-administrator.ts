import { ConflictError } from '../../domain/errors';
import { generatePassword } from '../../domain/users/generate-password';
import { User } from '../../entities/user';
import type { Context } from '../context';
import { createAdministrator } from './create-administrator';

/** Where nobody could sign in yet; null where there are users. The password is answered only where it was generated. */
export async function createFirstAdministrator(
  context: Context,
  wanted: { readonly name: string; readonly password: string | null },
): Promise<{ name: string; generatedPassword: string | null } | null> {
  if ((await context.manager.count(User)) > 0) return null;
  const password = wanted.password ?? generatePassword();
  try {
    await createAdministrator(context, { name: wanted.name, password });
  } catch (error) {
    // Another instance that started at the same time made it.
    if (error instanceof ConflictError) return null;
    throw error;
  }
  return { name: wanted.name, generatedPassword: wanted.password === null ? password : null };
}
