import { GraphQLDateTime } from 'graphql-scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import { connectionTypes } from './connection';
import { Node } from './node';

@ObjectType('Gateway', {
  implements: Node,
  description:
    'A caller of its own that asks whether requests may pass, for its account and all below. It does nothing else. Its credential is shown once, when made.',
})
export class GatewayType extends Node {
  @Field(() => String, { description: 'Unique on its account, compared without case.' })
  name!: string;

  @Field(() => String, { description: 'First and last characters of the credential.' })
  hint!: string;

  @Field(() => Boolean, { description: 'Whether it may ask.' })
  enabled!: boolean;

  @Field(() => Int, { description: 'Counts its changes: send it with an update.' })
  version!: number;

  @Field(() => GraphQLDateTime, { description: 'When it was made.' })
  createdAt!: Date;

  @Field(() => String, { description: "Who made it: a user's id, or `command-line`." })
  createdBy!: string;

  @Field(() => GraphQLDateTime, { description: 'When it was last changed.' })
  updatedAt!: Date;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'When it last asked, as far as that is written yet; null: never.',
  })
  lastSeenAt!: Date | null;
}

export const { Connection: GatewayConnection } = connectionTypes('Gateway', () => GatewayType, 'gateways');
