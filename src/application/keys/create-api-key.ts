import { generateKeyValue, hintOf } from '../../domain/keys/key-value';
import { canonicalPermissions } from '../../domain/permissions/permission';
import { nameKey } from '../../domain/text/name';
import { ApiKey } from '../../entities/api-key';
import { requireAccount, requireOwnPermissions } from '../access';
import { creatorOf } from '../audit/actor';
import { pick } from '../audit/changed-fields';
import { change } from '../change';
import type { Context } from '../context';
import { InputFaults } from '../input-faults';
import { newId } from '../new-id';
import { API_KEY_AUDITED, type ApiKeyFields, checkApiKeyFields } from './api-key-input';
import { insertApiKey } from './insert-api-key';
import { limitValueConflicts } from './limit-value-conflicts';
import { type VisibleApiKey, visibleApiKey } from './visible-api-key';

export interface CreateApiKeyInput extends ApiKeyFields {
  /** The account that defines it. */
  readonly accountId: string;
  readonly name: string;
  /** One of the caller's own; else one is generated. */
  readonly value?: string | null | undefined;
}

export interface CreateApiKeyResult {
  readonly apiKey: VisibleApiKey;
  /** The generated value, shown this once; null where the caller chose it. */
  readonly generatedValue: string | null;
}

/** Takes ModifyApiKey on the account, and every permission that the key is to carry. */
export function createApiKey(context: Context, input: CreateApiKeyInput): Promise<CreateApiKeyResult> {
  return limitValueConflicts(context, input.accountId, () =>
    change(context, async (change) => {
      const account = await requireAccount(change, input.accountId, 'ModifyApiKey', ['accountId']);
      const faults = new InputFaults();
      const { allowedIps } = checkApiKeyFields(input, faults);
      faults.refuse();
      requireOwnPermissions(change, account.path, input.permissions ?? [], 'A key with these', ['permissions']);
      const value = input.value ?? generateKeyValue();
      const key = newApiKey(change, { ...input, allowedIps }, hintOf(value));
      await insertApiKey(change, account, key, { hash: change.services.secrets.keyValues.hash(value) });
      change.audit({
        action: 'API_KEY_CREATED',
        account,
        target: { type: 'ApiKey', id: key.id, name: key.name },
        after: pick(key, API_KEY_AUDITED),
      });
      const generatedValue = input.value === value ? null : value;
      return { apiKey: visibleApiKey(change, key, account.path), generatedValue };
    }),
  );
}

/** With the defaults; `allowedIps` are canonical. */
export function newApiKey(context: Context, input: CreateApiKeyInput, hint: string): ApiKey {
  const now = context.now();
  return Object.assign(new ApiKey(), {
    id: newId(),
    accountId: input.accountId,
    name: input.name,
    nameKey: nameKey(input.name),
    hint,
    active: input.active ?? true,
    fullApiAccess: input.fullApiAccess ?? false,
    allowUnauthenticatedRequests: input.allowUnauthenticatedRequests ?? false,
    allowUntrustedEndpoints: input.allowUntrustedEndpoints ?? false,
    automaticEndpointTrust: input.automaticEndpointTrust ?? false,
    expiresAt: input.expiresAt ?? null,
    allowedIps: [...(input.allowedIps ?? [])],
    predefined: false,
    fixedTemplateValue: false,
    clientType: input.clientType ?? 'GENERAL',
    permissions: canonicalPermissions(input.permissions ?? []),
    description: input.description ?? null,
    tags: [...new Set(input.tags)],
    version: 1,
    createdAt: now,
    createdBy: creatorOf(context.caller),
    updatedAt: now,
    lastUsedAt: null,
    lastUsedIp: null,
  } satisfies ApiKey);
}
