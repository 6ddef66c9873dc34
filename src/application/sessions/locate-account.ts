import type { EntityManager } from 'typeorm';
import { parseHostName } from '../../domain/accounts/host-name';
import { Account } from '../../entities/account';
import { AccountDomain } from '../../entities/account-domain';

/** Exactly one of the three. */
export interface AccountLocator {
  readonly id?: string | undefined;
  readonly externalId?: string | undefined;
  readonly domain?: string | undefined;
}

const MAX_EXTERNAL_ID_BYTES = 255;

/** How many ways of naming the account were given: one is right. */
export function locatorParts(locator: AccountLocator): string[] {
  return [locator.id, locator.externalId, locator.domain].filter((part) => part !== undefined);
}

/** The account meant, whoever asks; none named is the root. What has not the form of a name is no account's. */
export async function locateAccount(
  manager: EntityManager,
  locator: AccountLocator | null | undefined,
): Promise<Account | null> {
  if (!locator) return manager.findOneBy(Account, { rootSlot: 1 });
  if (locator.id !== undefined) {
    return /^[0-9a-f]{32}$/.test(locator.id) ? manager.findOneBy(Account, { id: locator.id }) : null;
  }
  if (locator.externalId !== undefined) {
    if (Buffer.byteLength(locator.externalId, 'utf8') > MAX_EXTERNAL_ID_BYTES) return null;
    return manager.findOneBy(Account, { externalId: locator.externalId });
  }
  // With a trailing dot it is the same name.
  const host = parseHostName((locator.domain ?? '').replace(/\.$/, ''));
  if (!host.ok) return null;
  const domain = await manager.findOneBy(AccountDomain, { domain: host.hostName });
  return domain && manager.findOneBy(Account, { id: domain.accountId });
}
