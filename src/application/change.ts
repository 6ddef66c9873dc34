import type { EntityManager } from 'typeorm';
import { ForbiddenError, UnauthenticatedError } from '../domain/errors';
import { AuditEvent } from '../entities/audit-event';
import { ChangeRecord } from '../entities/change-record';
import type { AuditEntry } from './audit/audit-entry';
import { insertAll } from '../database/insert';
import { actorOf, withActorsKey } from './audit/actor';
import { type Caller, onlookerOf } from './caller';
import type { Context } from './context';
import { reloadKeyCaller } from './decision/load-key-caller';
import { newId } from './new-id';
import { announceChange } from './notifications/announce-change';
import { reloadUserCaller } from './sessions/load-caller';
import { nothingChanged, underWriteLock } from './write-lock';

/** What followers of the database look at again. A deleted row is one that they do not find. */
type ChangeKind =
  | 'account'
  | 'api_key'
  | 'key_block'
  | 'gateway'
  | 'user'
  | 'role'
  | 'role_grant'
  | 'session'
  | 'template'
  | 'endpoint'
  | 'token_family'
  | 'signing_key';

/** A transaction that holds the installation's write lock. */
export interface Change extends Context {
  readonly seq: number;
  /** Kept in the same transaction. */
  audit(entry: AuditEntry): void;
  /** `ref` is the id of the row; of a block `<account>:<key>`. */
  record(kind: ChangeKind, ref: string): void;
}

export function isChange(context: Context): context is Change {
  return 'seq' in context;
}

/**
 * Runs a use case in one transaction under the write lock, with its audit and change records; inside another
 * change it becomes part of that one. The whole is tried again when the database gave way: `work` keeps nothing
 * outside, and does what is slow (hashing passwords) before.
 */
export async function change<T>(context: Context, work: (change: Change) => Promise<T>): Promise<T> {
  if (isChange(context)) return work(context);
  // The face refuses it before; and the session is that of who looks.
  if (onlookerOf(context.caller)) throw new ForbiddenError(PREVIEW_ONLY);
  const { database, records, outbox } = context.services;
  const done = await underWriteLock(database, (manager, seq) => perform(context, manager, seq, work), isThere);
  if (done.announced > 0) outbox?.nudge();
  await records?.caughtUp(done.seq);
  return done.result;
}

/** Why nothing is changed by who looks at what another user sees. */
export const PREVIEW_ONLY = 'This is a preview of what another user sees: nothing can be changed in it.';

interface Performed<T> {
  readonly seq: number;
  readonly result: T;
  /** How much there is to send to webhooks. */
  readonly announced: number;
  /** A row that this transaction alone can have written. */
  readonly mark: { readonly auditId: string } | { readonly ref: string };
}

async function perform<T>(
  context: Context,
  manager: EntityManager,
  seq: number,
  work: (change: Change) => Promise<T>,
): Promise<Performed<T>> {
  const audits: AuditEvent[] = [];
  const records: ChangeRecord[] = [];
  const caller = await callerNow({ ...context, manager }, seq);
  const changing: Change = {
    ...context,
    caller,
    manager,
    seq,
    audit: (entry) => {
      audits.push(auditEvent(changing, seq, entry));
    },
    record: (kind, ref) => {
      records.push(Object.assign(new ChangeRecord(), { seq, n: records.length, kind, ref }));
    },
  };
  const result = await work(changing);
  const nothing = nothingChanged(seq, records.length);
  const [audit] = audits;
  if (records.length === 0 || !audit) records.push(nothing);
  await insertAll(manager, AuditEvent, audits);
  await insertAll(manager, ChangeRecord, records);
  const announced = await announceChange(manager, audits);
  return { seq, result, announced, mark: audit ? { auditId: audit.id } : { ref: nothing.ref } };
}

/** Grants may have been taken away, or what the caller came with ended, between the request's start and the lock. */
async function callerNow(context: Context, seq: number): Promise<Caller> {
  const { caller, manager } = context;
  if (caller.kind === 'KEY') return reloadKeyCaller(context, caller, seq);
  if (caller.kind !== 'USER') return caller;
  const reloaded = await reloadUserCaller(manager, context);
  if (reloaded === null) throw new UnauthenticatedError('Your session has ended: sign in again.');
  return reloaded;
}

async function isThere(manager: EntityManager, { seq, mark }: Performed<unknown>): Promise<boolean> {
  if ('auditId' in mark) return manager.existsBy(AuditEvent, { id: mark.auditId });
  return manager.existsBy(ChangeRecord, { seq, ref: mark.ref });
}

/** For what is recorded outside a change: sign-ins, exports, attempts that were refused. */
export async function auditAlone(context: Context, entry: AuditEntry): Promise<void> {
  await context.services.database.transaction((manager) =>
    insertAll(manager, AuditEvent, [auditEvent(context, null, entry)]),
  );
}

export function auditEvent(context: Context, seq: number | null, entry: AuditEntry): AuditEvent {
  return Object.assign(new AuditEvent(), {
    id: newId(),
    seq,
    at: context.now(),
    ...actorOf(context.caller),
    ip: context.clientIp,
    action: entry.action,
    accountId: entry.account.id,
    pathThen: entry.account.path,
    targetType: entry.target.type,
    targetId: entry.target.id,
    targetName: entry.target.name,
    before: entry.before ?? null,
    after: withActorsKey(context.caller, entry.after ?? null),
    ...(entry.actor ?? {}),
  });
}
