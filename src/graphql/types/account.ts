import { GraphQLDateTime } from 'graphql-scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import type { Account } from '../../entities/account';
import { AccountKindEnum, AccountStatusEnum } from './enums';
import { connectionTypes } from './connection';
import { Node } from './node';

/** Fields that an entity answers by itself; the others are in the account resolvers. */
@ObjectType('Account', { implements: Node, simpleResolvers: true, description: 'A vendor or customer of the tree.' })
export class AccountType extends Node {
  @Field(() => String, { description: 'Descriptive; need not be unique.' })
  name!: string;

  @Field(() => AccountKindEnum, { description: 'Vendor or customer.' })
  kind!: Account['kind'];

  @Field(() => AccountStatusEnum, { description: "The account's own; see `effectiveStatus`." })
  status!: Account['status'];

  @Field(() => String, { nullable: true, description: "The operator's own id, unique in the installation." })
  externalId!: string | null;

  @Field(() => Int, { description: '0 at the root, at most 16.' })
  depth!: number;

  @Field(() => Int, { description: 'Counts its changes: send it with an update.' })
  version!: number;

  @Field(() => GraphQLDateTime, { description: 'When it was made.' })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { description: 'When it was last changed.' })
  updatedAt!: Date;
}

export const { Connection: AccountConnection } = connectionTypes('Account', () => AccountType, 'accounts');
