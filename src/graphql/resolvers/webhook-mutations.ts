import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { createWebhook } from '../../application/webhooks/create-webhook';
import { deleteWebhook } from '../../application/webhooks/delete-webhook';
import { rotateWebhookSecret } from '../../application/webhooks/rotate-webhook-secret';
import { testWebhook } from '../../application/webhooks/test-webhook';
import { updateWebhook } from '../../application/webhooks/update-webhook';
import { bareId } from '../bare-id';
import { givenFields } from '../given-fields';
import type { GraphqlContext } from '../graphql-context';
import {
  CreateWebhookInput,
  DeleteWebhookInput,
  RotateWebhookSecretInput,
  TestWebhookInput,
  UpdateWebhookInput,
} from '../inputs/webhook';
import { resultUnion } from '../result-union';
import {
  DeleteWebhookSuccess,
  TestWebhookSuccess,
  WebhookSecretSuccess,
  WebhookSuccess,
} from '../types/webhook-results';

const CreateResult = resultUnion('createWebhook', WebhookSecretSuccess);
const UpdateResult = resultUnion('updateWebhook', WebhookSuccess);
const RotateResult = resultUnion('rotateWebhookSecret', WebhookSecretSuccess);
const TestResult = resultUnion('testWebhook', TestWebhookSuccess);
const DeleteResult = resultUnion('deleteWebhook', DeleteWebhookSuccess);

@Resolver()
export class WebhookMutations {
  @Mutation(() => CreateResult, {
    nullable: true,
    description:
      'Make a webhook. Takes ModifyAccount and ViewAuditLog on the account. Its secret is in this answer and nowhere else.',
  })
  async createWebhook(
    @Arg('input', () => CreateWebhookInput, { description: 'The webhook.' }) input: CreateWebhookInput,
    @Ctx() { app }: GraphqlContext,
  ): Promise<typeof CreateResult> {
    const accountId = bareId('Account', input.accountId, ['accountId']);
    const { name, url } = input;
    const further = givenFields(input, ['events', 'refusalsThreshold']);
    return new WebhookSecretSuccess(await createWebhook(app, { accountId, name, url, ...further }));
  }

  @Mutation(() => UpdateResult, {
    nullable: true,
    description: 'Change a webhook, or say whether it is enabled. Takes ModifyAccount and ViewAuditLog.',
  })
  async updateWebhook(
    @Arg('input', () => UpdateWebhookInput, { description: 'What changes.' }) input: UpdateWebhookInput,
    @Ctx() { app }: GraphqlContext,
  ): Promise<typeof UpdateResult> {
    const webhookId = bareId('Webhook', input.webhookId, ['webhookId']);
    const { version } = input;
    const fields = givenFields(input, ['name', 'url', 'enabled', 'events', 'refusalsThreshold']);
    return new WebhookSuccess(await updateWebhook(app, { webhookId, version, ...fields }));
  }

  @Mutation(() => RotateResult, {
    nullable: true,
    description:
      'Give a webhook a new secret; the one before signs too for 24 hours. Takes ModifyAccount and ViewAuditLog. The new one is in this answer and nowhere else.',
  })
  async rotateWebhookSecret(
    @Arg('input', () => RotateWebhookSecretInput, { description: 'Which one.' }) input: RotateWebhookSecretInput,
    @Ctx() { app }: GraphqlContext,
  ): Promise<typeof RotateResult> {
    return new WebhookSecretSuccess(await rotateWebhookSecret(app, referenceOf(input)));
  }

  @Mutation(() => TestResult, {
    nullable: true,
    description: 'Send the event `webhook.test` to a webhook. Takes ModifyAccount and ViewAuditLog.',
  })
  async testWebhook(
    @Arg('input', () => TestWebhookInput, { description: 'Which one.' }) input: TestWebhookInput,
    @Ctx() { app }: GraphqlContext,
  ): Promise<typeof TestResult> {
    const webhookId = bareId('Webhook', input.webhookId, ['webhookId']);
    return new TestWebhookSuccess(await testWebhook(app, { webhookId }));
  }

  @Mutation(() => DeleteResult, {
    nullable: true,
    description:
      'Delete a webhook: what waits for it is not sent, and its deliveries are gone. Takes ModifyAccount and ViewAuditLog.',
  })
  async deleteWebhook(
    @Arg('input', () => DeleteWebhookInput, { description: 'Which one.' }) input: DeleteWebhookInput,
    @Ctx() { app }: GraphqlContext,
  ): Promise<typeof DeleteResult> {
    return new DeleteWebhookSuccess((await deleteWebhook(app, referenceOf(input))).webhookId);
  }
}

function referenceOf({ webhookId, version }: RotateWebhookSecretInput | DeleteWebhookInput): {
  webhookId: string;
  version: number | undefined;
} {
  return { webhookId: bareId('Webhook', webhookId, ['webhookId']), version: version ?? undefined };
}
