import { Arg, Args, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import type { ShownAccount } from '../../application/accounts/account-of-row';
import { getEndpoint } from '../../application/endpoints/get-endpoint';
import { listEndpoints } from '../../application/endpoints/list-endpoints';
import type { VisibleEndpoint } from '../../application/endpoints/visible-endpoint';
import type { VisibleApiKey } from '../../application/keys/visible-api-key';
import type { Account } from '../../entities/account';
import type { DeviceRegistration } from '../../entities/device-registration';
import { bareId } from '../bare-id';
import { pageRequest, toConnection } from '../connection';
import { givenFields } from '../given-fields';
import type { GraphqlContext } from '../graphql-context';
import { EndpointFilterInput } from '../inputs/endpoint';
import { PageArgs } from '../inputs/page-args';
import { publicActor } from '../public-actor';
import { AccountType } from '../types/account';
import { ApiKeyType } from '../types/api-key';
import type { ConnectionOf } from '../types/connection';
import { EndpointConnection, EndpointType, WaitingRegistrationType } from '../types/endpoint';

const FILTER_FIELDS = ['statuses', 'clientTypes', 'waiting', 'search', 'includeSubAccounts'] as const;
const KEY = 'key:';

@Resolver(() => EndpointType)
export class EndpointResolver {
  @Query(() => EndpointType, {
    nullable: true,
    description: 'One endpoint (device); null where there is none within your reach. Takes ViewEndpoint.',
  })
  endpoint(
    @Arg('id', () => ID, { description: 'Which one.' }) id: string,
    @Ctx() { app }: GraphqlContext,
  ): Promise<VisibleEndpoint> {
    return getEndpoint(app, { endpointId: bareId('Endpoint', id, ['id']) });
  }

  @FieldResolver()
  async decidedBy(@Root() { decidedBy }: VisibleEndpoint, @Ctx() { loaders }: GraphqlContext): Promise<string | null> {
    if (decidedBy === null) return null;
    const seen = !decidedBy.startsWith(KEY) || (await loaders.apiKey.load(decidedBy.slice(KEY.length)));
    return seen ? publicActor(decidedBy) : 'api-key';
  }

  @FieldResolver(() => AccountType, {
    nullable: true,
    description: 'The account that it registered on; null without ViewAccount there.',
  })
  account(@Root() endpoint: VisibleEndpoint, @Ctx() { loaders }: GraphqlContext): Promise<Account | null> {
    return loaders.account.load(endpoint.accountId);
  }

  @FieldResolver(() => ApiKeyType, {
    nullable: true,
    description: 'The key that it registered with, as far as you see it; null where you do not, and where it is gone.',
  })
  apiKey(@Root() endpoint: VisibleEndpoint, @Ctx() { loaders }: GraphqlContext): Promise<VisibleApiKey | null> {
    return loaders.apiKey.load(endpoint.keyId);
  }

  @FieldResolver(() => [WaitingRegistrationType], {
    description:
      'The devices that wait for a decision under its client id, the oldest first. A known client id that registers again waits here too, whatever the status of the endpoint.',
  })
  waitingRegistrations(
    @Root() endpoint: VisibleEndpoint,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<readonly DeviceRegistration[]> {
    return loaders.waitingRegistrations.load(endpoint.id);
  }
}

@Resolver(() => WaitingRegistrationType)
export class WaitingRegistrationResolver {
  @FieldResolver(() => ApiKeyType, {
    nullable: true,
    description: 'The key that it came with, as far as you see it; null where you do not, and where it is gone.',
  })
  apiKey(@Root() registration: DeviceRegistration, @Ctx() { loaders }: GraphqlContext): Promise<VisibleApiKey | null> {
    return loaders.apiKey.load(registration.keyId);
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether it leaves a public key, which becomes that of the endpoint when it is let in.',
  })
  hasOwnKey(@Root() registration: DeviceRegistration): boolean {
    return registration.publicKey !== null;
  }
}

@Resolver(() => AccountType)
export class AccountEndpointsResolver {
  @FieldResolver(() => EndpointConnection, {
    nullable: true,
    description:
      'The endpoints (devices) registered on the account, the newest first. Takes ViewEndpoint; null, with an error, without it.',
  })
  async endpoints(
    @Root() account: ShownAccount,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => EndpointFilterInput, { nullable: true, description: 'Only those that fit.' })
    filter: EndpointFilterInput | null,
    @Ctx() { app }: GraphqlContext,
  ): Promise<ConnectionOf<VisibleEndpoint>> {
    const wanted = { accountId: account.id, ...(filter ? givenFields(filter, FILTER_FIELDS) : {}) };
    const list = ['endpoints', wanted];
    const page = await listEndpoints(app, { ...wanted, ...pageRequest(list, args) });
    return toConnection(list, page, (endpoint) => [endpoint.id]);
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description:
      'How many endpoints have a device that waits for a decision; cheap to poll. Takes ViewEndpoint; null, with an error, without it.',
  })
  async pendingEndpointCount(
    @Root() account: ShownAccount,
    @Arg('includeSubAccounts', () => Boolean, {
      defaultValue: false,
      description: 'Those of all accounts below too.',
    })
    includeSubAccounts: boolean,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<number> {
    const { own, withSubAccounts } = await loaders.pendingEndpoints.load(account);
    return includeSubAccounts ? withSubAccounts : own;
  }
}
