import { type ApiKeyFlags, type ClientType } from '../../domain/keys/api-key';
import { checkCustomValue } from '../../domain/keys/key-value';
import { formatIpRange, parseIpRange } from '../../domain/network/ip-range';
import { isPermission, type Permission } from '../../domain/permissions/permission';
import { checkDescription, checkName } from '../../domain/text/name';
import type { ApiKey } from '../../entities/api-key';
import { type InputFaults } from '../input-faults';

const MOST_RANGES = 100;
const MOST_TAGS = 20;
const TAG_LENGTH = 50;
/** What every database keeps as DATETIME, and no typing error reaches. */
const EARLIEST = Date.UTC(2000, 0, 1);
const LATEST = Date.UTC(10_000, 0, 1);

/** Undefined leaves a field as it is, or as its default. */
export interface ApiKeyFields extends Partial<{ [flag in keyof ApiKeyFlags]: boolean | undefined }> {
  readonly name?: string | undefined;
  readonly active?: boolean | undefined;
  /** null: never. */
  readonly expiresAt?: Date | null | undefined;
  /** Addresses and CIDR ranges; empty: everywhere. */
  readonly allowedIps?: readonly string[] | undefined;
  readonly clientType?: ClientType | undefined;
  readonly permissions?: readonly Permission[] | undefined;
  readonly description?: string | null | undefined;
  readonly tags?: readonly string[] | undefined;
}

/** What audit records show of a key: the hint of the value, never the value or its hash. */
export const API_KEY_AUDITED = [
  'name',
  'hint',
  'active',
  'fullApiAccess',
  'allowUnauthenticatedRequests',
  'allowUntrustedEndpoints',
  'automaticEndpointTrust',
  'expiresAt',
  'allowedIps',
  'clientType',
  'permissions',
  'description',
  'tags',
] as const satisfies readonly (keyof ApiKey)[];

/**
 * Gathers every fault of form into `faults`.
 * @returns the ranges in canonical form, each once and sorted as given; undefined where none were given
 */
export function checkApiKeyFields(
  fields: ApiKeyFields & { readonly value?: string | null | undefined },
  faults: InputFaults,
  path: readonly string[] = [],
): { readonly allowedIps: string[] | undefined } {
  if (fields.name !== undefined) faults.add([...path, 'name'], checkName(fields.name));
  if (typeof fields.value === 'string') faults.add([...path, 'value'], checkCustomValue(fields.value));
  if (typeof fields.description === 'string') {
    faults.add([...path, 'description'], checkDescription(fields.description));
  }
  if (fields.expiresAt) faults.add([...path, 'expiresAt'], checkExpiry(fields.expiresAt));
  checkTags(fields.tags ?? [], faults, path);
  (fields.permissions ?? []).forEach((permission, index) => {
    if (isPermission(permission)) return;
    faults.add([...path, 'permissions', String(index)], {
      code: 'UNKNOWN_PERMISSION',
      message: 'There is no such permission.',
    });
  });
  return { allowedIps: fields.allowedIps && canonicalRanges(fields.allowedIps, faults, path) };
}

function checkExpiry(expiresAt: Date): { code: string; message: string } | null {
  const time = expiresAt.getTime();
  if (time >= EARLIEST && time < LATEST) return null;
  return { code: 'OUT_OF_RANGE', message: 'An expiry lies between the years 2000 and 9999; null is never.' };
}

function checkTags(tags: readonly string[], faults: InputFaults, path: readonly string[]): void {
  if (tags.length > MOST_TAGS) {
    faults.add([...path, 'tags'], { code: 'TOO_MANY', message: `A key has at most ${MOST_TAGS} tags.` });
    return;
  }
  tags.forEach((tag, index) => faults.add([...path, 'tags', String(index)], checkName(tag, TAG_LENGTH)));
}

function canonicalRanges(texts: readonly string[], faults: InputFaults, path: readonly string[]): string[] {
  if (texts.length > MOST_RANGES) {
    faults.add([...path, 'allowedIps'], { code: 'TOO_MANY', message: `A key has at most ${MOST_RANGES} ranges.` });
    return [];
  }
  const ranges = texts.map((text, index) => {
    const parsed = parseIpRange(text);
    if (parsed.ok) return formatIpRange(parsed.range);
    faults.add([...path, 'allowedIps', String(index)], parsed);
    return '';
  });
  return [...new Set(ranges)];
}
