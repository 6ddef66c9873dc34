import type { EffectiveKeyState } from './api-key';

export interface EffectiveKey {
  readonly active: boolean;
  readonly expiresAt: Date | null;
  readonly blocked: boolean;
}

/** All that hold, in the order in which the first is the state; empty: nothing stands in its way. */
export function reasonsOf(key: EffectiveKey, now: Date): Exclude<EffectiveKeyState, 'ACTIVE'>[] {
  const reasons: Exclude<EffectiveKeyState, 'ACTIVE'>[] = [];
  if (key.blocked) reasons.push('BLOCKED');
  if (!key.active) reasons.push('INACTIVE');
  if (key.expiresAt !== null && key.expiresAt <= now) reasons.push('EXPIRED');
  return reasons;
}

export function stateOf(key: EffectiveKey, now: Date): EffectiveKeyState {
  return reasonsOf(key, now)[0] ?? 'ACTIVE';
}

/**
 * The account that blocks a key on the account at the end of `line` (ids, the root first): of several the one nearest
 * to the key's own, which cannot block it itself. Null where none does.
 */
export function blockingAccount(
  line: readonly string[],
  definedOn: string,
  blocks: (accountId: string) => boolean,
): string | null {
  return line.slice(line.indexOf(definedOn) + 1).find(blocks) ?? null;
}
