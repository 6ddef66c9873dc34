import { ApiKey } from '../../entities/api-key';
import { requireOwnPermissions, requireVersion } from '../access';
import { change } from '../change';
import type { Context } from '../context';
import { requireApiKey } from './require-api-key';
import { type VisibleApiKey, visibleApiKey } from './visible-api-key';

export interface ApiKeyActiveInput {
  readonly keyId: string;
  /** Where it is given, another one is a conflict. */
  readonly version?: number | undefined;
}

/** What activate-api-key.ts and deactivate-api-key.ts share. Takes ModifyApiKey. */
export function setApiKeyActive(context: Context, input: ApiKeyActiveInput, active: boolean): Promise<VisibleApiKey> {
  return change(context, async (change) => {
    const { key, account } = await requireApiKey(change, input.keyId, 'ModifyApiKey');
    if (input.version !== undefined) requireVersion(key, input.version, { type: 'ApiKey', id: key.id });
    if (active) requireOwnPermissions(change, account.path, key.permissions, 'Activating this key', ['keyId']);
    if (key.active === active) return visibleApiKey(change, key, account.path);
    const fields = { active, version: key.version + 1, updatedAt: change.now() };
    await change.manager.update(ApiKey, { id: key.id }, fields);
    change.record('api_key', key.id);
    change.audit({
      action: active ? 'API_KEY_ACTIVATED' : 'API_KEY_DEACTIVATED',
      account,
      target: { type: 'ApiKey', id: key.id, name: key.name },
      before: { active: key.active },
      after: { active },
    });
    return visibleApiKey(change, Object.assign(new ApiKey(), key, fields), account.path);
  });
}
