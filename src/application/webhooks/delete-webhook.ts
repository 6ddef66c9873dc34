import { Webhook } from '../../entities/webhook';
import { requireVersion } from '../access';
import { change } from '../change';
import type { Context } from '../context';
import { requireWebhook } from './require-webhook';
import { auditedWebhook } from './webhook-fields';

export interface DeleteWebhookInput {
  readonly webhookId: string;
  /** Where it is given, another one is a conflict. */
  readonly version?: number | undefined;
}

/** With what waits for it, and its log. Takes ModifyAccount and ViewAuditLog on its account. */
export function deleteWebhook(context: Context, input: DeleteWebhookInput): Promise<{ readonly webhookId: string }> {
  return change(context, async (change) => {
    const { webhook, account } = await requireWebhook(change, input.webhookId);
    if (input.version !== undefined) requireVersion(webhook, input.version, { type: 'Webhook', id: webhook.id });
    await change.manager.delete(Webhook, { id: webhook.id });
    change.audit({
      action: 'WEBHOOK_DELETED',
      account,
      target: { type: 'Webhook', id: webhook.id, name: webhook.name },
      before: auditedWebhook(webhook),
    });
    return { webhookId: webhook.id };
  });
}
