import { Field, ID, Int, ObjectType } from 'type-graphql';
import { publicId } from '../../domain/ids';
import type { User } from '../../entities/user';
import { UserType } from './user';

@ObjectType('UserSuccess', { description: 'The user as they are now.' })
export class UserSuccess {
  @Field(() => UserType, { description: 'The user as they are now.' })
  user: User;

  constructor(user: User) {
    this.user = user;
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
