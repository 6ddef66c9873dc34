import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { ShownAccount } from '../../application/accounts/account-of-row';
import { getGateway } from '../../application/gateways/get-gateway';
import { listGateways } from '../../application/gateways/list-gateways';
import type { Account } from '../../entities/account';
import type { Gateway } from '../../entities/gateway';
import { bareId } from '../bare-id';
import { pageRequest, toConnection } from '../connection';
import type { GraphqlContext } from '../graphql-context';
import { PageArgs } from '../inputs/page-args';
import { publicActor } from '../public-actor';
import { AccountType } from '../types/account';
import type { ConnectionOf } from '../types/connection';
import { GatewayConnection, GatewayType } from '../types/gateway';

@Resolver(() => GatewayType)
export class GatewayResolver {
  @Query(() => GatewayType, {
    nullable: true,
    description: 'One gateway; null where there is none within your reach. Takes ViewGateway.',
  })
  gateway(
    @Arg('id', () => ID, { description: 'Which one.' }) id: string,
    @Ctx() { app }: GraphqlContext,
  ): Promise<Gateway> {
    return getGateway(app, { gatewayId: bareId('Gateway', id, ['id']) });
  }

  @FieldResolver()
  createdBy(@Root() gateway: Gateway): string {
    return publicActor(gateway.createdBy);
  }

  @FieldResolver(() => AccountType, {
    nullable: true,
    description: 'The account that it may ask for, with all below; null without ViewAccount there.',
  })
  account(@Root() gateway: Gateway, @Ctx() { loaders }: GraphqlContext): Promise<Account | null> {
    return loaders.account.load(gateway.accountId);
  }
}

@Resolver(() => AccountType)
export class AccountGatewaysResolver {
  @FieldResolver(() => GatewayConnection, {
    nullable: true,
    description: 'The gateways made on the account, by name. Takes ViewGateway; null, with an error, without it.',
  })
  async gateways(
    @Root() account: ShownAccount,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { app }: GraphqlContext,
  ): Promise<ConnectionOf<Gateway>> {
    const list = ['gateways', account.id];
    const page = await listGateways(app, { accountId: account.id, ...pageRequest(list, args) });
    return toConnection(list, page, (gateway) => [gateway.nameKey, gateway.id]);
  }
}
