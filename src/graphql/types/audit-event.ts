import { GraphQLDateTime, GraphQLJSONObject } from 'graphql-scalars';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { AUDIT_ACTIONS, type AuditAction } from '../../application/audit/audit-entry';
import { IPAddress } from '../scalars/ip-scalars';
import { connectionTypes } from './connection';
import { Node } from './node';

export const AuditActionEnum = Object.fromEntries(AUDIT_ACTIONS.map((action) => [action, action]));
registerEnumType(AuditActionEnum, {
  name: 'AuditAction',
  description: 'What was done. New values may come in minor releases: keep a default branch.',
  valuesConfig: Object.fromEntries(AUDIT_ACTIONS.map((action) => [action, { description: `${sentence(action)}.` }])),
});

function sentence(action: string): string {
  const words = action.toLowerCase().replaceAll('_', ' ').replace('api key', 'API key');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

@ObjectType('AuditActor', { description: 'Who did it.' })
export class AuditActorType {
  @Field(() => String, { description: 'USER, KEY, ENDPOINT, COMMAND_LINE or ANONYMOUS; more kinds may come.' })
  kind!: string;

  @Field(() => ID, { nullable: true, description: "The user's id, or that of the key or device." })
  id!: string | null;

  @Field(() => String, { nullable: true, description: 'The name at that time.' })
  name!: string | null;
}

@ObjectType('AuditTarget', { description: 'What it was done to.' })
export class AuditTargetType {
  @Field(() => String, {
    description:
      'Account, ApiKey, ApiKeyTemplate, User, Role, RoleGrant, Gateway, Endpoint, Webhook, Session, SigningKey or Installation; more may come.',
  })
  type!: string;

  @Field(() => ID, { nullable: true, description: 'Its id.' })
  id!: string | null;

  @Field(() => String, { nullable: true, description: 'Its name at that time.' })
  name!: string | null;
}

@ObjectType('AuditEvent', { implements: Node, description: 'Something that happened. Nothing changes or deletes it.' })
export class AuditEventType extends Node {
  @Field(() => GraphQLDateTime, { description: 'When.' })
  at!: Date;

  @Field(() => AuditActionEnum, { description: 'What.' })
  action!: AuditAction;

  @Field(() => IPAddress, { nullable: true, description: 'From which address; null where it is not known.' })
  ip!: string | null;

  @Field(() => GraphQLJSONObject, {
    nullable: true,
    description: 'The fields that changed, as they were. Never a secret.',
  })
  before!: Record<string, unknown> | null;

  @Field(() => GraphQLJSONObject, {
    nullable: true,
    description: 'The fields that changed, as they became. Never a secret.',
  })
  after!: Record<string, unknown> | null;
}

export const { Connection: AuditEventConnection } = connectionTypes('AuditEvent', () => AuditEventType, 'audit events');
