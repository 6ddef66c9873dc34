import { NotFoundError } from '../../domain/errors';
import { AuditEvent } from '../../entities/audit-event';
import type { Context } from '../context';
import { isHiddenRecord } from './hidden-records';
import { readsRecords } from './reads-records';

/** Takes ViewAuditLog on an account that was on the line of its time. */
export async function getAuditEvent(context: Context, input: { readonly eventId: string }): Promise<AuditEvent> {
  const event = await context.manager.findOneBy(AuditEvent, { id: input.eventId });
  if (!event || !readsRecords(context.caller, event.pathThen) || (await isHiddenRecord(context, event))) {
    throw new NotFoundError('There is no such audit event within your reach.', ['eventId']);
  }
  return event;
}
