import { In } from 'typeorm';
import { type AccountPath, lineOf } from '../../domain/accounts/account-path';
import { ConflictError } from '../../domain/errors';
import { generateKeyValue, hintOf } from '../../domain/keys/key-value';
import type { Account } from '../../entities/account';
import { ApiKey } from '../../entities/api-key';
import { ApiKeyTemplate } from '../../entities/api-key-template';
import { creatorOf } from '../audit/actor';
import { pick } from '../audit/changed-fields';
import type { Change } from '../change';
import type { Context } from '../context';
import { API_KEY_AUDITED } from '../keys/api-key-input';
import { insertApiKey } from '../keys/insert-api-key';
import { ValueConflictError } from '../keys/value-conflict-error';
import { newId } from '../new-id';

export interface PredefinedKey {
  readonly apiKey: ApiKey;
  /** The generated value, shown this once; null where the template fixes it. */
  readonly value: string | null;
}

/** The templates that apply below the line: a nearer one replaces one of the same name further up. By name. */
async function templatesOfLine(context: Context, path: AccountPath): Promise<ApiKeyTemplate[]> {
  const line = lineOf(path);
  const rows = await context.manager.findBy(ApiKeyTemplate, { accountId: In(line) });
  rows.sort((one, other) => line.indexOf(one.accountId) - line.indexOf(other.accountId));
  const nearest = new Map(rows.map((template) => [template.nameKey, template]));
  return [...nearest.values()].sort((one, other) => (one.nameKey < other.nameKey ? -1 : 1));
}

/**
 * Gives a new customer its predefined keys.
 * @throws ConflictError where a fixed value stands on the line already
 */
export async function stampPredefinedKeys(change: Change, account: Account): Promise<PredefinedKey[]> {
  const stamped: PredefinedKey[] = [];
  for (const template of await templatesOfLine(change, account.path)) {
    const value = template.valueHash === null ? generateKeyValue() : null;
    const apiKey = keyFrom(change, account, template, value);
    const hash = value === null ? template.valueHash : change.services.secrets.keyValues.hash(value);
    await insertStamped(change, account, apiKey, hash as Buffer);
    change.audit({
      action: 'API_KEY_CREATED',
      account,
      target: { type: 'ApiKey', id: apiKey.id, name: apiKey.name },
      after: { ...pick(apiKey, API_KEY_AUDITED), predefined: true },
    });
    stamped.push({ apiKey, value });
  }
  return stamped;
}

function keyFrom(change: Change, account: Account, template: ApiKeyTemplate, value: string | null): ApiKey {
  const now = change.now();
  return Object.assign(new ApiKey(), {
    id: newId(),
    accountId: account.id,
    name: template.name,
    nameKey: template.nameKey,
    hint: value === null ? (template.hint ?? '') : hintOf(value),
    active: template.active,
    fullApiAccess: template.fullApiAccess,
    allowUnauthenticatedRequests: template.allowUnauthenticatedRequests,
    allowUntrustedEndpoints: template.allowUntrustedEndpoints,
    automaticEndpointTrust: template.automaticEndpointTrust,
    expiresAt: null,
    allowedIps: [],
    predefined: true,
    fixedTemplateValue: value === null,
    clientType: template.clientType,
    permissions: [],
    description: template.description,
    tags: [],
    version: 1,
    createdAt: now,
    createdBy: creatorOf(change.caller),
    updatedAt: now,
    lastUsedAt: null,
    lastUsedIp: null,
  } satisfies ApiKey);
}

async function insertStamped(change: Change, account: Account, apiKey: ApiKey, hash: Buffer): Promise<void> {
  try {
    await insertApiKey(change, account, apiKey, { hash });
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    // The input of whoever makes the account has no field for it.
    const Kind = error instanceof ValueConflictError ? ValueConflictError : ConflictError;
    throw new Kind(`A predefined key cannot be stamped: ${error.message}`, [], error.options);
  }
}
