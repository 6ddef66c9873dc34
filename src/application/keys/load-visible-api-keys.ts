import { In } from 'typeorm';
import { Account } from '../../entities/account';
import { ApiKey } from '../../entities/api-key';
import type { Context } from '../context';
import { apiKeyVisibility } from './api-key-visibility';
import { type VisibleApiKey, visibleApiKey } from './visible-api-key';

/** Keys by id, each as far as the caller sees it; those that they do not see are left out. */
export async function loadVisibleApiKeys(
  context: Context,
  ids: readonly string[],
): Promise<ReadonlyMap<string, VisibleApiKey>> {
  const keys = await context.manager.findBy(ApiKey, { id: In([...ids]) });
  const accountIds = [...new Set(keys.map((key) => key.accountId))];
  const accounts = await context.manager.findBy(Account, { id: In(accountIds) });
  const paths = new Map(accounts.map(({ id, path }) => [id, path]));
  const visible = keys.flatMap((key) => {
    const path = paths.get(key.accountId);
    if (path === undefined || apiKeyVisibility(context.caller, path) === 'NONE') return [];
    return [[key.id, visibleApiKey(context, key, path)] as const];
  });
  return new Map(visible);
}
