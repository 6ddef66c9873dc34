import { ConflictError, LimitReachedError } from '../../domain/errors';
import { insertAll } from '../../database/insert';
import type { Webhook } from '../../entities/webhook';
import { WebhookDelivery } from '../../entities/webhook-delivery';
import { type Change, change } from '../change';
import type { Context } from '../context';
import { payload, toldAccount } from '../notifications/payloads';
import { newDelivery } from '../notifications/put-into-outbox';
import { requireWebhook } from './require-webhook';

/** Tests of one webhook that wait: nobody is to be flooded by somebody else's tests. */
const MOST_WAITING = 10;

/** Sends the event `webhook.test`, whatever the webhook chose. Takes ModifyAccount and ViewAuditLog on its account. */
export async function testWebhook(context: Context, input: { readonly webhookId: string }): Promise<WebhookDelivery> {
  const delivery = await change(context, async (change) => {
    const { webhook, account } = await requireWebhook(change, input.webhookId);
    if (!webhook.enabled) {
      throw new ConflictError('The webhook is not enabled: enable it first.', ['webhookId'], {
        current: { type: 'Webhook', id: webhook.id },
      });
    }
    await requireRoom(change, webhook);
    const now = change.now();
    const body = payload('webhook.test', now, { account: toldAccount(account) });
    const delivery = newDelivery(webhook.id, 'webhook.test', body, now);
    await insertAll(change.manager, WebhookDelivery, [delivery]);
    change.audit({
      action: 'WEBHOOK_TESTED',
      account,
      target: { type: 'Webhook', id: webhook.id, name: webhook.name },
    });
    return delivery;
  });
  context.services.outbox?.nudge();
  return delivery;
}

async function requireRoom(change: Change, { id }: Webhook): Promise<void> {
  const waiting = { webhookId: id, eventType: 'webhook.test', status: 'PENDING' } as const;
  if ((await change.manager.countBy(WebhookDelivery, waiting)) < MOST_WAITING) return;
  throw new LimitReachedError(`${MOST_WAITING} tests of this webhook are waiting already: look at its deliveries.`, [
    'webhookId',
  ]);
}
