import { type DeliveryOutcome, pauseAfter } from '../../domain/webhooks/delivery';
import { WebhookDelivery } from '../../entities/webhook-delivery';
import type { Services } from '../services';

/**
 * Keeps what became of an attempt, and when the next one is. Of what is done the payload goes: the log shows that
 * something was sent, not what. Where somebody else has begun another attempt meanwhile, theirs counts.
 */
export async function recordOutcome(
  { database, now }: Pick<Services, 'database' | 'now'>,
  { id, attempts }: Pick<WebhookDelivery, 'id' | 'attempts'>,
  { responseStatus, error }: DeliveryOutcome,
): Promise<void> {
  const pauseMs = error === null ? null : pauseAfter(error, attempts, Math.random());
  const columns =
    pauseMs === null
      ? { status: error === null ? ('DELIVERED' as const) : ('FAILED' as const), nextAttemptAt: null, payload: null }
      : { nextAttemptAt: new Date(now().getTime() + pauseMs) };
  await database.transaction((manager) =>
    manager.update(WebhookDelivery, { id, attempts, status: 'PENDING' }, { ...columns, responseStatus, error }),
  );
}
