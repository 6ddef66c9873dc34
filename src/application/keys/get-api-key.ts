import { reaches } from '../caller';
import type { Context } from '../context';
import { requirePermission } from '../access';
import { apiKeyVisibility } from './api-key-visibility';
import { apiKeyNotFound, findApiKey } from './require-api-key';
import { type VisibleApiKey, visibleApiKey } from './visible-api-key';

export interface GetApiKeyInput {
  readonly keyId: string;
}

/** As far as it is visible. @throws NotFoundError; ForbiddenError for one within reach without ViewApiKey. */
export async function getApiKey(context: Context, input: GetApiKeyInput): Promise<VisibleApiKey> {
  const found = await findApiKey(context, input.keyId);
  if (!found) throw apiKeyNotFound(['keyId']);
  const place = found.account.path;
  if (apiKeyVisibility(context.caller, place) === 'NONE') {
    if (!reaches(context.caller, place)) throw apiKeyNotFound(['keyId']);
    requirePermission(context, found.account, 'ViewApiKey', ['keyId']);
  }
  return visibleApiKey(context, found.key, place);
}
