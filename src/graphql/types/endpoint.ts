import { GraphQLDateTime } from 'graphql-scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import type { ClientType, EndpointStatus } from '../../domain/endpoints/endpoint';
import { IPAddress } from '../scalars/ip-scalars';
import { connectionTypes } from './connection';
import { DeviceTypeEnum, EndpointStatusEnum } from './endpoint-enums';
import { Node } from './node';

@ObjectType('Endpoint', {
  simpleResolvers: true,
  implements: Node,
  description:
    'A device, named by its account and its own client id. It registers with an API key, and gets tokens once it is trusted.',
})
export class EndpointType extends Node {
  @Field(() => String, { description: 'Chosen by the device; unique on its account, compared byte by byte.' })
  clientId!: string;

  @Field(() => String, { description: 'For people; need not be unique.' })
  name!: string;

  @Field(() => DeviceTypeEnum, { description: 'What it said it is.' })
  clientType!: ClientType;

  @Field(() => String, { nullable: true, description: 'What it said of itself.' })
  description!: string | null;

  @Field(() => EndpointStatusEnum, { description: 'Where it stands.' })
  status!: EndpointStatus;

  @Field(() => Boolean, {
    description:
      'Whether an administrator trusted it: then it is so on all accounts below too. One that only a key trusted is so on its own account.',
  })
  confirmed!: boolean;

  @Field(() => String, {
    nullable: true,
    description:
      "Who made the status what it is: a user's id, a key's id (`api-key` where you may not see that key) or `command-line`; null while it is PENDING.",
  })
  decidedBy!: string | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When that was.' })
  decidedAt!: Date | null;

  @Field(() => Boolean, {
    description: 'Whether it left a public key, by which it can get new tokens without being confirmed again.',
  })
  hasOwnKey!: boolean;

  @Field(() => GraphQLDateTime, { description: 'When its client id was registered first.' })
  registeredAt!: Date;

  @Field(() => IPAddress, { nullable: true, description: 'From which address; null where that is not known.' })
  registeredIp!: string | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it last got a token; null: never.' })
  lastSeenAt!: Date | null;

  @Field(() => IPAddress, { nullable: true, description: 'From which address; null where that is not known.' })
  lastSeenIp!: string | null;

  @Field(() => Int, { description: 'Counts its changes: send it with an update.' })
  version!: number;

  @Field(() => Boolean, { description: 'Whether you may trust, reject, revoke and rename it.' })
  viewerCanUpdate!: boolean;

  @Field(() => Boolean, { description: 'Whether you may delete it.' })
  viewerCanDelete!: boolean;
}

@ObjectType('WaitingRegistration', {
  simpleResolvers: true,
  description:
    'A device that asks for a token under the client id of the endpoint, and waits for a decision. Where more than one waits only one of them can be the device.',
})
export class WaitingRegistrationType {
  @Field(() => String, { description: 'Shown by the device too, such as `BCDF-GHJK`: compare it before you trust.' })
  userCode!: string;

  @Field(() => DeviceTypeEnum, { description: 'What it says it is.' })
  clientType!: ClientType;

  @Field(() => String, { nullable: true, description: 'What it says of itself.' })
  description!: string | null;

  @Field(() => GraphQLDateTime, { description: 'When it asked.' })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { description: 'From then on it waits no longer, and has to register again.' })
  expiresAt!: Date;

  @Field(() => IPAddress, { nullable: true, description: 'From which address; null where that is not known.' })
  ip!: string | null;
}

export const { Connection: EndpointConnection } = connectionTypes('Endpoint', () => EndpointType, 'endpoints');
