import { IsInt, IsOptional, MaxLength, Min } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';

@InputType('CreateUserInput', { description: 'A new user, who may do nothing until a role is granted.' })
export class CreateUserInput {
  @MaxLength(36)
  @Field(() => ID, { description: 'The account that the user belongs to; its subtree is their reach.' })
  accountId!: string;

  @MaxLength(400)
  @Field(() => String, { description: 'For signing in: unique on the account without case.' })
  name!: string;

  @MaxLength(256)
  @Field(() => String, { description: 'At least 12 characters, at most 256 bytes.' })
  password!: string;

  @IsOptional()
  @MaxLength(254)
  @Field(() => String, { nullable: true, description: 'E-mail address.' })
  email?: string | null;

  @IsOptional()
  @MaxLength(400)
  @Field(() => String, { nullable: true, description: 'As people call them.' })
  displayName?: string | null;
}

@InputType('UpdateUserInput', { description: 'What is not given stays as it is.' })
export class UpdateUserInput {
  @MaxLength(36)
  @Field(() => ID, { description: 'Which user.' })
  userId!: string;

  @IsInt()
  @Min(1)
  @Field(() => Int, { description: 'The `version` that you read; another one by now is a Conflict.' })
  version!: number;

  @IsOptional()
  @MaxLength(400)
  @Field(() => String, { nullable: true, description: 'For signing in: unique on the account without case.' })
  name?: string | null;

  @IsOptional()
  @MaxLength(254)
  @Field(() => String, { nullable: true, description: 'null takes it away.' })
  email?: string | null;

  @IsOptional()
  @MaxLength(400)
  @Field(() => String, { nullable: true, description: 'null takes it away.' })
  displayName?: string | null;

  @IsOptional()
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the user may not sign in. Disabling ends their sessions.',
  })
  disabled?: boolean | null;
}

@InputType('SetUserPasswordInput', { description: 'A new password for somebody else.' })
export class SetUserPasswordInput {
  @MaxLength(36)
  @Field(() => ID, { description: 'Which user.' })
  userId!: string;

  @MaxLength(256)
  @Field(() => String, { description: 'At least 12 characters, at most 256 bytes.' })
  password!: string;
}

@InputType('DeleteUserInput', { description: 'A user to delete.' })
export class DeleteUserInput {
  @MaxLength(36)
  @Field(() => ID, { description: 'Which user.' })
  userId!: string;
}
