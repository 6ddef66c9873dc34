import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { ShownAccount } from '../../application/accounts/account-of-row';
import { governs } from '../../application/accounts/governor';
import { accountKeyset, listAccounts } from '../../application/accounts/list-accounts';
import { effectiveStatusOf, visibleLine } from '../../application/accounts/load-lines';
import { findAccount } from '../../application/accounts/find-account';
import { holds, permissionsOn, reaches } from '../../application/caller';
import { effectiveTokenLifetimes, type TokenLifetimes } from '../../domain/accounts/token-lifetimes';
import { publicId } from '../../domain/ids';
import { canonicalPermissions, type Permission } from '../../domain/permissions/permission';
import type { Account } from '../../entities/account';
import { accountReference } from '../account-reference';
import { bareId } from '../bare-id';
import { pageRequest, toConnection } from '../connection';
import { ifGiven } from '../given-fields';
import type { GraphqlContext } from '../graphql-context';
import { AccountFilterInput, AccountOrderInput } from '../inputs/account-list';
import { AccountLocator } from '../inputs/account-locator';
import { PageArgs } from '../inputs/page-args';
import { AccountConnection, AccountType } from '../types/account';
import { AccountRef } from '../types/account-ref';
import type { ConnectionOf } from '../types/connection';
import { AccountStatusEnum, PermissionEnum } from '../types/enums';
import { TokenLifetimesType } from '../types/token-lifetimes';

@Resolver(() => AccountType)
export class AccountResolver {
  @Query(() => AccountType, {
    nullable: true,
    description: 'One account; null where there is none within your reach. Takes ViewAccount.',
  })
  account(
    // What is too long to be a name names nothing. Looking for that first would take longer than the account itself.
    @Arg('by', () => AccountLocator, { description: 'Which one.', validateFn: () => undefined }) by: AccountLocator,
    @Ctx() { app }: GraphqlContext,
  ): Promise<ShownAccount | null> {
    return findAccount(app, accountReference(by, ['by']));
  }

  @Query(() => AccountConnection, {
    nullable: true,
    description: 'The accounts within your reach on which you hold ViewAccount.',
  })
  accounts(
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => AccountFilterInput, { nullable: true, description: 'Only those that fit.' })
    filter: AccountFilterInput | null,
    @Arg('orderBy', () => AccountOrderInput, { nullable: true, description: 'By name where nothing is said.' })
    order: AccountOrderInput | null,
    @Ctx() context: GraphqlContext,
  ): Promise<ConnectionOf<Account>> {
    return accountList(context, args, filter, order, null);
  }

  @FieldResolver(() => [String], { description: 'Host names by which clients address it, in lower case.' })
  domains(@Root() account: ShownAccount, @Ctx() { loaders }: GraphqlContext): Promise<readonly string[]> {
    return loaders.domains.load(account.id);
  }

  @FieldResolver(() => AccountType, {
    nullable: true,
    description:
      'The vendor above it; null on the root, and where it is outside your reach or you lack ViewAccount there.',
  })
  async parent(@Root() account: ShownAccount, @Ctx() { loaders }: GraphqlContext): Promise<Account | null> {
    return account.parentId === null ? null : loaders.account.load(account.parentId);
  }

  @FieldResolver(() => [AccountRef], {
    description: 'From the highest account within your reach down to the account itself.',
  })
  async line(@Root() account: ShownAccount, @Ctx() { app, loaders }: GraphqlContext): Promise<AccountRef[]> {
    const line = await loaders.line.load(account.path);
    return visibleLine(app, line).map((one) => ({ id: publicId('Account', one.id), name: one.name }));
  }

  @FieldResolver(() => AccountConnection, { description: 'The accounts directly below it.' })
  children(
    @Root() account: ShownAccount,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => AccountFilterInput, { nullable: true, description: 'Only those that fit.' })
    filter: AccountFilterInput | null,
    @Arg('orderBy', () => AccountOrderInput, { nullable: true, description: 'By name where nothing is said.' })
    order: AccountOrderInput | null,
    @Ctx() context: GraphqlContext,
  ): Promise<ConnectionOf<Account>> {
    return accountList(context, args, filter, order, account.id);
  }

  @FieldResolver(() => AccountStatusEnum, {
    description: 'SUSPENDED where the account or one above it is suspended.',
  })
  async effectiveStatus(@Root() account: ShownAccount, @Ctx() { loaders }: GraphqlContext): Promise<string> {
    return effectiveStatusOf(await loaders.line.load(account.path));
  }

  @FieldResolver(() => TokenLifetimesType, { description: "The account's own settings." })
  tokenLifetimes(@Root() account: ShownAccount): TokenLifetimes {
    return account;
  }

  @FieldResolver(() => TokenLifetimesType, {
    description:
      'What holds on the account: its own settings, else those of the nearest account above, else the defaults.',
  })
  async effectiveTokenLifetimes(
    @Root() account: ShownAccount,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<TokenLifetimes> {
    return effectiveTokenLifetimes([...(await loaders.line.load(account.path))]);
  }

  @FieldResolver(() => [PermissionEnum], { description: 'What you hold on the account.' })
  viewerPermissions(@Root() account: ShownAccount, @Ctx() { app }: GraphqlContext): Permission[] {
    return canonicalPermissions(permissionsOn(app.caller, account.path));
  }

  @FieldResolver(() => Boolean, { description: 'Whether you may change its name and token lifetimes.' })
  viewerCanUpdate(@Root() account: ShownAccount, @Ctx() { app }: GraphqlContext): boolean {
    return holds(app.caller, account.path, 'ModifyAccount');
  }

  @FieldResolver(() => Boolean, {
    description:
      'Whether you may change its externalId, domains and status, and move it: that belongs to whoever governs it.',
  })
  viewerCanGovern(@Root() account: ShownAccount, @Ctx() { app }: GraphqlContext): boolean {
    return governs(app, account, 'ModifyAccount');
  }

  @FieldResolver(() => Boolean, { description: 'Whether you may delete it.' })
  viewerCanDelete(@Root() account: ShownAccount, @Ctx() { app }: GraphqlContext): boolean {
    return account.parentId !== null && governs(app, account, 'DeleteAccount');
  }

  @FieldResolver(() => Boolean, { description: 'Whether you may make accounts below it.' })
  viewerCanCreateChild(@Root() account: ShownAccount, @Ctx() { app }: GraphqlContext): boolean {
    return (
      account.kind === 'VENDOR' && reaches(app.caller, account.path) && holds(app.caller, account.path, 'ModifyAccount')
    );
  }
}

async function accountList(
  { app }: GraphqlContext,
  args: PageArgs,
  filter: AccountFilterInput | null,
  order: AccountOrderInput | null,
  parentId: string | null,
): Promise<ConnectionOf<Account>> {
  const orderBy = order?.field ?? 'NAME';
  const wanted = {
    search: filter?.search ?? undefined,
    kind: filter?.kind ?? undefined,
    status: filter?.status ?? undefined,
    parentId: parentId ?? undefined,
    belowId: ifGiven(filter?.belowId, (id) => bareId('Account', id, ['filter', 'belowId'])),
  };
  const list = ['accounts', wanted, orderBy, order?.direction ?? 'ASC'];
  const page = await listAccounts(app, {
    ...wanted,
    orderBy,
    direction: order?.direction ?? 'ASC',
    ...pageRequest(list, args),
  });
  return toConnection(list, page, (account) => accountKeyset(account, orderBy));
}
