const UNITS = [
  ['year', 31_557_600_000],
  ['month', 2_629_800_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

const NEAR_MS = 120_000;

export function isJustNow(at: Date, now: Date): boolean {
  const age = now.getTime() - at.getTime();
  return age >= 0 && age < NEAR_MS;
}

/** In words, to the nearest, in the largest unit of which there is more than one ("in 12 days", "3 hours ago"). */
export function inWords(at: Date, now: Date, language: string): string {
  const difference = at.getTime() - now.getTime();
  const words = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  for (const [unit, size] of UNITS) {
    if (Math.abs(difference) >= size * (unit === 'day' || unit === 'hour' ? 1 : 2)) {
      return words.format(Math.round(difference / size), unit);
    }
  }
  return words.format(0, 'second');
}

/** In the browser's own locale, whichever language the page is in: how people write dates goes with where they live. */
export function inFull(at: Date): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(at);
}
