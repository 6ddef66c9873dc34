import { GraphQLDateTime } from 'graphql-scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import type { ClientType } from '../../domain/keys/api-key';
import type { Permission } from '../../domain/permissions/permission';
import { IPAddress, IPRange } from '../scalars/ip-scalars';
import { ClientTypeEnum, PermissionEnum } from './enums';
import { connectionTypes } from './connection';
import { Node } from './node';

const INHERITED = 'Null on an inherited key whose own account the viewer may not see.';

@ObjectType('ApiKey', {
  simpleResolvers: true,
  implements: Node,
  description: 'A key defined on one account and effective on it and all below. Its value is shown once, when made.',
})
export class ApiKeyType extends Node {
  @Field(() => String, { description: 'Unique on its account, compared without case.' })
  name!: string;

  @Field(() => String, { description: 'First and last characters of the value.' })
  hint!: string;

  @Field(() => Boolean, { description: 'Whether it may be used.' })
  active!: boolean;

  @Field(() => Boolean, { description: 'May call ADMINISTRATIVE functions; without it only LIMITED ones.' })
  fullApiAccess!: boolean;

  @Field(() => Boolean, { description: 'Requests may come without a user token.' })
  allowUnauthenticatedRequests!: boolean;

  @Field(() => Boolean, { description: 'A user may log in without a trusted device token.' })
  allowUntrustedEndpoints!: boolean;

  @Field(() => Boolean, { description: 'A device that registers with it is trusted at once.' })
  automaticEndpointTrust!: boolean;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'From then on it no longer works; null: never.' })
  expiresAt!: Date | null;

  @Field(() => [IPRange], { nullable: true, description: `Where it may be used from; empty: everywhere. ${INHERITED}` })
  allowedIps!: string[] | null;

  @Field(() => Boolean, { nullable: true, description: `Stamped by a template on a new customer. ${INHERITED}` })
  predefined!: boolean | null;

  @Field(() => ClientTypeEnum, { nullable: true, description: `What uses it. ${INHERITED}` })
  clientType!: ClientType | null;

  @Field(() => [PermissionEnum], {
    nullable: true,
    description: `Management permissions that it carries when used without a user. ${INHERITED}`,
  })
  permissions!: Permission[] | null;

  @Field(() => String, { nullable: true, description: `Free text. ${INHERITED}` })
  description!: string | null;

  @Field(() => [String], { nullable: true, description: `For sorting and search. ${INHERITED}` })
  tags!: string[] | null;

  @Field(() => Int, { nullable: true, description: `Counts its changes: send it with an update. ${INHERITED}` })
  version!: number | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: `When it was made. ${INHERITED}` })
  createdAt!: Date | null;

  @Field(() => String, { nullable: true, description: `Who made it: a user's id, or \`command-line\`. ${INHERITED}` })
  createdBy!: string | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: `When it was last changed. ${INHERITED}` })
  updatedAt!: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: `When it was last used. ${INHERITED}` })
  lastUsedAt!: Date | null;

  @Field(() => IPAddress, { nullable: true, description: `Where it was last used from. ${INHERITED}` })
  lastUsedIp!: string | null;

  @Field(() => Boolean, { description: 'Whether you may change and deactivate it.' })
  viewerCanUpdate!: boolean;

  @Field(() => Boolean, { description: 'Whether you may give it a new value.' })
  viewerCanRegenerate!: boolean;

  @Field(() => Boolean, { description: 'Whether you may activate it.' })
  viewerCanActivate!: boolean;

  @Field(() => Boolean, { description: 'Whether you may delete it.' })
  viewerCanDelete!: boolean;
}

export const { Connection: ApiKeyConnection } = connectionTypes('ApiKey', () => ApiKeyType, 'keys');
