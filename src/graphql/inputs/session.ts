import { IsOptional, MaxLength, ValidateNested } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { AccountLocator } from './account-locator';

@InputType('SignInInput', { description: 'Who wants to sign in.' })
export class SignInInput {
  @IsOptional()
  @ValidateNested()
  @Field(() => AccountLocator, {
    nullable: true,
    description: 'The account of the user; the root where none is named.',
  })
  account?: AccountLocator | null;

  @MaxLength(400)
  @Field(() => String, { description: 'Without case.' })
  name!: string;

  @MaxLength(256)
  @Field(() => String, { description: 'At most 256 bytes.' })
  password!: string;
}

@InputType('RefreshSessionInput', { description: 'A refresh token for new tokens.' })
export class RefreshSessionInput {
  @MaxLength(100)
  @Field(() => String, { description: 'Works once.' })
  refreshToken!: string;
}

@InputType('ChangePasswordInput', { description: 'A new password for oneself.' })
export class ChangePasswordInput {
  @MaxLength(256)
  @Field(() => String, { description: 'The one of now.' })
  currentPassword!: string;

  @MaxLength(256)
  @Field(() => String, { description: 'At least 12 characters, at most 256 bytes.' })
  newPassword!: string;
}

@InputType('EndAllSessionsInput', { description: 'Whose sessions end.' })
export class EndAllSessionsInput {
  @IsOptional()
  @MaxLength(36)
  @Field(() => ID, {
    nullable: true,
    description: "Another user's: takes ModifyUser and all that their grants give. None: one's own.",
  })
  userId?: string | null;
}
