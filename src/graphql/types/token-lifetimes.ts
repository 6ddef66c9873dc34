import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType('TokenLifetimes', { description: 'How long tokens live, in seconds.' })
export class TokenLifetimesType {
  @Field(() => Int, { nullable: true, description: 'User access tokens; null: as the parent account says.' })
  userAccessTokenSeconds!: number | null;

  @Field(() => Int, { nullable: true, description: 'Device access tokens; null: as the parent account says.' })
  deviceAccessTokenSeconds!: number | null;

  @Field(() => Int, { nullable: true, description: 'Refresh tokens; null: as the parent account says.' })
  refreshTokenSeconds!: number | null;
}
