import { ArrayMaxSize, IsInt, IsOptional, MaxLength, Min } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { DELIVERY_STATUSES, type DeliveryStatus } from '../../domain/webhooks/delivery';
import { WEBHOOK_EVENTS, type WebhookEvent } from '../../domain/webhooks/webhook-event';
import { WebhookDeliveryStatusEnum, WebhookEventEnum } from '../types/webhook';

const VERSION = 'The `version` that you read; another one by now is a Conflict.';
const URL_RULE =
  'Where the requests go: https, without user, password and fragment. What leads into a private network is refused when it is sent.';
const EVENTS = 'What it is told of; empty: everything.';
const THRESHOLD = 'More refused requests of one account in an hour are the event REQUESTS_REFUSED.';

@InputType('CreateWebhookInput', { description: 'A new webhook.' })
export class CreateWebhookInput {
  @MaxLength(36)
  @Field(() => ID, { description: 'It is told of what happens on this account and below.' })
  accountId!: string;

  @MaxLength(400)
  @Field(() => String, { description: 'Unique on the account without case.' })
  name!: string;

  @MaxLength(4000)
  @Field(() => String, { description: URL_RULE })
  url!: string;

  @IsOptional()
  @ArrayMaxSize(WEBHOOK_EVENTS.length)
  @Field(() => [WebhookEventEnum], { nullable: true, description: `${EVENTS} The default is everything.` })
  events?: WebhookEvent[] | null;

  @IsOptional()
  @IsInt()
  @Field(() => Int, { nullable: true, description: `${THRESHOLD} Default 100.` })
  refusalsThreshold?: number | null;
}

@InputType('UpdateWebhookInput', { description: 'What is not given stays as it is.' })
export class UpdateWebhookInput {
  @MaxLength(36)
  @Field(() => ID, { description: 'Which webhook.' })
  webhookId!: string;

  @IsInt()
  @Min(1)
  @Field(() => Int, { description: VERSION })
  version!: number;

  @IsOptional()
  @MaxLength(400)
  @Field(() => String, { nullable: true, description: 'Unique on the account without case.' })
  name?: string | null;

  @IsOptional()
  @MaxLength(4000)
  @Field(() => String, { nullable: true, description: `${URL_RULE} What waits goes there too.` })
  url?: string | null;

  @IsOptional()
  @Field(() => Boolean, { nullable: true, description: 'Whether anything is sent. Where not, what waits is given up.' })
  enabled?: boolean | null;

  @IsOptional()
  @ArrayMaxSize(WEBHOOK_EVENTS.length)
  @Field(() => [WebhookEventEnum], { nullable: true, description: EVENTS })
  events?: WebhookEvent[] | null;

  @IsOptional()
  @IsInt()
  @Field(() => Int, { nullable: true, description: THRESHOLD })
  refusalsThreshold?: number | null;
}

/** One webhook, and the version where it was read. */
@InputType('OneWebhook', { description: 'One webhook.' })
abstract class OneWebhook {
  @MaxLength(36)
  @Field(() => ID, { description: 'Which webhook.' })
  webhookId!: string;

  @IsOptional()
  @IsInt()
  @Field(() => Int, { nullable: true, description: `${VERSION} Not looked at where none is given.` })
  version?: number | null;
}

@InputType('RotateWebhookSecretInput', { description: 'A webhook that is to have a new secret.' })
export class RotateWebhookSecretInput extends OneWebhook {}

@InputType('DeleteWebhookInput', { description: 'A webhook to delete.' })
export class DeleteWebhookInput extends OneWebhook {}

@InputType('TestWebhookInput', { description: 'A webhook to try.' })
export class TestWebhookInput {
  @MaxLength(36)
  @Field(() => ID, { description: 'Which webhook.' })
  webhookId!: string;
}

@InputType('WebhookDeliveryFilter', { description: 'All that is given must fit.' })
export class WebhookDeliveryFilterInput {
  @IsOptional()
  @ArrayMaxSize(DELIVERY_STATUSES.length)
  @Field(() => [WebhookDeliveryStatusEnum], { nullable: true, description: 'Any of these.' })
  statuses?: DeliveryStatus[] | null;
}
