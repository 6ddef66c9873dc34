import { IsOptional, MaxLength, ValidateNested } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { AccountLocator } from './account-locator';

@InputType('LogInInput', { description: 'Who wants to log in through an API key, and where.' })
export class LogInInput {
  @IsOptional()
  @ValidateNested()
  @Field(() => AccountLocator, {
    nullable: true,
    description:
      'Where: the tokens are of this account. None named: that of the header X-Keytree-Account, else of the only key that bears the value.',
  })
  account?: AccountLocator | null;

  @IsOptional()
  @ValidateNested()
  @Field(() => AccountLocator, {
    nullable: true,
    description:
      'The account of the user, where that is another one on the line: the account itself where none is named.',
  })
  userAccount?: AccountLocator | null;

  @MaxLength(400)
  @Field(() => String, { description: 'Without case.' })
  name!: string;

  @MaxLength(256)
  @Field(() => String, { description: 'At most 256 bytes.' })
  password!: string;
}
