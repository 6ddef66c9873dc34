import { LimitReachedError } from '../../domain/errors';
import { nameKey } from '../../domain/text/name';
import { canonicalEvents } from '../../domain/webhooks/webhook-event';
import { insertAll } from '../../database/insert';
import { Webhook } from '../../entities/webhook';
import { creatorOf } from '../audit/actor';
import { type Change, change } from '../change';
import type { Context } from '../context';
import { requireNothingHiddenBelow } from '../hidden-subtrees';
import { newId } from '../new-id';
import { requireWebhookAccount } from './require-webhook';
import {
  auditedWebhook,
  checkWebhookFields,
  DEFAULT_REFUSALS_THRESHOLD,
  requireFreeWebhookName,
  type WebhookFields,
} from './webhook-fields';
import { newSealedSecret, type WebhookAndSecret } from './webhook-secrets';

const MOST_OF_ACCOUNT = 20;

export interface CreateWebhookInput extends WebhookFields {
  /** It hears of this account and all below. */
  readonly accountId: string;
  /** Unique on the account without case. */
  readonly name: string;
  readonly url: string;
}

/** Takes ModifyAccount and ViewAuditLog on the account. */
export function createWebhook(context: Context, input: CreateWebhookInput): Promise<WebhookAndSecret> {
  return change(context, async (change) => {
    const account = await requireWebhookAccount(change, input.accountId);
    requireNothingHiddenBelow(change, account.path, ['accountId']);
    const url = checkWebhookFields(change, input);
    await requireFreeWebhookName(change, account, nameKey(input.name));
    await requireRoom(change, account.id);
    const { webhook, secret } = newWebhook(change, { ...input, url: url ?? input.url });
    await insertAll(change.manager, Webhook, [webhook]);
    change.audit({
      action: 'WEBHOOK_CREATED',
      account,
      target: { type: 'Webhook', id: webhook.id, name: webhook.name },
      after: auditedWebhook(webhook),
    });
    return { webhook, secret };
  });
}

async function requireRoom(change: Change, accountId: string): Promise<void> {
  if ((await change.manager.countBy(Webhook, { accountId })) < MOST_OF_ACCOUNT) return;
  throw new LimitReachedError(`An account has at most ${MOST_OF_ACCOUNT} webhooks: delete one first.`, ['accountId']);
}

function newWebhook(change: Change, input: CreateWebhookInput): WebhookAndSecret {
  const id = newId();
  const now = change.now();
  const { secret, sealedSecret } = newSealedSecret(change.services, id);
  const webhook = Object.assign(new Webhook(), {
    id,
    accountId: input.accountId,
    name: input.name,
    nameKey: nameKey(input.name),
    url: input.url,
    sealedSecret,
    sealedPreviousSecret: null,
    previousSecretSignsUntil: null,
    enabled: true,
    events: canonicalEvents(input.events ?? []),
    refusalsThreshold: input.refusalsThreshold ?? DEFAULT_REFUSALS_THRESHOLD,
    version: 1,
    createdAt: now,
    createdBy: creatorOf(change.caller),
    updatedAt: now,
  } satisfies Webhook);
  return { webhook, secret };
}
