import { ArrayMaxSize, IsOptional, MaxLength } from 'class-validator';
import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, InputType } from 'type-graphql';
import { AUDIT_ACTIONS, type AuditAction } from '../../application/audit/audit-entry';
import { AuditActionEnum } from '../types/audit-event';

@InputType('AuditEventFilter', { description: 'All that is given must fit.' })
export class AuditEventFilterInput {
  @IsOptional()
  @ArrayMaxSize(AUDIT_ACTIONS.length)
  @Field(() => [AuditActionEnum], { nullable: true, description: 'Any of these.' })
  actions?: AuditAction[] | null;

  @IsOptional()
  @MaxLength(36)
  @Field(() => ID, { nullable: true, description: 'The user who did it.' })
  actorId?: string | null;

  @IsOptional()
  @MaxLength(36)
  @Field(() => ID, { nullable: true, description: 'What it was done to, of whatever type.' })
  targetId?: string | null;

  @IsOptional()
  @Field(() => GraphQLDateTime, { nullable: true, description: 'From then on.' })
  from?: Date | null;

  @IsOptional()
  @Field(() => GraphQLDateTime, { nullable: true, description: 'Before then.' })
  to?: Date | null;
}
