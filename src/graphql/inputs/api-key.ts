import { ArrayMaxSize, IsInt, IsOptional, Max, MaxLength, Min } from 'class-validator';
import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, InputType, Int, registerEnumType } from 'type-graphql';
import type { ApiKeyOrder } from '../../application/keys/list-api-keys';
import { CLIENT_TYPES, type ClientType, EFFECTIVE_KEY_STATES, type EffectiveKeyState } from '../../domain/keys/api-key';
import { PERMISSIONS, type Permission } from '../../domain/permissions/permission';
import { IPRange } from '../scalars/ip-scalars';
import { ClientTypeEnum, EffectiveApiKeyStateEnum, PermissionEnum } from '../types/enums';
import { type OrderDirection, OrderDirectionEnum } from './order-direction';

const VERSION = 'The `version` that you read; another one by now is a Conflict.';
const UNLESS_GIVEN = `${VERSION} Not looked at where none is given.`;
const MOST_BULK = 100;
const MOST_OVERLAP_SECONDS = 30 * 86_400;

/** What both inputs have; null is the same as not given but for expiresAt and description. */
@InputType('ApiKeySettings', { description: 'What both inputs have.' })
abstract class ApiKeySettings {
  @IsOptional()
  @Field(() => Boolean, { nullable: true, description: 'Whether it may be used: true at first.' })
  active?: boolean | null;

  @IsOptional()
  @Field(() => Boolean, { nullable: true, description: 'May call ADMINISTRATIVE functions: false at first.' })
  fullApiAccess?: boolean | null;

  @IsOptional()
  @Field(() => Boolean, { nullable: true, description: 'Requests may come without a user token: false at first.' })
  allowUnauthenticatedRequests?: boolean | null;

  @IsOptional()
  @Field(() => Boolean, {
    nullable: true,
    description: 'A user may log in without a trusted device token: false at first.',
  })
  allowUntrustedEndpoints?: boolean | null;

  @IsOptional()
  @Field(() => Boolean, {
    nullable: true,
    description: 'A device that registers with it is trusted at once: false at first.',
  })
  automaticEndpointTrust?: boolean | null;

  @IsOptional()
  @Field(() => GraphQLDateTime, { nullable: true, description: 'From then on it no longer works; null: never.' })
  expiresAt?: Date | null;

  @IsOptional()
  @ArrayMaxSize(100)
  @MaxLength(64, { each: true })
  @Field(() => [IPRange], { nullable: true, description: 'Where it may be used from: at most 100; empty: everywhere.' })
  allowedIps?: string[] | null;

  @IsOptional()
  @Field(() => ClientTypeEnum, { nullable: true, description: 'What uses it: GENERAL at first.' })
  clientType?: ClientType | null;

  @IsOptional()
  @ArrayMaxSize(PERMISSIONS.length)
  @Field(() => [PermissionEnum], {
    nullable: true,
    description:
      'Management permissions that it carries when used without a user: at most what you hold on its account.',
  })
  permissions?: Permission[] | null;

  @IsOptional()
  @MaxLength(2000)
  @Field(() => String, { nullable: true, description: 'Free text; null takes it away.' })
  description?: string | null;

  @IsOptional()
  @ArrayMaxSize(20)
  @MaxLength(50, { each: true })
  @Field(() => [String], { nullable: true, description: 'At most 20, of at most 50 characters.' })
  tags?: string[] | null;
}

@InputType('CreateApiKeyInput', { description: 'A new key.' })
export class CreateApiKeyInput extends ApiKeySettings {
  @MaxLength(36)
  @Field(() => ID, { description: 'The account that defines it: it is effective there and on all below.' })
  accountId!: string;

  @MaxLength(400)
  @Field(() => String, { description: 'Unique on the account without case.' })
  name!: string;

  @IsOptional()
  @MaxLength(300)
  @Field(() => String, {
    nullable: true,
    description: 'A value of your own, 16 to 255 printable ASCII characters; else one is generated.',
  })
  value?: string | null;
}

@InputType('UpdateApiKeyInput', { description: 'What is not given stays as it is.' })
export class UpdateApiKeyInput extends ApiKeySettings {
  @MaxLength(36)
  @Field(() => ID, { description: 'Which key.' })
  keyId!: string;

  @IsInt()
  @Min(1)
  @Field(() => Int, { description: VERSION })
  version!: number;

