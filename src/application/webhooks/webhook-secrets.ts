import { newWebhookSecret } from '../../domain/webhooks/webhook-secret';
import type { Webhook } from '../../entities/webhook';
import type { Services } from '../services';

export interface WebhookAndSecret {
  readonly webhook: Webhook;
  /** Shown this once. */
  readonly secret: string;
}

type Needed = Pick<Services, 'secrets'>;

/** A new secret, with the column that keeps it. */
export function newSealedSecret({ secrets }: Needed, webhookId: string): { secret: string; sealedSecret: Buffer } {
  const secret = newWebhookSecret();
  return { secret, sealedSecret: secrets.sealing.seal(secret, rowOf(webhookId)) };
}

/** Those that sign now, the newest first. Empty where they were sealed under another data key. */
export function openSecrets({ secrets }: Needed, webhook: Webhook, now: Date): string[] {
  const { id, sealedSecret, sealedPreviousSecret, previousSecretSignsUntil } = webhook;
  const previous = previousSecretSignsUntil && previousSecretSignsUntil > now ? sealedPreviousSecret : null;
  const sealed = [sealedSecret, previous].filter((one) => one !== null);
  return sealed.map((one) => secrets.sealing.open(one, rowOf(id))).filter((secret) => secret !== null);
}

function rowOf(webhookId: string): string {
  return `webhook:${webhookId}`;
}
