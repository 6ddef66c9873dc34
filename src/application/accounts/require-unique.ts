import { In } from 'typeorm';
import { ConflictError } from '../../domain/errors';
import { Account } from '../../entities/account';
import { AccountDomain } from '../../entities/account-domain';
import { holds, reaches } from '../caller';
import type { Change } from '../change';

/** The external id and domains are of no other account of the installation. `accountId`: the one that is to have them. */
export async function requireUnique(
  change: Change,
  accountId: string,
  externalId: string | null | undefined,
  domains: readonly string[] | undefined,
): Promise<void> {
  if (typeof externalId === 'string') {
    const existing = await change.manager.findOneBy(Account, { externalId });
    if (existing && existing.id !== accountId) {
      throw taken(change, existing, 'This external id belongs to another account.', 'externalId');
    }
  }
  if (domains && domains.length > 0) {
    const rows = await change.manager.findBy(AccountDomain, { domain: In([...domains]) });
    const row = rows.find((candidate) => candidate.accountId !== accountId);
    if (row) {
      const existing = await change.manager.findOneByOrFail(Account, { id: row.accountId });
      throw taken(change, existing, `The domain ${row.domain} belongs to another account.`, 'domains');
    }
  }
}

/** Says whose it is only to who may see that account. */
function taken(change: Change, existing: Account, message: string, field: string): ConflictError {
  const visible = reaches(change.caller, existing.path) && holds(change.caller, existing.path, 'ViewAccount');
  return new ConflictError(message, [field], visible ? { existing: { type: 'Account', id: existing.id } } : {});
}
