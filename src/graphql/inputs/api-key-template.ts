import { IsInt, IsOptional, MaxLength, Min } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import type { ClientType } from '../../domain/keys/api-key';
import { ClientTypeEnum } from '../types/enums';

/** What both inputs have; null is the same as not given but for description and value. */
@InputType('ApiKeyTemplateSettings', { description: 'What both inputs have.' })
abstract class TemplateInput {
  @IsOptional()
  @Field(() => ClientTypeEnum, { nullable: true, description: 'What uses the keys: GENERAL at first.' })
  clientType?: ClientType | null;

  @IsOptional()
  @Field(() => Boolean, { nullable: true, description: 'Whether the keys begin active: true at first.' })
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
  @Field(() => Boolean, { nullable: true, description: 'A device that registers is trusted at once: false at first.' })
  automaticEndpointTrust?: boolean | null;

  @IsOptional()
  @MaxLength(2000)
  @Field(() => String, { nullable: true, description: 'Free text; null takes it away.' })
  description?: string | null;

  @IsOptional()
  @MaxLength(255)
  @Field(() => String, {
    nullable: true,
    description: 'The value of all its keys, 16 to 255 characters; null: each gets a generated one.',
  })
  value?: string | null;
}

@InputType('CreateApiKeyTemplateInput', { description: 'A new template.' })
export class CreateApiKeyTemplateInput extends TemplateInput {
  @MaxLength(36)
  @Field(() => ID, { description: 'The vendor whose customers get keys from it.' })
  accountId!: string;

  @MaxLength(400)
  @Field(() => String, { description: 'Name of the keys.' })
  name!: string;
}

@InputType('UpdateApiKeyTemplateInput', { description: 'What is not given stays as it is.' })
export class UpdateApiKeyTemplateInput extends TemplateInput {
  @MaxLength(36)
  @Field(() => ID, { description: 'Which template.' })
  templateId!: string;

  @IsInt()
  @Min(1)
  @Field(() => Int, { description: 'The `version` that you read; another one by now is a Conflict.' })
  version!: number;

  @IsOptional()
  @MaxLength(400)
  @Field(() => String, { nullable: true, description: 'Name of the keys.' })
  name?: string | null;
}

@InputType('DeleteApiKeyTemplateInput', { description: 'A template to delete; its keys stay.' })
export class DeleteApiKeyTemplateInput {
  @MaxLength(36)
  @Field(() => ID, { description: 'Which template.' })
  templateId!: string;

  @IsOptional()
  @IsInt()
  @Field(() => Int, { nullable: true, description: 'The `version` that you read; not looked at where none is given.' })
  version?: number | null;
}
