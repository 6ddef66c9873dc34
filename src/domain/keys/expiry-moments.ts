const DAY_MS = 86_400_000;

/** Days before the end of a key that its owners are told of it; 0 is the end itself. The nearest first. */
const DAYS_BEFORE = [0, 1, 7, 30] as const;
type DaysBefore = (typeof DAYS_BEFORE)[number];

export interface ExpiryMoment {
  readonly daysBefore: DaysBefore;
  readonly at: Date;
}

/** The last of its moments in the time after `from`, until and with `to`; null where there is none. */
export function lastMomentWithin(expiresAt: Date, from: Date, to: Date): ExpiryMoment | null {
  for (const daysBefore of DAYS_BEFORE) {
    const at = new Date(expiresAt.getTime() - daysBefore * DAY_MS);
    if (at > from && at <= to) return { daysBefore, at };
  }
  return null;
}

/** In which times keys end that have a moment within that time. */
export function expiriesWithMomentWithin(from: Date, to: Date): { readonly after: Date; readonly until: Date }[] {
  return DAYS_BEFORE.map((daysBefore) => ({
    after: new Date(from.getTime() + daysBefore * DAY_MS),
    until: new Date(to.getTime() + daysBefore * DAY_MS),
  }));
}
