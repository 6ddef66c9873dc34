import type { Webhook } from '../../entities/webhook';
import type { Context } from '../context';
import { requireWebhook } from './require-webhook';

/** Takes ModifyAccount and ViewAuditLog on its account. */
export async function getWebhook(context: Context, input: { readonly webhookId: string }): Promise<Webhook> {
  return (await requireWebhook(context, input.webhookId)).webhook;
}
