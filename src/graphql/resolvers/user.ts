import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { ShownAccount } from '../../application/accounts/account-of-row';
import { holds } from '../../application/caller';
import { listGrantsOfUser } from '../../application/roles/list-grants';
import { createUser } from '../../application/users/create-user';
import { deleteUser } from '../../application/users/delete-user';
import { getUser } from '../../application/users/get-user';
import { listUsers } from '../../application/users/list-users';
import { setUserPassword } from '../../application/users/set-user-password';
import { updateUser } from '../../application/users/update-user';
import type { Account } from '../../entities/account';
import type { RoleGrant } from '../../entities/role-grant';
import type { User } from '../../entities/user';
import { bareId } from '../bare-id';
import { pageRequest, toConnection } from '../connection';
import type { GraphqlContext } from '../graphql-context';
import { PageArgs } from '../inputs/page-args';
import { CreateUserInput, DeleteUserInput, SetUserPasswordInput, UpdateUserInput } from '../inputs/user';
import { UserFilterInput } from '../inputs/user-list';
import { resultUnion } from '../result-union';
import { AccountType } from '../types/account';
import type { ConnectionOf } from '../types/connection';
import { RoleGrantConnection } from '../types/role';
import { UserConnection, UserType } from '../types/user';
import { DeleteUserSuccess, SetUserPasswordSuccess, UserSuccess } from '../types/user-results';

const CreateUserResult = resultUnion('createUser', UserSuccess);
const UpdateUserResult = resultUnion('updateUser', UserSuccess);
const SetUserPasswordResult = resultUnion('setUserPassword', SetUserPasswordSuccess);
const DeleteUserResult = resultUnion('deleteUser', DeleteUserSuccess);

@Resolver(() => UserType)
export class UserResolver {
  @Query(() => UserType, {
    nullable: true,
    description: 'One user; null where there is none within your reach. Takes ViewUser.',
  })
  user(@Arg('id', () => ID, { description: 'Which one.' }) id: string, @Ctx() { app }: GraphqlContext): Promise<User> {
    return getUser(app, { userId: bareId('User', id, ['id']) });
  }

  @FieldResolver(() => AccountType, {
    nullable: true,
    description: 'The account that they belong to; null without ViewAccount there.',
  })
  account(@Root() user: User, @Ctx() { loaders }: GraphqlContext): Promise<Account | null> {
    return loaders.account.load(user.accountId);
  }

  @FieldResolver(() => RoleGrantConnection, {
    nullable: true,
    description:
      'What roles they have where, as far as you hold ViewRole. null where you hold it nowhere on their line or below.',
  })
  async grants(
    @Root() user: User,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { app }: GraphqlContext,
  ): Promise<ConnectionOf<RoleGrant>> {
    const list = ['grants of user', user.id];
    const page = await listGrantsOfUser(app, { userId: user.id, ...pageRequest(list, args) });
    return toConnection(list, page, (grant) => [grant.id]);
  }

  @Mutation(() => CreateUserResult, { nullable: true, description: 'Make a user. Takes ModifyUser on the account.' })
  async createUser(
    @Arg('input', () => CreateUserInput, { description: 'The user.' }) input: CreateUserInput,
    @Ctx() { app }: GraphqlContext,
  ): Promise<typeof CreateUserResult> {
    const { name, password, email, displayName } = input;
    const accountId = bareId('Account', input.accountId, ['accountId']);
    return new UserSuccess(await createUser(app, { accountId, name, password, email, displayName }));
  }

  @Mutation(() => UpdateUserResult, {
    nullable: true,
    description:
      'Change a user. Takes ModifyUser; e-mail and disabled flag of another user also take all that their grants give.',
  })
  async updateUser(
    @Arg('input', () => UpdateUserInput, { description: 'What changes.' }) input: UpdateUserInput,
    @Ctx() { app }: GraphqlContext,
  ): Promise<typeof UpdateUserResult> {
    const { version, name, email, displayName, disabled } = input;
    const userId = bareId('User', input.userId, ['userId']);
    return new UserSuccess(
      await updateUser(app, {
        userId,
        version,
        name: name ?? undefined,
        email,
        displayName,
        disabled: disabled ?? undefined,
      }),
    );
  }

  @Mutation(() => SetUserPasswordResult, {
    nullable: true,
    description:
      "Set another user's password and end their sessions. Takes ModifyUser and all that their grants give, where they give it.",
  })
  async setUserPassword(
    @Arg('input', () => SetUserPasswordInput, { description: 'Whose, and the new one.' }) input: SetUserPasswordInput,
    @Ctx() { app }: GraphqlContext,
  ): Promise<typeof SetUserPasswordResult> {
    const userId = bareId('User', input.userId, ['userId']);
    const { user, sessionsEnded } = await setUserPassword(app, { userId, password: input.password });
    return new SetUserPasswordSuccess(user, sessionsEnded);
  }

  @Mutation(() => DeleteUserResult, {
    nullable: true,
    description: 'Delete a user. Takes DeleteUser and all that their grants give, where they give it.',
  })
  async deleteUser(
    @Arg('input', () => DeleteUserInput, { description: 'Who.' }) input: DeleteUserInput,
    @Ctx() { app }: GraphqlContext,
  ): Promise<typeof DeleteUserResult> {
    const { user } = await deleteUser(app, { userId: bareId('User', input.userId, ['userId']) });
    return new DeleteUserSuccess(user);
  }
}

@Resolver(() => AccountType)
export class AccountUsersResolver {
  @FieldResolver(() => UserConnection, {
    nullable: true,
    description: 'The users of the account. Takes ViewUser; null, with an error, without it.',
  })
  async users(
    @Root() account: ShownAccount,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => UserFilterInput, { nullable: true, description: 'Only those that fit.' })
    filter: UserFilterInput | null,
    @Ctx() { app }: GraphqlContext,
  ): Promise<ConnectionOf<User>> {
    const wanted = {
      accountId: account.id,
      includeBelow: filter?.includeSubAccounts ?? undefined,
      namePrefix: filter?.namePrefix ?? undefined,
      disabled: filter?.disabled ?? undefined,
    };
    const list = ['users', wanted];
    const page = await listUsers(app, { ...wanted, ...pageRequest(list, args) });
    return toConnection(list, page, (user) => [user.nameKey, user.id]);
  }

  @FieldResolver(() => Boolean, { description: 'Whether you may see its users.' })
  viewerCanViewUsers(@Root() account: ShownAccount, @Ctx() { app }: GraphqlContext): boolean {
    return holds(app.caller, account.path, 'ViewUser');
  }
}
