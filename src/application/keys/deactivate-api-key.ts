import type { Context } from '../context';
import { type ApiKeyActiveInput, setApiKeyActive } from './set-api-key-active';
import type { VisibleApiKey } from './visible-api-key';

/** From its commit on the key works nowhere. Takes ModifyApiKey. */
export function deactivateApiKey(context: Context, input: ApiKeyActiveInput): Promise<VisibleApiKey> {
  return setApiKeyActive(context, input, false);
}
