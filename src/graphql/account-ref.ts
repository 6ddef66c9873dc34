import type { AccountName } from '../application/accounts/load-account-names';
import { reaches } from '../application/caller';
import type { Context } from '../application/context';
import { publicId } from '../domain/ids';
import type { AccountRef } from './types/account-ref';

/** Name, and id where the viewer reaches the account. */
export function accountRef({ caller }: Context, { id, name, path }: AccountName): AccountRef {
  return { id: reaches(caller, path) ? publicId('Account', id) : null, name };
}
