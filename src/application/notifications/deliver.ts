import { publicId } from '../../domain/ids';
import type { DeliveryOutcome } from '../../domain/webhooks/delivery';
import { signaturesOf } from '../../domain/webhooks/webhook-secret';
import type { Services } from '../services';
import { openSecrets } from '../webhooks/webhook-secrets';
import type { ClaimedDelivery } from './claim-delivery';
import { disableGoneWebhook } from './disable-gone-webhook';
import { type PostOptions, postWebhook } from './post-webhook';
import { recordOutcome } from './record-outcome';

/** Makes the attempt that was claimed, and keeps what became of it. Answers how long the receiver took, in ms. */
export async function deliver(services: Services, claimed: ClaimedDelivery, options: PostOptions): Promise<number> {
  const beganAt = performance.now();
  const outcome = await attempt(services, claimed, options);
  const tookMs = performance.now() - beganAt;
  if (outcome.error === 'GONE') await disableGoneWebhook(services, claimed.webhook);
  await recordOutcome(services, claimed.delivery, outcome);
  return tookMs;
}

async function attempt(
  services: Services,
  { delivery, webhook }: ClaimedDelivery,
  options: PostOptions,
): Promise<DeliveryOutcome> {
  if (!webhook.enabled) return { responseStatus: null, error: 'DISABLED' };
  const now = services.now();
  const secrets = openSecrets(services, webhook, now);
  if (secrets.length === 0) return { responseStatus: null, error: 'SECRET' };
  // The same id at every attempt, by which receivers know it again, and the time of this one.
  const id = publicId('WebhookDelivery', delivery.id);
  const timestamp = Math.floor(now.getTime() / 1000);
  const body = delivery.payload ?? '';
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Keytree-Webhooks',
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signaturesOf(secrets, id, timestamp, body),
  };
  return postWebhook({ url: webhook.url, headers, body }, options);
}
