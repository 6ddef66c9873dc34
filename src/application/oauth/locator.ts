import { parsePublicId } from '../../domain/ids';
import type { AccountLocator } from '../sessions/locate-account';
import type { NamedAccount } from './client';

/** What has not the form of an id is no account's, and answered like every other one that is not there. */
export function locatorOf({ by, text }: NonNullable<NamedAccount>): AccountLocator {
  return by === 'id' ? { id: parsePublicId('Account', text) ?? '' } : { [by]: text };
}
