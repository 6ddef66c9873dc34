import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { ShownAccount } from '../../application/accounts/account-of-row';
import { getWebhook } from '../../application/webhooks/get-webhook';
import { listDeliveries } from '../../application/webhooks/list-deliveries';
import { listWebhooks } from '../../application/webhooks/list-webhooks';
import type { Account } from '../../entities/account';
import type { Webhook } from '../../entities/webhook';
import type { WebhookDelivery } from '../../entities/webhook-delivery';
import { bareId } from '../bare-id';
import { pageRequest, toConnection } from '../connection';
import type { GraphqlContext } from '../graphql-context';
import { PageArgs } from '../inputs/page-args';
import { WebhookDeliveryFilterInput } from '../inputs/webhook';
import { publicActor } from '../public-actor';
import { AccountType } from '../types/account';
import type { ConnectionOf } from '../types/connection';
import { WebhookConnection, WebhookDeliveryConnection, WebhookType } from '../types/webhook';

@Resolver(() => WebhookType)
export class WebhookResolver {
  @Query(() => WebhookType, {
    nullable: true,
    description: 'One webhook; null where there is none within your reach. Takes ModifyAccount and ViewAuditLog.',
  })
  webhook(
    @Arg('id', () => ID, { description: 'Which one.' }) id: string,
    @Ctx() { app }: GraphqlContext,
  ): Promise<Webhook> {
    return getWebhook(app, { webhookId: bareId('Webhook', id, ['id']) });
  }

  @FieldResolver()
  createdBy(@Root() webhook: Webhook): string {
    return publicActor(webhook.createdBy);
  }

  @FieldResolver()
  previousSecretSignsUntil(
    @Root() { previousSecretSignsUntil: until }: Webhook,
    @Ctx() { app }: GraphqlContext,
  ): Date | null {
    return until && until > app.now() ? until : null;
  }

  @FieldResolver(() => AccountType, {
    nullable: true,
    description: 'The account of which it is told, with all below; null without ViewAccount there.',
  })
  account(@Root() webhook: Webhook, @Ctx() { loaders }: GraphqlContext): Promise<Account | null> {
    return loaders.account.load(webhook.accountId);
  }

  @FieldResolver(() => WebhookDeliveryConnection, {
    description: 'What is to be sent to it, and what was in the last 30 days, the newest first.',
  })
  async deliveries(
    @Root() { id: webhookId }: Webhook,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => WebhookDeliveryFilterInput, { nullable: true, description: 'Only those that fit.' })
    filter: WebhookDeliveryFilterInput | null,
    @Ctx() { app }: GraphqlContext,
  ): Promise<ConnectionOf<WebhookDelivery>> {
    const wanted = { webhookId, statuses: filter?.statuses ?? undefined };
    const list = ['deliveries', wanted];
    const page = await listDeliveries(app, { ...wanted, ...pageRequest(list, args) });
    return toConnection(list, page, (delivery) => [delivery.id]);
  }
}

@Resolver(() => AccountType)
export class AccountWebhooksResolver {
  @FieldResolver(() => WebhookConnection, {
    nullable: true,
    description:
      'The webhooks made on the account, by name. Takes ModifyAccount and ViewAuditLog; null, with an error, without them.',
  })
  async webhooks(
    @Root() account: ShownAccount,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { app }: GraphqlContext,
  ): Promise<ConnectionOf<Webhook>> {
    const list = ['webhooks', account.id];
    const page = await listWebhooks(app, { accountId: account.id, ...pageRequest(list, args) });
    return toConnection(list, page, (webhook) => [webhook.nameKey, webhook.id]);
  }
}
