import { GraphQLDateTime } from 'graphql-scalars';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import {
  DELIVERY_ERRORS,
  DELIVERY_STATUSES,
  type DeliveryError,
  type DeliveryStatus,
} from '../../domain/webhooks/delivery';
import { WEBHOOK_EVENTS, type WebhookEvent } from '../../domain/webhooks/webhook-event';
import { described, enumOf } from '../enum-of';
import { connectionTypes } from './connection';
import { Node } from './node';

/** `api_key.created` as `API_KEY_CREATED`: names of GraphQL have no dots. */
export const WebhookEventEnum = Object.fromEntries(
  WEBHOOK_EVENTS.map((event) => [event.toUpperCase().replace('.', '_'), event]),
);
registerEnumType(WebhookEventEnum, {
  name: 'WebhookEvent',
  description: 'What a webhook may be told of. New values may come in minor releases: keep a default branch.',
  valuesConfig: {
    API_KEY_CREATED: { description: '`api_key.created`: a key was made.' },
    API_KEY_CHANGED: { description: '`api_key.changed`: a key was changed, activated or deactivated.' },
    API_KEY_REGENERATED: { description: '`api_key.regenerated`: a key got a new value.' },
    API_KEY_DELETED: { description: '`api_key.deleted`: a key was deleted.' },
    API_KEY_BLOCKED: { description: '`api_key.blocked`: an account blocked a key that it inherits.' },
    API_KEY_EXPIRING: { description: '`api_key.expiring`: a key ends in 30, 7 or 1 days.' },
    API_KEY_EXPIRED: { description: '`api_key.expired`: a key has ended.' },
    ENDPOINT_WAITING: { description: '`endpoint.waiting`: a device waits for its confirmation.' },
    REQUESTS_REFUSED: { description: '`requests.refused`: many requests of an account were refused within an hour.' },
  },
});

export const WebhookDeliveryStatusEnum = enumOf(DELIVERY_STATUSES);
registerEnumType(WebhookDeliveryStatusEnum, {
  name: 'WebhookDeliveryStatus',
  description: 'How far a delivery is. New values may come in minor releases: keep a default branch.',
  valuesConfig: described({
    PENDING: 'It is still to be sent, for the first time or again.',
    DELIVERED: 'The receiver took it.',
    FAILED: 'It was given up.',
  }),
});

const WebhookDeliveryErrorEnum = enumOf(DELIVERY_ERRORS);
registerEnumType(WebhookDeliveryErrorEnum, {
  name: 'WebhookDeliveryError',
  description: 'Why an attempt failed. New values may come in minor releases: keep a default branch.',
  valuesConfig: described({
    ADDRESS: 'The host has no address, or none that may be reached: private networks may not.',
    CONNECTION: 'There was no connection, or it ended without an answer.',
    TLS: 'The connection could not be made secure: the certificate, say.',
    TIMEOUT: 'There was no answer within 10 seconds.',
    REDIRECT: 'The answer was a redirect; none is followed.',
    STATUS: 'The answer was another status than 2xx.',
    GONE: 'The answer was 410: the webhook was disabled.',
    DISABLED: 'The webhook was not enabled.',
    SECRET: 'The secret could not be opened, as after a move to another database: rotate it.',
    INTERRUPTED: 'The service stopped meanwhile; it is sent again.',
  }),
});

@ObjectType('Webhook', {
  implements: Node,
  description:
    'Where an account is told of what happens on it and below, by signed requests as Standard Webhooks has them. Its secret is shown once, when made.',
})
export class WebhookType extends Node {
  @Field(() => String, { description: 'Unique on its account, compared without case.' })
  name!: string;

  @Field(() => String, { description: 'Where the requests go.' })
  url!: string;

  @Field(() => Boolean, { description: 'Whether anything is sent.' })
  enabled!: boolean;

  @Field(() => [WebhookEventEnum], { description: 'What it is told of; empty: everything.' })
  events!: WebhookEvent[];

  @Field(() => Int, { description: 'More refused requests of one account in an hour are an event.' })
  refusalsThreshold!: number;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'Until when the secret before signs too; null where it does not.',
  })
  previousSecretSignsUntil!: Date | null;

  @Field(() => Int, { description: 'Counts its changes: send it with an update.' })
  version!: number;

  @Field(() => GraphQLDateTime, { description: 'When it was made.' })
  createdAt!: Date;

  @Field(() => String, { description: "Who made it: a user's id, or `command-line`." })
  createdBy!: string;

  @Field(() => GraphQLDateTime, { description: 'When it was last changed.' })
  updatedAt!: Date;
}

@ObjectType('WebhookDelivery', {
  implements: Node,
  description: 'One event for one webhook: what is to be sent, or was. Kept for 30 days, without what was in it.',
})
export class WebhookDeliveryType extends Node {
  @Field(() => String, { description: 'The `type` of the payload, such as `api_key.created`.' })
  eventType!: string;

  @Field(() => GraphQLDateTime, { description: 'When it was put there to be sent.' })
  createdAt!: Date;

  @Field(() => WebhookDeliveryStatusEnum, { description: 'How far it is.' })
  status!: DeliveryStatus;

  @Field(() => Int, { description: 'Attempts that were begun; at most 8 that fail.' })
  attempts!: number;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When the last one was begun; null: there was none.' })
  attemptedAt!: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When the next one is due; null: there is none.' })
  nextAttemptAt!: Date | null;

  @Field(() => Int, { nullable: true, description: 'HTTP status of the last answer; null where none came.' })
  responseStatus!: number | null;

  @Field(() => WebhookDeliveryErrorEnum, {
    nullable: true,
    description: 'Why the last attempt failed; null: it did not.',
  })
  error!: DeliveryError | null;
}

export const { Connection: WebhookConnection } = connectionTypes('Webhook', () => WebhookType, 'webhooks');
export const { Connection: WebhookDeliveryConnection } = connectionTypes(
  'WebhookDelivery',
  () => WebhookDeliveryType,
  'deliveries',
);
