import { parseIpRange, rangesCover, type IpRange } from '../network/ip-range';
import { API_KEY_FLAGS, type ApiKeyPowers } from './api-key';

/** Whether the change lets the key do anything that it could not do before. */
export function isLoosening(before: ApiKeyPowers, after: ApiKeyPowers): boolean {
  return (
    (after.active && !before.active) ||
    API_KEY_FLAGS.some((flag) => after[flag] && !before[flag]) ||
    worksLonger(before.expiresAt, after.expiresAt) ||
    after.permissions.some((permission) => !before.permissions.includes(permission)) ||
    !rangesCover(ranges(before.allowedIps), ranges(after.allowedIps))
  );
}

function worksLonger(before: Date | null, after: Date | null): boolean {
  return before !== null && (after === null || after > before);
}

function ranges(texts: readonly string[]): IpRange[] {
  return texts.flatMap((text) => {
    const parsed = parseIpRange(text);
    return parsed.ok ? [parsed.range] : [];
  });
}
