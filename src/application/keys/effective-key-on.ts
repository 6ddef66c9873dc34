import { Account } from '../../entities/account';
import type { Context } from '../context';
import { type EffectiveApiKey, listEffectiveApiKeys } from './list-effective-api-keys';

/** One key as it is on the account; null where it is not effective there, and without ViewApiKey. */
export async function effectiveKeyOn(
  context: Context,
  input: { readonly accountId: string; readonly keyId: string },
): Promise<EffectiveApiKey | null> {
  const account = await context.manager.findOneBy(Account, { id: input.accountId });
  if (!account) return null;
  const pages = await listEffectiveApiKeys(context, [account], { ids: [input.keyId], first: 1 });
  const page = pages.get(account.id);
  return page === undefined || page instanceof Error ? null : (page.items[0] ?? null);
}
