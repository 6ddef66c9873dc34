import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { ShownAccount } from '../../application/accounts/account-of-row';
import { listDeniedRequests } from '../../application/usage/list-denied-requests';
import { type KeyImpact, keyImpactKeyset, listKeyImpact } from '../../application/usage/list-key-impact';
import {
  listAccountUsage,
  listKeyUsage,
  USAGE_DIMENSIONS,
  usageKeyset,
  type UsageListInput,
  type UsagePage,
  type UsageRow,
} from '../../application/usage/list-usage';
import type { VisibleApiKey } from '../../application/keys/visible-api-key';
import type { DeniedRequest } from '../../entities/denied-request';
import { accountRef } from '../account-ref';
import { pageRequest, toConnection } from '../connection';
import type { GraphqlContext } from '../graphql-context';
import { ForwardPageArgs } from '../inputs/page-args';
import { AccountUsageArgs, DeniedRequestsArgs, UsageArgs } from '../inputs/usage';
import { AccountType } from '../types/account';
import { AccountRef } from '../types/account-ref';
import { ApiKeyType } from '../types/api-key';
import type { ConnectionOf } from '../types/connection';
import {
  ApiKeyImpactConnection,
  ApiKeyImpactType,
  DeniedRequestConnection,
  DeniedRequestType,
  UsageConnection,
  UsageType,
} from '../types/usage';

@Resolver(() => AccountType)
export class AccountUsageResolver {
  @FieldResolver(() => UsageConnection, {
    nullable: true,
    description:
      'How many requests gateways asked about for the account, the latest day first. Takes ViewApiKey; null, with an error, without it.',
  })
  usage(
    @Root() account: ShownAccount,
    @Args(() => AccountUsageArgs) args: AccountUsageArgs,
    @Ctx() { app }: GraphqlContext,
  ): Promise<ConnectionOf<UsageRow>> {
    const wanted = { accountId: account.id, includeSubAccounts: args.includeSubAccounts };
    return usageConnection(['account usage', wanted], account.id, args, (input) =>
      listAccountUsage(app, { ...wanted, ...input }),
    );
  }

  @FieldResolver(() => DeniedRequestConnection, {
    nullable: true,
    description:
      'Requests for the account that were refused lately, newest first: of a flood a sample. Takes ViewApiKey; null, with an error, without it.',
  })
  async deniedRequests(
    @Root() account: ShownAccount,
    @Args(() => DeniedRequestsArgs) args: DeniedRequestsArgs,
    @Ctx() { app }: GraphqlContext,
  ): Promise<ConnectionOf<DeniedRequest>> {
    const { includeSubAccounts, codes } = args;
    const wanted = { accountId: account.id, includeSubAccounts, codes: codes ?? undefined };
    const list = ['denied requests', wanted];
    const page = await listDeniedRequests(app, { ...wanted, ...pageRequest(list, args) });
    return toConnection(list, page, ({ id }) => [id]);
  }
}

@Resolver(() => ApiKeyType)
export class ApiKeyUsageResolver {
  @FieldResolver(() => UsageConnection, {
    nullable: true,
    description:
      'How many requests gateways asked about with the key, the latest day first: for those accounts within your reach where you hold ViewApiKey.',
  })
  usage(
    @Root() key: VisibleApiKey,
    @Args(() => UsageArgs) args: UsageArgs,
    @Ctx() { app }: GraphqlContext,
  ): Promise<ConnectionOf<UsageRow>> {
    return usageConnection(['key usage'], key.id, args, (input) => listKeyUsage(app, { keyId: key.id, ...input }));
  }

  @FieldResolver(() => ApiKeyImpactConnection, {
    nullable: true,
    description:
      'Who would notice if the key were gone: the accounts that it opened in the last 30 days, the latest first, of those within your reach where you hold ViewApiKey.',
  })
  async impact(
    @Root() key: VisibleApiKey,
    @Args(() => ForwardPageArgs) args: ForwardPageArgs,
    @Ctx() { app }: GraphqlContext,
  ): Promise<ConnectionOf<KeyImpact>> {
    const list = ['key impact', key.id];
    const { first, after } = pageRequest(list, args);
    const page = await listKeyImpact(app, { keyId: key.id, first, after });
    return toConnection(
      list,
      { ...page, items: [...page.items], hasPreviousPage: after !== undefined },
      keyImpactKeyset,
    );
  }
}

@Resolver(() => UsageType)
export class UsageResolver {
  @FieldResolver(() => AccountRef, { nullable: true, description: 'The account; null where it is not counted by.' })
  account(@Root() { accountId }: UsageRow, @Ctx() context: GraphqlContext): Promise<AccountRef> | null {
    return accountId === null ? null : refOf(context, accountId);
  }
}

@Resolver(() => DeniedRequestType)
export class DeniedRequestResolver {
  @FieldResolver(() => AccountRef, { description: 'The account that was asked for.' })
  account(@Root() { accountId }: DeniedRequest, @Ctx() context: GraphqlContext): Promise<AccountRef> {
    return refOf(context, accountId);
  }

  @FieldResolver(() => ApiKeyType, {
    nullable: true,
    description: 'The key, as far as you see it; null where none was found, or it is gone.',
  })
  apiKey(@Root() { keyId }: DeniedRequest, @Ctx() { loaders }: GraphqlContext): Promise<VisibleApiKey | null> | null {
    return keyId === null ? null : loaders.apiKey.load(keyId);
  }
}

@Resolver(() => ApiKeyImpactType)
export class ApiKeyImpactResolver {
  @FieldResolver(() => AccountRef, { description: 'The account that the key opened.' })
  account(@Root() { accountId }: KeyImpact, @Ctx() context: GraphqlContext): Promise<AccountRef> {
    return refOf(context, accountId);
  }
}

async function usageConnection(
  of: readonly unknown[],
  id: string,
  args: UsageArgs,
  read: (input: UsageListInput) => Promise<UsagePage>,
): Promise<ConnectionOf<UsageRow>> {
  const by = USAGE_DIMENSIONS.filter((one) => args.by?.includes(one) ?? true);
  const wanted = { from: args.from ?? undefined, to: args.to ?? undefined, by };
  const list = [...of, id, wanted];
  const { first, after } = pageRequest(list, args);
  // Cursors end with an id: of what is counted, since a row has none of its own.
  const page = await read({ ...wanted, first, after: after?.slice(0, -1) });
  return toConnection(list, { ...page, items: [...page.items], hasPreviousPage: after !== undefined }, (row) => [
    ...usageKeyset(row),
    id,
  ]);
}

async function refOf({ app, loaders }: GraphqlContext, accountId: string): Promise<AccountRef> {
  const name = await loaders.accountName.load(accountId);
  return name ? accountRef(app, name) : { id: null, name: '' };
}
