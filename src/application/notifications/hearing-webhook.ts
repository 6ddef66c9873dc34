import type { WebhookEvent } from '../../domain/webhooks/webhook-event';

/** A webhook, as far as it says what it hears of. */
export interface HearingWebhook {
  readonly id: string;
  readonly accountId: string;
  readonly events: readonly WebhookEvent[];
  readonly refusalsThreshold: number;
  readonly createdAt: Date;
  /** The key that made it by itself; null where a user did, with a key or without, or the command line. */
  readonly madeByKeyId: string | null;
}
