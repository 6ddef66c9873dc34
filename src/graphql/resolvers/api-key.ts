import { GraphQLDateTime } from 'graphql-scalars';
import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { findApiKeys } from '../../application/keys/find-api-keys';
import { getApiKey } from '../../application/keys/get-api-key';
import type { VisibleApiKey } from '../../application/keys/visible-api-key';
import type { Account } from '../../entities/account';
import { accountRef } from '../account-ref';
import { bareId } from '../bare-id';
import { pageRequest, toConnection } from '../connection';
import type { GraphqlContext } from '../graphql-context';
import { FindApiKeysInput } from '../inputs/api-key';
import { PageArgs } from '../inputs/page-args';
import { publicActor } from '../public-actor';
import { AccountType } from '../types/account';
import { AccountRef } from '../types/account-ref';
import { ApiKeyConnection, ApiKeyType } from '../types/api-key';
import type { ConnectionOf } from '../types/connection';

@Resolver(() => ApiKeyType)
export class ApiKeyResolver {
  @Query(() => ApiKeyType, {
    nullable: true,
    description: 'One key, as far as you see it; null where there is none within your reach. Takes ViewApiKey.',
  })
  apiKey(
    @Arg('id', () => ID, { description: 'Which one.' }) id: string,
    @Ctx() { app }: GraphqlContext,
  ): Promise<VisibleApiKey> {
    return getApiKey(app, { keyId: bareId('ApiKey', id, ['id']) });
  }

  @Query(() => ApiKeyConnection, {
    nullable: true,
    description:
      'Whose key is this? The keys that you see and that bear a pasted value, or have a hint. Takes ViewApiKey.',
  })
  async findApiKeys(
    @Arg('input', () => FindApiKeysInput, { description: 'What is searched for.' }) input: FindApiKeysInput,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { app }: GraphqlContext,
  ): Promise<ConnectionOf<VisibleApiKey>> {
    // Cursors are not bound to the value: they would carry a trace of it. Each row is looked at under the value anyway.
    const list = ['found keys', input.hint ?? null];
    const page = await findApiKeys(app, {
      value: input.value ?? undefined,
      hint: input.hint ?? undefined,
      ...pageRequest(list, args),
    });
    return toConnection(list, page, (key) => [key.id]);
  }

  @FieldResolver()
  createdBy(@Root() key: VisibleApiKey): string | null {
    return key.createdBy === null ? null : publicActor(key.createdBy);
  }

  @FieldResolver(() => AccountType, {
    nullable: true,
    description: 'The account that defines it; null where it is outside your reach or you lack ViewAccount there.',
  })
  account(@Root() key: VisibleApiKey, @Ctx() { loaders }: GraphqlContext): Promise<Account | null> {
    return loaders.account.load(key.accountId);
  }

  @FieldResolver(() => AccountRef, {
    description: 'The name of the account that defines it, whatever you may see of it.',
  })
  async definedOn(@Root() key: VisibleApiKey, @Ctx() { app, loaders }: GraphqlContext): Promise<AccountRef> {
    const name = await loaders.accountName.load(key.accountId);
    return name ? accountRef(app, name) : { id: null, name: '' };
  }

  @FieldResolver(() => GraphQLDateTime, {
    nullable: true,
    description:
      'Until when the value before the last regeneration works on; null where none does. Null on an inherited key whose own account the viewer may not see.',
  })
  previousValueWorksUntil(@Root() key: VisibleApiKey, @Ctx() { loaders }: GraphqlContext): Promise<Date | null> | null {
    return key.whole ? loaders.previousValue.load(key.id) : null;
  }
}
