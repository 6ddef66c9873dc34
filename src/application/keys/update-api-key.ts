import { API_KEY_FLAGS } from '../../domain/keys/api-key';
import { isLoosening } from '../../domain/keys/loosening';
import { canonicalPermissions } from '../../domain/permissions/permission';
import { nameKey } from '../../domain/text/name';
import { ApiKey } from '../../entities/api-key';
import { requireOwnPermissions, requireVersion } from '../access';
import { changedFields } from '../audit/changed-fields';
import { change } from '../change';
import type { Context } from '../context';
import { InputFaults } from '../input-faults';
import { API_KEY_AUDITED, type ApiKeyFields, checkApiKeyFields } from './api-key-input';
import { requireFreeApiKeyName } from './insert-api-key';
import { requireApiKey } from './require-api-key';
import { type VisibleApiKey, visibleApiKey } from './visible-api-key';

export interface UpdateApiKeyInput extends ApiKeyFields {
  readonly keyId: string;
  readonly version: number;
}

const PLAIN_FIELDS = ['name', 'active', ...API_KEY_FLAGS, 'expiresAt', 'clientType', 'description'] as const;

/** Takes ModifyApiKey; letting the key do more than before also takes every permission that it then carries. */
export function updateApiKey(context: Context, input: UpdateApiKeyInput): Promise<VisibleApiKey> {
  return change(context, async (change) => {
    const { key, account } = await requireApiKey(change, input.keyId, 'ModifyApiKey');
    const faults = new InputFaults();
    const { allowedIps } = checkApiKeyFields(input, faults);
    faults.refuse();
    requireVersion(key, input.version, { type: 'ApiKey', id: key.id });

    const updated = withFields(key, { ...input, allowedIps });
    const changed = changedFields(key, updated, API_KEY_AUDITED);
    if (!changed) return visibleApiKey(change, key, account.path);
    if (isLoosening(key, updated)) {
      requireOwnPermissions(change, account.path, updated.permissions, 'Letting this key do more');
    }
    if (updated.nameKey !== key.nameKey) await requireFreeApiKeyName(change, account, updated.nameKey, key.id);

    updated.version = key.version + 1;
    updated.updatedAt = change.now();
    const { id, lastUsedAt: _at, lastUsedIp: _ip, ...columns } = updated;
    await change.manager.update(ApiKey, { id }, columns);
    change.record('api_key', key.id);
    change.audit({
      action: 'API_KEY_UPDATED',
      account,
      target: { type: 'ApiKey', id: key.id, name: updated.name },
      ...changed,
    });
    return visibleApiKey(change, updated, account.path);
  });
}

function withFields(key: ApiKey, input: UpdateApiKeyInput): ApiKey {
  const given = PLAIN_FIELDS.filter((field) => input[field] !== undefined);
  const updated = Object.assign(new ApiKey(), key, Object.fromEntries(given.map((field) => [field, input[field]])));
  updated.nameKey = nameKey(updated.name);
  if (input.allowedIps) updated.allowedIps = [...input.allowedIps];
  if (input.permissions) updated.permissions = canonicalPermissions(input.permissions);
  if (input.tags) updated.tags = [...new Set(input.tags)];
  return updated;
}
