import type { DeliveryStatus } from '../../domain/webhooks/delivery';
import { WebhookDelivery } from '../../entities/webhook-delivery';
import type { Context } from '../context';
import { keysetPage, type Page, type PageRequest } from '../keyset-page';
import { requireWebhook } from './require-webhook';

export interface ListDeliveriesInput extends PageRequest {
  readonly webhookId: string;
  /** Any of these. */
  readonly statuses?: readonly DeliveryStatus[] | undefined;
}

/** Of one webhook, the newest first; cursor values are `[id]`. Takes ModifyAccount and ViewAuditLog on its account. */
export async function listDeliveries(context: Context, input: ListDeliveriesInput): Promise<Page<WebhookDelivery>> {
  const { webhook } = await requireWebhook(context, input.webhookId);
  const query = context.manager
    .createQueryBuilder(WebhookDelivery, 'd')
    .where('d.webhookId = :webhookId', { webhookId: webhook.id });
  const { statuses } = input;
  if (statuses) query.andWhere(statuses.length > 0 ? 'd.status IN (:...statuses)' : '1 = 0', { statuses });
  return keysetPage(query, [{ column: 'd.id' }], 'DESC', input);
}
