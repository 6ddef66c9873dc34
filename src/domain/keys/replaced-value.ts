/** For so long after the end of its overlap a replaced value still bears its key; then it is forgotten. 30 days. */
export const REPLACED_VALUE_KEPT_MS = 30 * 24 * 3_600_000;

/**
 * Whether a value still stands for its key, working or not: it counts for uniqueness and answers KEY_EXPIRED.
 * `worksUntilMs` is the end of its overlap; null for the current value.
 */
export function bearsValue(worksUntilMs: number | null, nowMs: number): boolean {
  return worksUntilMs === null || nowMs < worksUntilMs + REPLACED_VALUE_KEPT_MS;
}
