import { GraphQLDateTime } from 'graphql-scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import { connectionTypes } from './connection';
import { Node } from './node';

@ObjectType('User', { implements: Node, description: 'Who signs in to administer. Belongs to one account.' })
export class UserType extends Node {
  @Field(() => String, { description: 'Signs in with it; unique on the account, compared without case.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'As people call them.' })
  displayName!: string | null;

  @Field(() => String, { nullable: true, description: 'E-mail address.' })
  email!: string | null;

  @Field(() => Boolean, { description: 'May not sign in.' })
  disabled!: boolean;

  @Field(() => Int, { description: 'Counts its changes: send it with an update.' })
  version!: number;

  @Field(() => GraphQLDateTime, { description: 'When it was made.' })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { description: 'When it was last changed.' })
  updatedAt!: Date;
}

export const { Connection: UserConnection } = connectionTypes('User', () => UserType, 'users');
