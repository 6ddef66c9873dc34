import { Webhook } from '../../entities/webhook';
import type { Context } from '../context';
import { keysetPage, type Page, type PageRequest } from '../keyset-page';
import { requireWebhookAccount } from './require-webhook';

/** The webhooks of the account, by name; cursor values are `[nameKey, id]`. Takes ModifyAccount and ViewAuditLog there. */
export async function listWebhooks(
  context: Context,
  input: PageRequest & { readonly accountId: string },
): Promise<Page<Webhook>> {
  const account = await requireWebhookAccount(context, input.accountId);
  const query = context.manager
    .createQueryBuilder(Webhook, 'w')
    .where('w.accountId = :accountId', { accountId: account.id });
  return keysetPage(query, [{ column: 'w.nameKey', bytes: true }, { column: 'w.id' }], 'ASC', input);
}
