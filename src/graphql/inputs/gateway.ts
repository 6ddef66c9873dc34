import { IsInt, IsOptional, MaxLength, Min } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';

const VERSION = 'The `version` that you read; another one by now is a Conflict.';

@InputType('CreateGatewayInput', { description: 'A new gateway.' })
export class CreateGatewayInput {
  @MaxLength(36)
  @Field(() => ID, { description: 'It may ask for this account and all below.' })
  accountId!: string;

  @MaxLength(400)
  @Field(() => String, { description: 'Unique on the account without case.' })
  name!: string;
}

@InputType('UpdateGatewayInput', { description: 'What is not given stays as it is.' })
export class UpdateGatewayInput {
  @MaxLength(36)
  @Field(() => ID, { description: 'Which gateway.' })
  gatewayId!: string;

  @IsInt()
  @Min(1)
  @Field(() => Int, { description: VERSION })
  version!: number;

  @IsOptional()
  @MaxLength(400)
  @Field(() => String, { nullable: true, description: 'Unique on the account without case.' })
  name?: string | null;

  @IsOptional()
  @Field(() => Boolean, { nullable: true, description: 'Whether it may ask.' })
  enabled?: boolean | null;
}

/** One gateway, and the version where it was read. */
@InputType('OneGateway', { description: 'One gateway.' })
abstract class OneGateway {
  @MaxLength(36)
  @Field(() => ID, { description: 'Which gateway.' })
  gatewayId!: string;

  @IsOptional()
  @IsInt()
  @Field(() => Int, { nullable: true, description: `${VERSION} Not looked at where none is given.` })
  version?: number | null;
}

@InputType('ReplaceGatewayCredentialInput', { description: 'A gateway that is to have a new credential.' })
export class ReplaceGatewayCredentialInput extends OneGateway {}

@InputType('DeleteGatewayInput', { description: 'A gateway to delete.' })
export class DeleteGatewayInput extends OneGateway {}
