import { GraphQLDateTime } from 'graphql-scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import type { Permission } from '../../domain/permissions/permission';
import { PermissionEnum } from './enums';
import { connectionTypes } from './connection';
import { Node } from './node';

const WHOLE = "Null where you lack ViewRole on the role's own account.";

/** Parent values are `VisibleRole`s. */
@ObjectType('Role', { implements: Node, description: 'A named set of permissions, usable on its account and below.' })
export class RoleType extends Node {
  @Field(() => String, { description: 'Unique on its account, compared without case.' })
  name!: string;

  @Field(() => [PermissionEnum], { description: 'What it permits.' })
  permissions!: Permission[];

  @Field(() => String, { nullable: true, description: `Free text. ${WHOLE}` })
  description!: string | null;

  @Field(() => Int, { nullable: true, description: `Counts its changes: send it with an update. ${WHOLE}` })
  version!: number | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: `When it was made. ${WHOLE}` })
  createdAt!: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: `When it was last changed. ${WHOLE}` })
  updatedAt!: Date | null;
}

@ObjectType('RoleGrant', {
  implements: Node,
  description: 'Gives a user a role on an account: it holds there and on everything below.',
})
export class RoleGrantType extends Node {
  @Field(() => GraphQLDateTime, { description: 'When it was given.' })
  createdAt!: Date;

  @Field(() => String, { description: "Who gave it: a user's id, or `command-line`." })
  createdBy!: string;
}

export const { Connection: RoleConnection } = connectionTypes('Role', () => RoleType, 'roles');
export const { Connection: RoleGrantConnection } = connectionTypes('RoleGrant', () => RoleGrantType, 'grants');
