import { instantParameter } from '../../database/dialect';
import { ApiKey } from '../../entities/api-key';
import { requireAccount } from '../access';
import type { Context } from '../context';
import { keysetPage, type KeysetValues, type Page, type PageRequest } from '../keyset-page';
import { addFilter, type ApiKeyFilter } from './api-key-filter';
import { type VisibleApiKey, visibleApiKey } from './visible-api-key';

/** CREATED_AT is the order of ids, which are UUIDv7. */
export type ApiKeyOrder = 'NAME' | 'CREATED_AT';

export interface ListApiKeysInput extends PageRequest, ApiKeyFilter {
  readonly accountId: string;
  /** Default NAME. */
  readonly orderBy?: ApiKeyOrder | undefined;
  /** Default ASC. */
  readonly direction?: 'ASC' | 'DESC' | undefined;
}

/** Values of the list's order at a key. */
export function apiKeyKeyset(key: Pick<ApiKey, 'id' | 'nameKey'>, orderBy: ApiKeyOrder): KeysetValues {
  return orderBy === 'NAME' ? [key.nameKey, key.id] : [key.id];
}

/** The keys defined on the account. Takes ViewApiKey there. */
export async function listApiKeys(context: Context, input: ListApiKeysInput): Promise<Page<VisibleApiKey>> {
  const account = await requireAccount(context, input.accountId, 'ViewApiKey', ['accountId']);
  const query = context.manager.createQueryBuilder(ApiKey, 'k').where('k.accountId = :id', { id: account.id });
  addFilter(query, input, instantParameter(context.services.database.dialect, context.now()));
  const byId = { column: 'k.id' };
  const order = (input.orderBy ?? 'NAME') === 'NAME' ? [{ column: 'k.nameKey', bytes: true } as const, byId] : [byId];
  const page = await keysetPage(query, order, input.direction ?? 'ASC', input);
  return { ...page, items: page.items.map((key) => visibleApiKey(context, key, account.path)) };
}
