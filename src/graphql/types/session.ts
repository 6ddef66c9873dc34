import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { SignInResult } from '../../application/sessions/sign-in';
import type { User } from '../../entities/user';
import { UserType } from './user';

@ObjectType('SignInSuccess', { description: 'Tokens of a session. They are shown this once.' })
export class SignInSuccess {
  @Field(() => String, { description: 'Send it as `Authorization: Bearer ...`.' })
  accessToken: string;

  @Field(() => GraphQLDateTime, { description: 'When the access token ends.' })
  accessExpiresAt: Date;

  @Field(() => String, {
    description: 'Gives new tokens once, through `refreshSession`; a second use ends the session.',
  })
  refreshToken: string;

  @Field(() => GraphQLDateTime, { description: 'When the refresh token ends.' })
  refreshExpiresAt: Date;

  @Field(() => UserType, { description: 'Who is signed in.' })
  user: User;

  constructor({ session, user }: SignInResult) {
    this.accessToken = session.accessToken;
    this.accessExpiresAt = session.accessExpiresAt;
    this.refreshToken = session.refreshToken;
    this.refreshExpiresAt = session.refreshExpiresAt;
    this.user = user;
  }
}

@ObjectType('SignOutSuccess', { description: 'The session has ended.' })
export class SignOutSuccess {
  @Field(() => Boolean, { description: 'Always true.' })
  signedOut = true;
}

@ObjectType('EndAllSessionsSuccess', { description: 'The sessions have ended.' })
export class EndAllSessionsSuccess {
  @Field(() => ID, { description: 'Whose they were.' })
  userId: string;

  @Field(() => Int, { description: 'How many there were.' })
  sessionsEnded: number;

  constructor(userId: string, sessionsEnded: number) {
    this.userId = userId;
    this.sessionsEnded = sessionsEnded;
  }
}
