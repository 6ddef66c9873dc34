import { type AccountPath, lineOf } from '../../domain/accounts/account-path';
import { type Caller, grantsOf, onlookerOf } from '../caller';

/**
 * Whether the caller may read what was recorded on the line `pathThen`. A record belongs to those accounts that were on
 * its line at that time, wherever they stand now: so it takes ViewAuditLog granted on one of them. Whoever got the
 * account by a move since does not get its past with it, nor by looking at what a user sees who came along.
 */
export function readsRecords(caller: Caller, pathThen: AccountPath): boolean {
  if (caller.kind === 'COMMAND_LINE') return true;
  const onlooker = onlookerOf(caller);
  if (onlooker && !readsRecords(onlooker, pathThen)) return false;
  const line = lineOf(pathThen);
  return grantsOf(caller).some(
    (grant) => grant.permissions.has('ViewAuditLog') && line.includes(lineOf(grant.path).at(-1) ?? ''),
  );
}
