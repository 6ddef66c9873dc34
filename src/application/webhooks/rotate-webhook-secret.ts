import { Webhook } from '../../entities/webhook';
import { requireVersion } from '../access';
import { change } from '../change';
import type { Context } from '../context';
import { requireNothingHiddenBelow } from '../hidden-subtrees';
import { requireWebhook } from './require-webhook';
import { newSealedSecret, type WebhookAndSecret } from './webhook-secrets';

/** So long the secret before signs too, for receivers to change over. */
const OVERLAP_MS = 86_400_000;

export interface RotateWebhookSecretInput {
  readonly webhookId: string;
  /** Where it is given, another one is a conflict. */
  readonly version?: number | undefined;
}

/** One that was still in its overlap ends at once. Takes ModifyAccount and ViewAuditLog on its account. */
export function rotateWebhookSecret(context: Context, input: RotateWebhookSecretInput): Promise<WebhookAndSecret> {
  return change(context, async (change) => {
    const { webhook, account } = await requireWebhook(change, input.webhookId);
    requireNothingHiddenBelow(change, account.path, ['webhookId']);
    if (input.version !== undefined) requireVersion(webhook, input.version, { type: 'Webhook', id: webhook.id });
    const now = change.now();
    const { secret, sealedSecret } = newSealedSecret(change.services, webhook.id);
    const fields = {
      sealedSecret,
      sealedPreviousSecret: webhook.sealedSecret,
      previousSecretSignsUntil: new Date(now.getTime() + OVERLAP_MS),
      version: webhook.version + 1,
      updatedAt: now,
    };
    await change.manager.update(Webhook, { id: webhook.id }, fields);
    change.audit({
      action: 'WEBHOOK_SECRET_ROTATED',
      account,
      target: { type: 'Webhook', id: webhook.id, name: webhook.name },
      after: { previousSecretSignsUntil: fields.previousSecretSignsUntil },
    });
    return { webhook: Object.assign(new Webhook(), webhook, fields), secret };
  });
}
