import { Field, ID, ObjectType } from 'type-graphql';

@ObjectType('AccountRef', {
  simpleResolvers: true,
  description: 'An account as it is named where the viewer may not see the account itself.',
})
export class AccountRef {
  @Field(() => ID, { nullable: true, description: "Null where the account is outside the viewer's reach." })
  id!: string | null;

  @Field(() => String, { description: 'Its name.' })
  name!: string;
}
