import { NotFoundError } from '../../domain/errors';
import { Account } from '../../entities/account';
import { Webhook } from '../../entities/webhook';
import { reachAccount, requirePermission } from '../access';
import { reaches } from '../caller';
import type { Context } from '../context';

export interface WebhookOfAccount {
  readonly webhook: Webhook;
  readonly account: Account;
}

/**
 * A webhook tells the world what the audit log says, and is a setting of the account: so everything about it, reading
 * too, takes both.
 */
const TAKES = ['ModifyAccount', 'ViewAuditLog'] as const;

/** The account, if it is within reach and its webhooks are the caller's to keep. */
export async function requireWebhookAccount(context: Context, accountId: string): Promise<Account> {
  const account = await reachAccount(context, accountId, ['accountId']);
  for (const permission of TAKES) requirePermission(context, account, permission, ['accountId']);
  return account;
}

/** The webhook, if its account is within reach and it is the caller's to keep. */
export async function requireWebhook(context: Context, id: string): Promise<WebhookOfAccount> {
  const path = ['webhookId'];
  const webhook = await context.manager.findOneBy(Webhook, { id });
  const account = webhook && (await context.manager.findOneBy(Account, { id: webhook.accountId }));
  if (!account || !reaches(context.caller, account.path)) {
    throw new NotFoundError('There is no such webhook within your reach.', path);
  }
  for (const permission of TAKES) requirePermission(context, account, permission, path);
  return { webhook, account };
}
