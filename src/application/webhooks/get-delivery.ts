import { NotFoundError } from '../../domain/errors';
import { WebhookDelivery } from '../../entities/webhook-delivery';
import type { Context } from '../context';
import { requireWebhook } from './require-webhook';

/** Takes ModifyAccount and ViewAuditLog on the account of its webhook. */
export async function getDelivery(context: Context, input: { readonly deliveryId: string }): Promise<WebhookDelivery> {
  const delivery = await context.manager.findOneBy(WebhookDelivery, { id: input.deliveryId });
  if (!delivery) throw new NotFoundError('There is no such delivery within your reach.', ['deliveryId']);
  await requireWebhook(context, delivery.webhookId);
  return delivery;
}
