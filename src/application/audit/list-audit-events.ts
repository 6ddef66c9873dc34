import { Brackets } from 'typeorm';
import { subtreeRange } from '../../domain/accounts/account-path';
import { instantParameter } from '../../database/dialect';
import { Account } from '../../entities/account';
import { AccountFormerPath } from '../../entities/account-former-path';
import { AuditEvent } from '../../entities/audit-event';
import { requireAccount } from '../access';
import type { Context } from '../context';
import { hiddenBelow, leaveOut } from '../hidden-subtrees';
import { keysetPage, type Page, type PageRequest } from '../keyset-page';
import type { AuditAction } from './audit-entry';
import { hiddenRecordPaths } from './hidden-records';
import { readsRecords } from './reads-records';

export interface ListAuditEventsInput extends PageRequest {
  readonly accountId: string;
  /** Any of these. */
  readonly actions?: readonly AuditAction[] | undefined;
  /** The user who did it. */
  readonly actorId?: string | undefined;
  /** What it was done to. */
  readonly targetId?: string | undefined;
  /** Inclusive. */
  readonly from?: Date | undefined;
  /** Exclusive. */
  readonly to?: Date | undefined;
}

/**
 * What happened on the account and below it, newest first; cursor values are `[id]`. Takes ViewAuditLog there.
 * A record belongs to the line of its time: what happened below the account before something was moved or deleted
 * stays here, and what happened to the account where it stood before stays with it: for those of that line, not for
 * whoever got the account by the move.
 */
export async function listAuditEvents(context: Context, input: ListAuditEventsInput): Promise<Page<AuditEvent>> {
  const account = await requireAccount(context, input.accountId, 'ViewAuditLog', ['accountId']);
  const former = await context.manager.findBy(AccountFormerPath, { accountId: account.id });
  const paths = [account.path, ...former.map((row) => row.path).filter((path) => readsRecords(context.caller, path))];
  const ranges = [...new Set(paths)].map(subtreeRange);
  const query = context.manager.createQueryBuilder(AuditEvent, 'e').where(
    new Brackets((either) => {
      ranges.forEach(({ from, to }, at) => {
        const names = { [`pathFrom${at}`]: from, [`pathTo${at}`]: to };
        either.orWhere(`(e.pathThen >= :pathFrom${at} AND e.pathThen < :pathTo${at})`, names);
      });
    }),
  );
  const hidden = await hiddenRecordPaths(context);
  if (hidden.length > 0) {
    leaveOut(query, hidden, 'e.pathThen');
    // What happened to an account before it came to where it is hidden now.
    query.leftJoin(Account, 'present', 'present.id = e.accountId');
    leaveOut(query, hiddenBelow(context.caller), "COALESCE(present.path, '')");
  }
  if (input.actions)
    query.andWhere(input.actions.length > 0 ? 'e.action IN (:...actions)' : '1 = 0', { actions: input.actions });
  if (input.actorId !== undefined) query.andWhere('e.actorId = :actorId', { actorId: input.actorId });
  if (input.targetId !== undefined) query.andWhere('e.targetId = :targetId', { targetId: input.targetId });
  const instant = (at: Date): Date | string => instantParameter(context.services.database.dialect, at);
  if (input.from) query.andWhere('e.at >= :fromTime', { fromTime: instant(input.from) });
  if (input.to) query.andWhere('e.at < :toTime', { toTime: instant(input.to) });
  return keysetPage(query, [{ column: 'e.id' }], 'DESC', input);
}
