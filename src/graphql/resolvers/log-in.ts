import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { AccessRequest } from '../../application/decision/access-request';
import { logIn } from '../../application/login/log-in';
import { ValidationError } from '../../domain/errors';
import { givenFields, ifGiven } from '../given-fields';
import type { GraphqlContext } from '../graphql-context';
import type { AccountLocator } from '../inputs/account-locator';
import { LogInInput } from '../inputs/log-in';
import { resultUnion } from '../result-union';
import { signInLocator } from '../sign-in-locator';
import { LogInSuccess } from '../types/log-in';

const LogInResult = resultUnion('logIn', LogInSuccess, [
  'Denied',
  'Unauthenticated',
  'ValidationFailed',
  'LimitReached',
]);

@Resolver()
export class LogInResolver {
  @Mutation(() => LogInResult, {
    nullable: true,
    description:
      'Log in through the API key of the header X-Api-Key, from the device whose token is the bearer; a key that allows untrusted endpoints needs none.',
  })
  async logIn(
    @Arg('input', () => LogInInput, { description: 'Who, and where.' }) input: LogInInput,
    @Ctx() { app, presented }: GraphqlContext,
  ): Promise<typeof LogInResult> {
    if (!presented) throw ValidationError.of([], 'KEY_REQUIRED', 'Send the API key in the header X-Api-Key.');
    const { name, password } = input;
    // Nobody yet, whatever else the request asks.
    const anonymous = { ...app, caller: { kind: 'ANONYMOUS' } } as const;
    const result = await logIn(anonymous, {
      account: ifGiven(input.account, accountNamed) ?? presented.account,
      key: presented.key,
      deviceToken: presented.bearer,
      userAccount: ifGiven(input.userAccount, signInLocator) ?? null,
      ...{ name, password },
    });
    return new LogInSuccess(result);
  }
}

function accountNamed(by: AccountLocator): NonNullable<AccessRequest['account']> {
  const [first, ...others] = Object.entries(givenFields(by, ['id', 'externalId', 'domain']));
  if (!first || others.length > 0) {
    const message = 'Name the account by its id, its externalId or a domain: one of them.';
    throw ValidationError.of(['account'], 'ONE_LOCATOR', message);
  }
  return { by: first[0] as keyof AccountLocator, text: first[1] };
}
