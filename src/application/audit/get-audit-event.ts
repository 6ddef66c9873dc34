import { lineOf } from '../../domain/accounts/account-path';
import { NotFoundError } from '../../domain/errors';
import { Account } from '../../entities/account';
import { AccountFormerPath } from '../../entities/account-former-path';
import { AuditEvent } from '../../entities/audit-event';
import { In } from 'typeorm';
import { holds } from '../caller';
import type { Context } from '../context';

/** Takes ViewAuditLog on an account that was on the line of its time. */
export async function getAuditEvent(context: Context, input: { readonly eventId: string }): Promise<AuditEvent> {
  const event = await context.manager.findOneBy(AuditEvent, { id: input.eventId });
  if (!event || !(await mayRead(context, event.pathThen))) {
    throw new NotFoundError('There is no such audit event within your reach.', ['eventId']);
  }
  return event;
}

async function mayRead(context: Context, pathThen: string): Promise<boolean> {
  if (holds(context.caller, pathThen, 'ViewAuditLog')) return true;
  const accounts = await context.manager.findBy(Account, { id: In(lineOf(pathThen)) });
  const readable = accounts.filter((account) => holds(context.caller, account.path, 'ViewAuditLog'));
  if (readable.length === 0) return false;
  // Moved since: the account, or one above it, stood elsewhere then.
  const former = await context.manager.findBy(AccountFormerPath, {
    accountId: In(readable.map((account) => account.id)),
  });
  return [...readable, ...former].some((place) => pathThen.startsWith(place.path));
}
