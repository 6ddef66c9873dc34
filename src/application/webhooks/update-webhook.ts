import { nameKey } from '../../domain/text/name';
import { canonicalEvents } from '../../domain/webhooks/webhook-event';
import { Webhook } from '../../entities/webhook';
import { requireVersion } from '../access';
import { change } from '../change';
import type { Context } from '../context';
import { requireNothingHiddenBelow } from '../hidden-subtrees';
import { requireWebhook } from './require-webhook';
import { changedWebhookFields, checkWebhookFields, requireFreeWebhookName, type WebhookFields } from './webhook-fields';

export interface UpdateWebhookInput extends WebhookFields {
  readonly webhookId: string;
  readonly version: number;
  /** While it is not, it hears of nothing, and what waits for it is given up. */
  readonly enabled?: boolean | undefined;
}

/** Takes ModifyAccount and ViewAuditLog on its account. */
export function updateWebhook(context: Context, input: UpdateWebhookInput): Promise<Webhook> {
  return change(context, async (change) => {
    const { webhook: before, account } = await requireWebhook(change, input.webhookId);
    requireNothingHiddenBelow(change, account.path, ['webhookId']);
    const url = checkWebhookFields(change, input);
    requireVersion(before, input.version, { type: 'Webhook', id: before.id });
    const name = input.name ?? before.name;
    const fields = {
      name,
      nameKey: nameKey(name),
      url: url ?? before.url,
      enabled: input.enabled ?? before.enabled,
      events: input.events ? canonicalEvents(input.events) : before.events,
      refusalsThreshold: input.refusalsThreshold ?? before.refusalsThreshold,
    };
    const after = Object.assign(new Webhook(), before, fields);
    const changed = changedWebhookFields(before, after);
    if (!changed) return before;
    if (after.nameKey !== before.nameKey) await requireFreeWebhookName(change, account, after.nameKey);
    const columns = { ...fields, version: before.version + 1, updatedAt: change.now() };
    await change.manager.update(Webhook, { id: before.id }, columns);
    change.audit({ action: 'WEBHOOK_UPDATED', account, target: { type: 'Webhook', id: before.id, name }, ...changed });
    return Object.assign(after, columns);
  });
}
