import { LessThanOrEqual, MoreThan } from 'typeorm';
import { generateKeyValue, hintOf } from '../../domain/keys/key-value';
import { ApiKey } from '../../entities/api-key';
import { ApiKeyValue } from '../../entities/api-key-value';
import { requireOwnPermissions, requireVersion } from '../access';
import { type Change, change } from '../change';
import type { Context } from '../context';
import { InputFaults } from '../input-faults';
import { checkApiKeyFields } from './api-key-input';
import type { CreateApiKeyResult } from './create-api-key';
import { insertCurrentValue } from './insert-api-key';
import { limitValueConflicts } from './limit-value-conflicts';
import { findApiKey, requireApiKey } from './require-api-key';
import { forgottenBefore, requireValueFree } from './value-on-line';
import { visibleApiKey } from './visible-api-key';

/** 30 days. */
const MOST_OVERLAP_SECONDS = 30 * 86_400;

export interface RegenerateApiKeyInput {
  readonly keyId: string;
  readonly version?: number | undefined;
  /** One of the caller's own; else one is generated. */
  readonly value?: string | null | undefined;
  /** So long the value of now works on: 0 (the default) to 30 days. */
  readonly overlapSeconds?: number | undefined;
}

/**
 * Gives the key a new value. The one before works on for the overlap; one still in an overlap ends at once, so that
 * two work at most. Takes ModifyApiKey, and every permission that the key carries.
 */
export async function regenerateApiKey(context: Context, input: RegenerateApiKeyInput): Promise<CreateApiKeyResult> {
  const found = await findApiKey(context, input.keyId);
  return limitValueConflicts(context, found?.account.id ?? '', () =>
    change(context, (change) => regenerate(change, input)),
  );
}

async function regenerate(change: Change, input: RegenerateApiKeyInput): Promise<CreateApiKeyResult> {
  const { key, account } = await requireApiKey(change, input.keyId, 'ModifyApiKey');
  refuseFaults(input);
  if (input.version !== undefined) requireVersion(key, input.version, { type: 'ApiKey', id: key.id });
  requireOwnPermissions(change, account.path, key.permissions, 'A new value of this key', ['keyId']);

  const value = input.value ?? generateKeyValue();
  const hash = change.services.secrets.keyValues.hash(value);
  await requireValueFree(change, account, hash);
  const worksUntil = await replaceValues(change, key, input.overlapSeconds ?? 0);
  await insertCurrentValue(change, key, hash);

  const fields = {
    hint: hintOf(value),
    fixedTemplateValue: false,
    version: key.version + 1,
    updatedAt: change.now(),
  };
  await change.manager.update(ApiKey, { id: key.id }, fields);
  change.record('api_key', key.id);
  change.audit({
    action: 'API_KEY_REGENERATED',
    account,
    target: { type: 'ApiKey', id: key.id, name: key.name },
    before: { hint: key.hint },
    after: { hint: fields.hint, previousValueWorksUntil: worksUntil },
  });
  const updated = Object.assign(new ApiKey(), key, fields);
  return {
    apiKey: visibleApiKey(change, updated, account.path),
    generatedValue: input.value === value ? null : value,
  };
}

function refuseFaults(input: RegenerateApiKeyInput): void {
  const faults = new InputFaults();
  checkApiKeyFields({ value: input.value }, faults);
  const overlap = input.overlapSeconds ?? 0;
  if (!Number.isInteger(overlap) || overlap < 0 || overlap > MOST_OVERLAP_SECONDS) {
    faults.add(['overlapSeconds'], {
      code: 'OUT_OF_RANGE',
      message: `An overlap is a whole number of seconds from 0 to ${MOST_OVERLAP_SECONDS} (30 days).`,
    });
  }
  faults.refuse();
}

/** Answers until when the value of now works on. */
async function replaceValues(change: Change, key: ApiKey, overlapSeconds: number): Promise<Date> {
  const now = change.now();
  const worksUntil = new Date(now.getTime() + overlapSeconds * 1000);
  await change.manager.delete(ApiKeyValue, { keyId: key.id, worksUntil: LessThanOrEqual(forgottenBefore(now)) });
  await change.manager.update(ApiKeyValue, { keyId: key.id, worksUntil: MoreThan(now) }, { worksUntil: now });
  await change.manager.update(ApiKeyValue, { keyId: key.id, isCurrent: 1 }, { isCurrent: null, worksUntil });
  return worksUntil;
}
