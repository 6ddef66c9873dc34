import { IsOptional, MaxLength } from 'class-validator';
import { Field, InputType } from 'type-graphql';

@InputType('UserFilter', { description: 'All that is given must fit.' })
export class UserFilterInput {
  @IsOptional()
  @MaxLength(200)
  @Field(() => String, { nullable: true, description: 'Names that begin with it, without case.' })
  namePrefix?: string | null;

  @IsOptional()
  @Field(() => Boolean, { nullable: true, description: 'Only the disabled, or only the others.' })
  disabled?: boolean | null;

  @IsOptional()
  @Field(() => Boolean, { nullable: true, description: 'The users of all accounts below too.' })
  includeSubAccounts?: boolean | null;
}
