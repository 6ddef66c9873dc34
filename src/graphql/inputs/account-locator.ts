import { IsOptional, MaxLength } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';

@InputType('AccountLocator', { description: 'Names one account: give exactly one of the fields.' })
export class AccountLocator {
  @IsOptional()
  @MaxLength(36)
  @Field(() => ID, { nullable: true, description: 'Its id, `acc_...`.' })
  id?: string | null;

  @IsOptional()
  @MaxLength(255)
  @Field(() => String, { nullable: true, description: "The operator's own id." })
  externalId?: string | null;

  @IsOptional()
  @MaxLength(253)
  @Field(() => String, { nullable: true, description: 'A host name by which clients address it.' })
  domain?: string | null;
}
