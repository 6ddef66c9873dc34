import { ApiKey } from '../../entities/api-key';
import { requireVersion } from '../access';
import { pick } from '../audit/changed-fields';
import { change } from '../change';
import type { Context } from '../context';
import { API_KEY_AUDITED } from './api-key-input';
import { requireApiKey } from './require-api-key';

export interface DeleteApiKeyInput {
  readonly keyId: string;
  /** Where it is given, another one is a conflict. */
  readonly version?: number | undefined;
}

/** Its values and the blocks of it go too. Takes DeleteApiKey. */
export function deleteApiKey(context: Context, input: DeleteApiKeyInput): Promise<{ readonly keyId: string }> {
  return change(context, async (change) => {
    const { key, account } = await requireApiKey(change, input.keyId, 'DeleteApiKey');
    if (input.version !== undefined) requireVersion(key, input.version, { type: 'ApiKey', id: key.id });
    await change.manager.delete(ApiKey, { id: key.id });
    change.record('api_key', key.id);
    change.audit({
      action: 'API_KEY_DELETED',
      account,
      target: { type: 'ApiKey', id: key.id, name: key.name },
      before: pick(key, API_KEY_AUDITED),
    });
    return { keyId: key.id };
  });
}
