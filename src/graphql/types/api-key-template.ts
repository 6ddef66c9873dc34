import { GraphQLDateTime } from 'graphql-scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import type { ClientType } from '../../domain/keys/api-key';
import { ClientTypeEnum } from './enums';
import { Node } from './node';

@ObjectType('ApiKeyTemplate', {
  implements: Node,
  description: 'Gives every new customer below its vendor a predefined key. Changing it touches no key that exists.',
})
export class ApiKeyTemplateType extends Node {
  @Field(() => String, { description: 'Name of the keys; a nearer template replaces one of the same name further up.' })
  name!: string;

  @Field(() => ClientTypeEnum, { description: 'What uses the keys.' })
  clientType!: ClientType;

  @Field(() => Boolean, { description: 'Whether the keys begin active.' })
  active!: boolean;

  @Field(() => Boolean, { description: 'May call ADMINISTRATIVE functions.' })
  fullApiAccess!: boolean;

  @Field(() => Boolean, { description: 'Requests may come without a user token.' })
  allowUnauthenticatedRequests!: boolean;

  @Field(() => Boolean, { description: 'A user may log in without a trusted device token.' })
  allowUntrustedEndpoints!: boolean;

  @Field(() => Boolean, { description: 'A device that registers is trusted at once.' })
  automaticEndpointTrust!: boolean;

  @Field(() => String, { nullable: true, description: 'Free text.' })
  description!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'First and last characters of the fixed value; null: each key gets a generated one.',
  })
  hint!: string | null;

  @Field(() => Int, { description: 'Counts its changes: send it with an update.' })
  version!: number;

  @Field(() => GraphQLDateTime, { description: 'When it was made.' })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { description: 'When it was last changed.' })
  updatedAt!: Date;
}
