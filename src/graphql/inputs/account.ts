import { ArrayMaxSize, IsInt, IsOptional, MaxLength, Min, ValidateNested } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import type { AccountKind } from '../../domain/accounts/account';
import { AccountKindEnum } from '../types/enums';

const VERSION = 'The `version` that you read; another one by now is a Conflict.';
const UNLESS_GIVEN = `${VERSION} Not looked at where none is given.`;

@InputType('TokenLifetimesInput', {
  description: 'How long tokens live, in seconds. null: as the parent account says.',
})
export class TokenLifetimesInput {
  @IsOptional()
  @IsInt()
  @Field(() => Int, { nullable: true, description: 'User access tokens: 60 to 86400.' })
  userAccessTokenSeconds?: number | null;

  @IsOptional()
  @IsInt()
  @Field(() => Int, { nullable: true, description: 'Device access tokens: 60 to 86400.' })
  deviceAccessTokenSeconds?: number | null;

  @IsOptional()
  @IsInt()
  @Field(() => Int, { nullable: true, description: 'Refresh tokens: 300 to 31536000.' })
  refreshTokenSeconds?: number | null;
}

@InputType('CreateAccountInput', { description: 'A new account.' })
export class CreateAccountInput {
  @MaxLength(36)
  @Field(() => ID, { description: 'The vendor below which it hangs.' })
  parentId!: string;

  @Field(() => AccountKindEnum, { description: 'It stays what it is made as.' })
  kind!: AccountKind;

  @MaxLength(400)
  @Field(() => String, { description: '1 to 200 characters.' })
  name!: string;

  @IsOptional()
  @MaxLength(255)
  @Field(() => String, { nullable: true, description: 'Your own id for it: unique in the installation.' })
  externalId?: string | null;

  @IsOptional()
  @ArrayMaxSize(100)
  @MaxLength(255, { each: true })
  @Field(() => [String], {
    nullable: true,
    description: 'Host names by which clients address it, each unique in the installation.',
  })
  domains?: string[] | null;

  @IsOptional()
  @ValidateNested()
  @Field(() => TokenLifetimesInput, { nullable: true, description: 'Its own token lifetimes.' })
  tokenLifetimes?: TokenLifetimesInput | null;
}

@InputType('UpdateAccountInput', { description: 'What is not given stays as it is.' })
export class UpdateAccountInput {
  @MaxLength(36)
  @Field(() => ID, { description: 'Which account.' })
  accountId!: string;

  @IsInt()
  @Min(1)
  @Field(() => Int, { description: VERSION })
  version!: number;

  @IsOptional()
  @MaxLength(400)
  @Field(() => String, { nullable: true, description: '1 to 200 characters.' })
  name?: string | null;

  @IsOptional()
  @MaxLength(255)
  @Field(() => String, { nullable: true, description: 'null takes it away.' })
  externalId?: string | null;

  @IsOptional()
  @ArrayMaxSize(100)
  @MaxLength(255, { each: true })
  @Field(() => [String], { nullable: true, description: 'All of them: one that is not listed goes.' })
  domains?: string[] | null;

  @IsOptional()
  @ValidateNested()
  @Field(() => TokenLifetimesInput, { nullable: true, description: 'Its own token lifetimes.' })
  tokenLifetimes?: TokenLifetimesInput | null;
}

@InputType('AccountStatusInput', { description: 'An account to suspend or resume.' })
export class AccountStatusInput {
  @MaxLength(36)
  @Field(() => ID, { description: 'Which account.' })
  accountId!: string;

  @IsOptional()
  @IsInt()
  @Field(() => Int, { nullable: true, description: UNLESS_GIVEN })
  version?: number | null;
}

@InputType('MoveAccountInput', { description: 'A new place for an account and its subtree.' })
export class MoveAccountInput {
  @MaxLength(36)
  @Field(() => ID, { description: 'Which account.' })
  accountId!: string;

  @MaxLength(36)
  @Field(() => ID, { description: 'The vendor below which it is to hang.' })
  newParentId!: string;

  @IsInt()
  @Min(1)
  @Field(() => Int, { description: VERSION })
  version!: number;
}

@InputType('DeleteAccountInput', { description: 'An account to delete, with its keys and users.' })
export class DeleteAccountInput {
  @MaxLength(36)
  @Field(() => ID, { description: 'Which account.' })
  accountId!: string;

  @IsOptional()
  @IsInt()
  @Field(() => Int, { nullable: true, description: UNLESS_GIVEN })
  version?: number | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Delete its sub-accounts too; else it is refused where there are any.',
  })
  cascade!: boolean;
}
