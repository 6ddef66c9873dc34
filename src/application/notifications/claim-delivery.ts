import { affectedBy } from '../../database/delete-some';
import { instantParameter } from '../../database/dialect';
import { Webhook } from '../../entities/webhook';
import { WebhookDelivery } from '../../entities/webhook-delivery';
import type { Services } from '../services';

type Needed = Pick<Services, 'database' | 'now'>;

/** Whoever has claimed one and says nothing for so long is taken for dead: longer than an attempt may last. */
const CLAIM_MS = 60_000;

/** Something to be sent, as far as that is needed to claim it. */
export interface DueDelivery {
  readonly id: string;
  readonly attempts: number;
}

export interface ClaimedDelivery {
  readonly delivery: WebhookDelivery;
  readonly webhook: Webhook;
}

/**
 * The right to make the next attempt: taken by comparing and setting the row, so one of several instances has it. Null
 * where another was first.
 */
export function claimDelivery({ database, now }: Needed, due: DueDelivery): Promise<ClaimedDelivery | null> {
  const instant = (at: Date): Date | string => instantParameter(database.dialect, at);
  const at = now();
  const untilClaimed = new Date(at.getTime() + CLAIM_MS);
  return database.transaction(async (manager) => {
    const claimed = await affectedBy(
      manager,
      `UPDATE webhook_delivery SET attempts = attempts + 1, attempted_at = ?, next_attempt_at = ?
       WHERE id = ? AND attempts = ? AND next_attempt_at <= ?`,
      [instant(at), instant(untilClaimed), due.id, due.attempts, instant(at)],
    );
    const delivery = claimed > 0 ? await manager.findOneBy(WebhookDelivery, { id: due.id }) : null;
    const webhook = delivery && (await manager.findOneBy(Webhook, { id: delivery.webhookId }));
    return delivery && webhook && { delivery, webhook };
  });
}
