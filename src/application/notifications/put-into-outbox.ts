import type { EntityManager } from 'typeorm';
import type { FurtherEvent, WebhookEvent } from '../../domain/webhooks/webhook-event';
import { insertAll } from '../../database/insert';
import { WebhookDelivery } from '../../entities/webhook-delivery';
import { newId } from '../new-id';
import { type Heard, whoHears } from './hearing-webhooks';
import type { Notice } from './notice';
import { Payloads } from './payloads';

/** Of one transaction, for one webhook. An import of a million keys is one event, and costs no more than one. */
const MOST_SINGLE = 100;

/**
 * Puts what webhooks hear of the notices into the outbox, in the transaction of what happened: then it is sent, whatever
 * becomes of this process. Answers how much that is.
 */
export async function putIntoOutbox(manager: EntityManager, now: Date, notices: readonly Notice[]): Promise<number> {
  const heard = await whoHears(manager, notices);
  if (heard.length === 0) return 0;
  const singly = heard.filter((one) => !isMany(one)).flatMap((one) => one.notices);
  const summarised = heard.filter(isMany).map(({ webhook }) => webhook.accountId);
  const payloads = await Payloads.load(manager, singly, summarised);
  const deliveries = heard.flatMap((one) => {
    const { webhook, notices: its } = one;
    if (isMany(one)) {
      return [newDelivery(webhook.id, 'events.summarised', payloads.ofMany(its, now, webhook.accountId), now)];
    }
    return its.map((notice) => newDelivery(webhook.id, notice.type, payloads.of(notice), now));
  });
  await insertAll(manager, WebhookDelivery, deliveries);
  return deliveries.length;
}

function isMany({ notices }: Heard): boolean {
  return notices.length > MOST_SINGLE;
}

/** Due at once. */
export function newDelivery(
  webhookId: string,
  eventType: WebhookEvent | FurtherEvent,
  payload: string,
  now: Date,
): WebhookDelivery {
  return Object.assign(new WebhookDelivery(), {
    id: newId(),
    webhookId,
    eventType,
    payload,
    createdAt: now,
    status: 'PENDING',
    attempts: 0,
    attemptedAt: null,
    nextAttemptAt: now,
    responseStatus: null,
    error: null,
  } satisfies WebhookDelivery);
}
