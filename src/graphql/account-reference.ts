import type { AccountReference } from '../application/accounts/find-account';
import { ValidationError } from '../domain/errors';
import { bareId } from './bare-id';
import type { AccountLocator } from './inputs/account-locator';

/** @throws ValidationError unless exactly one field is given. */
export function accountReference(by: AccountLocator, path: readonly string[]): AccountReference {
  const given = [by.id, by.externalId, by.domain].filter((value) => value != null);
  if (given.length !== 1) {
    throw ValidationError.of(path, 'EXACTLY_ONE', 'Name the account by exactly one of `id`, `externalId` and `domain`.');
  }
  if (by.id != null) return { id: bareId('Account', by.id, [...path, 'id']) };
  if (by.externalId != null) return { externalId: by.externalId };
  return { domain: by.domain ?? '' };
}
