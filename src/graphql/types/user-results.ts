import { Ctx, Field, ID, Int, ObjectType, Root } from 'type-graphql';
import { publicId } from '../../domain/ids';
import type { User } from '../../entities/user';
import type { GraphqlContext } from '../graphql-context';
import { loadChanged } from '../load-node';
import { UserType } from './user';

@ObjectType('UserSuccess', { description: 'The user as they are now.' })
export class UserSuccess {
  constructor(readonly changed: User) {}

  @Field(() => UserType, { nullable: true, description: 'The user as they are now; null without ViewUser.' })
  user(@Root() { changed }: UserSuccess, @Ctx() context: GraphqlContext): Promise<object | null> {
    return loadChanged(context, 'User', changed);
  }
}

@ObjectType('SetUserPasswordSuccess', { description: "The password is set, and all the user's sessions have ended." })
export class SetUserPasswordSuccess extends UserSuccess {
  @Field(() => Int, { description: 'How many sessions ended.' })
  sessionsEnded: number;

  constructor(user: User, sessionsEnded: number) {
    super(user);
    this.sessionsEnded = sessionsEnded;
  }
}

@ObjectType('DeleteUserSuccess', { description: 'The user is gone, with their grants and sessions.' })
export class DeleteUserSuccess {
  @Field(() => ID, { description: 'The id that they had.' })
  deletedId: string;

  constructor(user: User) {
    this.deletedId = publicId('User', user.id);
  }
}
