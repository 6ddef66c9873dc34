import { type AccountPath, isWithin } from '../../domain/accounts/account-path';
import { type Caller, holds, pathsWith } from '../caller';

/**
 * How much of a key one sees. FULL: ViewApiKey on its own account. INHERITED: ViewApiKey on an account that inherits
 * it, and so only its id, name, hint, account's name, blocking account's name, flags, expiry and state.
 */
export type ApiKeyVisibility = 'FULL' | 'INHERITED' | 'NONE';

/** `keyAccountPath` is the path of the account on which the key is defined. */
export function apiKeyVisibility(caller: Caller, keyAccountPath: AccountPath): ApiKeyVisibility {
  if (holds(caller, keyAccountPath, 'ViewApiKey')) return 'FULL';
  return viewedPaths(caller).some((path) => isWithin(path, keyAccountPath)) ? 'INHERITED' : 'NONE';
}

/** The highest accounts on which the caller sees keys: everything at and below them, and what they inherit. */
export function viewedPaths(caller: Caller): AccountPath[] {
  return pathsWith(caller, 'ViewApiKey', '').filter((path) => holds(caller, path, 'ViewApiKey'));
}
