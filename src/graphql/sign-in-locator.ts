import type { AccountLocator as SignInLocator } from '../application/sessions/locate-account';
import { parsePublicId } from '../domain/ids';
import { givenFields } from './given-fields';
import type { AccountLocator } from './inputs/account-locator';

/** What has not the form of an id is no account's, and answered like every other one that is not there. */
export function signInLocator(by: AccountLocator): SignInLocator {
  const given = givenFields(by, ['id', 'externalId', 'domain']);
  return given.id === undefined ? given : { ...given, id: parsePublicId('Account', given.id) ?? '' };
}
