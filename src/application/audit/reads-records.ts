import { type AccountPath, lineOf } from '../../domain/accounts/account-path';
import { type Caller, grantsOf } from '../caller';

/**
 * Whether the caller may read what was recorded on the line `pathThen`. A record belongs to those accounts that were on
 * its line at that time, wherever they stand now: so it takes ViewAuditLog granted on one of them. Whoever got the
 * account by a move since does not get its past with it.
 */
export function readsRecords(caller: Caller, pathThen: AccountPath): boolean {
  if (caller.kind === 'COMMAND_LINE') return true;
  const line = lineOf(pathThen);
  return grantsOf(caller).some(
    (grant) => grant.permissions.has('ViewAuditLog') && line.includes(lineOf(grant.path).at(-1) ?? ''),
  );
}
