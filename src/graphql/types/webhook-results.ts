import { Field, ID, ObjectType } from 'type-graphql';
import type { WebhookAndSecret } from '../../application/webhooks/webhook-secrets';
import { publicId } from '../../domain/ids';
import type { Webhook } from '../../entities/webhook';
import type { WebhookDelivery } from '../../entities/webhook-delivery';
import { WebhookDeliveryType, WebhookType } from './webhook';

/** Whoever may change a webhook may see it: so it is never null. */
@ObjectType('WebhookSuccess', { description: 'The webhook as it is now.' })
export class WebhookSuccess {
  @Field(() => WebhookType, { description: 'The webhook as it is now.' })
  webhook: Webhook;

  constructor(webhook: Webhook) {
    this.webhook = webhook;
  }
}

@ObjectType('WebhookSecretSuccess', { description: 'The webhook with a new secret.' })
export class WebhookSecretSuccess extends WebhookSuccess {
  @Field(() => String, { description: 'Signs what is sent; shown this once: store it now.' })
  secret: string;

  constructor({ webhook, secret }: WebhookAndSecret) {
    super(webhook);
    this.secret = secret;
  }
}

@ObjectType('TestWebhookSuccess', { description: 'A test is on its way.' })
export class TestWebhookSuccess {
  @Field(() => WebhookDeliveryType, { description: 'Read it again by its id, to see what became of it.' })
  delivery: WebhookDelivery;

  constructor(delivery: WebhookDelivery) {
    this.delivery = delivery;
  }
}

@ObjectType('DeleteWebhookSuccess', { description: 'The webhook is gone, with its deliveries.' })
export class DeleteWebhookSuccess {
  @Field(() => ID, { description: 'The id that it had.' })
  deletedId: string;

  constructor(webhookId: string) {
    this.deletedId = publicId('Webhook', webhookId);
  }
}