  @IsOptional()
  @MaxLength(400)
  @Field(() => String, { nullable: true, description: 'Unique on the account without case.' })
  name?: string | null;
}

@InputType('ApiKeyInput', { description: 'One key.' })
export class ApiKeyInput {
  @MaxLength(36)
  @Field(() => ID, { description: 'Which key.' })
  keyId!: string;

  @IsOptional()
  @IsInt()
  @Field(() => Int, { nullable: true, description: UNLESS_GIVEN })
  version?: number | null;
}

@InputType('RegenerateApiKeyInput', { description: 'A new value for a key.' })
export class RegenerateApiKeyInput extends ApiKeyInput {
  @IsOptional()
  @MaxLength(300)
  @Field(() => String, {
    nullable: true,
    description: 'A value of your own, 16 to 255 printable ASCII characters; else one is generated.',
  })
  value?: string | null;

  @IsInt()
  @Min(0)
  @Max(MOST_OVERLAP_SECONDS)
  @Field(() => Int, { defaultValue: 0, description: 'So long the old value works on: 0 to 2592000 seconds (30 days).' })
  overlapSeconds!: number;
}

@InputType('BlockApiKeyInput', { description: 'An inherited key on an account.' })
export class BlockApiKeyInput {
  @MaxLength(36)
  @Field(() => ID, { description: 'The account on which, and below which, it is blocked.' })
  accountId!: string;

  @MaxLength(36)
  @Field(() => ID, { description: 'The key, defined on an account above.' })
  keyId!: string;
}

@InputType('BulkApiKeysInput', { description: 'Several keys at once.' })
export class BulkApiKeysInput {
  @ArrayMaxSize(MOST_BULK)
  @MaxLength(36, { each: true })
  @Field(() => [ID], { description: 'At most 100, each once.' })
  keyIds!: string[];

  @Field(() => Boolean, { defaultValue: false, description: 'All or nothing; else each has an outcome of its own.' })
  atomic!: boolean;
}

@InputType('FindApiKeysInput', { description: 'Give exactly one of the fields.' })
export class FindApiKeysInput {
  @IsOptional()
  @MaxLength(300)
  @Field(() => String, {
    nullable: true,
    description: 'A whole value, pasted. It is hashed and forgotten. Send it as a variable: it is then in no log.',
  })
  value?: string | null;

  @IsOptional()
  @MaxLength(50)
  @Field(() => String, { nullable: true, description: 'A hint as lists show it, or the beginning or end of one.' })
  hint?: string | null;
}

@InputType('ApiKeyFilter', { description: 'All that is given must fit.' })
export class ApiKeyFilterInput {
  @IsOptional()
  @MaxLength(200)
  @Field(() => String, { nullable: true, description: 'Part of the name, without case.' })
  search?: string | null;

  @IsOptional()
  @ArrayMaxSize(CLIENT_TYPES.length)
  @Field(() => [ClientTypeEnum], { nullable: true, description: 'Any of these.' })
  clientTypes?: ClientType[] | null;

  @IsOptional()
  @Field(() => Boolean, { nullable: true, description: 'Only those that templates stamped, or only the others.' })
  predefined?: boolean | null;

  @IsOptional()
  @ArrayMaxSize(EFFECTIVE_KEY_STATES.length)
  @Field(() => [EffectiveApiKeyStateEnum], { nullable: true, description: 'Any of these, on this account.' })
  states?: EffectiveKeyState[] | null;
}

const ApiKeyOrderEnum: Record<ApiKeyOrder, ApiKeyOrder> = { NAME: 'NAME', CREATED_AT: 'CREATED_AT' };
registerEnumType(ApiKeyOrderEnum, {
  name: 'ApiKeyOrderField',
  description: 'What keys are ordered by.',
  valuesConfig: {
    NAME: { description: 'By name without case.' },
    CREATED_AT: { description: 'By age.' },
  },
});

@InputType('ApiKeyOrder', { description: 'The order of a list of keys.' })
export class ApiKeyOrderInput {
  @Field(() => ApiKeyOrderEnum, { description: 'By what.' })
  field!: ApiKeyOrder;

  @IsOptional()
  @Field(() => OrderDirectionEnum, { nullable: true, description: 'Ascending where nothing is said.' })
  direction?: OrderDirection | null;
}
