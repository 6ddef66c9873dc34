import type { AccountReference } from '../application/accounts/find-account';
import { ValidationError } from '../domain/errors';
import { bareId } from './bare-id';
import { givenFields } from './given-fields';
import type { AccountLocator } from './inputs/account-locator';

/** @throws ValidationError unless exactly one field is given. */
export function accountReference(by: AccountLocator, path: readonly string[]): AccountReference {
  const { id, externalId, domain } = givenFields(by, ['id', 'externalId', 'domain']);
  if ([id, externalId, domain].filter((value) => value !== undefined).length !== 1) {
    throw ValidationError.of(
      path,
      'EXACTLY_ONE',
      'Name the account by exactly one of `id`, `externalId` and `domain`.',
    );
  }
  if (id !== undefined) return { id: bareId('Account', id, [...path, 'id']) };
  return externalId === undefined ? { domain: domain ?? '' } : { externalId };
}
