import { createAccount } from '../../src/application/accounts/create-account';
import { deleteAccount } from '../../src/application/accounts/delete-account';
import { moveAccount } from '../../src/application/accounts/move-account';
import { updateAccount } from '../../src/application/accounts/update-account';
import { blockInheritedKey } from '../../src/application/keys/block-inherited-key';
import { createApiKey } from '../../src/application/keys/create-api-key';
import { regenerateApiKey } from '../../src/application/keys/regenerate-api-key';
import { createRole } from '../../src/application/roles/create-role';
import { deleteRole } from '../../src/application/roles/delete-role';
import { revokeGrant } from '../../src/application/roles/revoke-grant';
import { updateRole } from '../../src/application/roles/update-role';
import { deleteUser } from '../../src/application/users/delete-user';
import { updateUser } from '../../src/application/users/update-user';
import { KeytreeError } from '../../src/domain/errors';

/** What two servers are told to do at once. */
export const USE_CASES = {
  createAccount,
  deleteAccount,
  moveAccount,
  updateAccount,
  blockInheritedKey,
  createApiKey,
  regenerateApiKey,
  createRole,
  deleteRole,
  revokeGrant,
  updateRole,
  deleteUser,
  updateUser,
};

export type RacingUseCase = keyof typeof USE_CASES;

export type RacingInput<U extends RacingUseCase> = Parameters<(typeof USE_CASES)[U]>[1];

/** `DONE`, or the code of the refusal. @throws what is no refusal but a failure */
export async function outcomeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'DONE';
  } catch (error) {
    if (error instanceof KeytreeError) return error.code;
    throw error;
  }
}
