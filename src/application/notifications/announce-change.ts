import type { EntityManager } from 'typeorm';
import type { WebhookEvent } from '../../domain/webhooks/webhook-event';
import type { AuditEvent } from '../../entities/audit-event';
import type { AuditAction } from '../audit/audit-entry';
import type { Notice, ToldKey } from './notice';
import { toldKey } from './payloads';
import { putIntoOutbox } from './put-into-outbox';

/** Of which actions webhooks hear, and as what. */
const EVENTS: Readonly<Partial<Record<AuditAction, WebhookEvent>>> = {
  API_KEY_CREATED: 'api_key.created',
  API_KEY_UPDATED: 'api_key.changed',
  API_KEY_ACTIVATED: 'api_key.changed',
  API_KEY_DEACTIVATED: 'api_key.changed',
  API_KEY_REGENERATED: 'api_key.regenerated',
  API_KEY_DELETED: 'api_key.deleted',
  API_KEY_BLOCKED: 'api_key.blocked',
  ENDPOINT_WAITING: 'endpoint.waiting',
};

/** Tells webhooks, by the audit records of a change, in its transaction. Answers how much there is to send. */
export async function announceChange(manager: EntityManager, audits: readonly AuditEvent[]): Promise<number> {
  const [first] = audits;
  const notices = audits.flatMap((audit) => noticeOf(audit) ?? []);
  return first && notices.length > 0 ? putIntoOutbox(manager, first.at, notices) : 0;
}

function noticeOf(audit: AuditEvent): Notice | null {
  const type = EVENTS[audit.action as AuditAction];
  const { targetId, before, after } = audit;
  if (type === undefined || targetId === null) return null;
  const { at, accountId, pathThen: path, actorKind, actorId, actorName } = audit;
  const notice = { type, at, accountId, path, actor: { actorKind, actorId, actorName } };
  switch (type) {
    case 'endpoint.waiting':
      return { ...notice, endpointId: targetId };
    case 'api_key.deleted':
      return { ...notice, key: { id: targetId, was: toldKey(before as unknown as ToldKey) } };
    case 'api_key.changed':
      // Which fields, and not what they are: that is for those who may see the key.
      return { ...notice, key: { id: targetId }, further: { changed: Object.keys(before ?? {}) } };
    case 'api_key.regenerated':
      return {
        ...notice,
        key: { id: targetId },
        further: { previousValueWorksUntil: after?.previousValueWorksUntil ?? null },
      };
    default:
      return { ...notice, key: { id: targetId } };
  }
}
