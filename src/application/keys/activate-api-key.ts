import type { Context } from '../context';
import { type ApiKeyActiveInput, setApiKeyActive } from './set-api-key-active';
import type { VisibleApiKey } from './visible-api-key';

/** Takes ModifyApiKey, and every permission that the key carries. */
export function activateApiKey(context: Context, input: ApiKeyActiveInput): Promise<VisibleApiKey> {
  return setApiKeyActive(context, input, true);
}
