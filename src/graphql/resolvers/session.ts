import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { changePassword } from '../../application/sessions/change-password';
import { endAllSessions } from '../../application/sessions/end-all-sessions';
import { refreshSession } from '../../application/sessions/refresh-session';
import { signIn } from '../../application/sessions/sign-in';
import { signOut } from '../../application/sessions/sign-out';
import { viewer, type Viewer } from '../../application/sessions/viewer';
import { publicId } from '../../domain/ids';
import { bareId } from '../bare-id';
import { ifGiven } from '../given-fields';
import type { GraphqlContext } from '../graphql-context';
import { ChangePasswordInput, EndAllSessionsInput, RefreshSessionInput, SignInInput } from '../inputs/session';
import { resultUnion } from '../result-union';
import { signInLocator } from '../sign-in-locator';
import { EndAllSessionsSuccess, SignInSuccess, SignOutSuccess } from '../types/session';
import { ViewerType } from '../types/viewer';

const SignInResult = resultUnion('signIn', SignInSuccess, ['Unauthenticated', 'ValidationFailed', 'LimitReached']);
const RefreshSessionResult = resultUnion('refreshSession', SignInSuccess, [
  'Unauthenticated',
  'ValidationFailed',
  'LimitReached',
]);
const ChangePasswordResult = resultUnion('changePassword', SignInSuccess);
const SignOutResult = resultUnion('signOut', SignOutSuccess, ['Unauthenticated']);
const EndAllSessionsResult = resultUnion('endAllSessions', EndAllSessionsSuccess);

@Resolver()
export class SessionResolver {
  @Query(() => ViewerType, {
    nullable: true,
    description: 'Who is signed in, or what the API key of the request stands for, and what they may do where.',
  })
  viewer(@Ctx() { app }: GraphqlContext): Promise<Viewer | null> {
    return viewer(app);
  }

  @Mutation(() => SignInResult, {
    nullable: true,
    description: 'Sign in to this service with name and password. The tokens open its GraphQL API for the user alone.',
  })
  async signIn(
    @Arg('input', () => SignInInput, { description: 'Who.' }) input: SignInInput,
    @Ctx() { app }: GraphqlContext,
  ): Promise<typeof SignInResult> {
    const { name, password } = input;
    const account = ifGiven(input.account, signInLocator) ?? null;
    return new SignInSuccess(await signIn(app, { account, name, password }));
  }

  @Mutation(() => RefreshSessionResult, {
    nullable: true,
    description:
      "New tokens for a refresh token. It works once: a second use ends the session, as it may be a thief's.",
  })
  async refreshSession(
    @Arg('input', () => RefreshSessionInput, { description: 'The token.' }) input: RefreshSessionInput,
    @Ctx() { app }: GraphqlContext,
  ): Promise<typeof RefreshSessionResult> {
    return new SignInSuccess(await refreshSession(app, input));
  }

  @Mutation(() => SignOutResult, { nullable: true, description: 'End the session of the access token that was sent.' })
  async signOut(@Ctx() { app }: GraphqlContext): Promise<typeof SignOutResult> {
    await signOut(app);
    return new SignOutSuccess();
  }

  @Mutation(() => EndAllSessionsResult, {
    nullable: true,
    description: "End all sessions of a user, this one included where it is one's own.",
  })
  async endAllSessions(
    @Arg('input', () => EndAllSessionsInput, { description: 'Whose.' }) input: EndAllSessionsInput,
    @Ctx() { app }: GraphqlContext,
  ): Promise<typeof EndAllSessionsResult> {
    const userId = ifGiven(input.userId, (id) => bareId('User', id, ['userId'])) ?? null;
    const ended = await endAllSessions(app, { userId });
    return new EndAllSessionsSuccess(publicId('User', ended.userId), ended.sessionsEnded);
  }

  @Mutation(() => ChangePasswordResult, {
    nullable: true,
    description: "A new password for oneself. All one's sessions end; the answer has the tokens of a new one.",
  })
  async changePassword(
    @Arg('input', () => ChangePasswordInput, { description: 'The old and the new one.' }) input: ChangePasswordInput,
    @Ctx() { app }: GraphqlContext,
  ): Promise<typeof ChangePasswordResult> {
    return new SignInSuccess(await changePassword(app, input));
  }
}
