const DAY_MS = 86_400_000;

/** Days are the service's, in UTC: a day is never an instant of the browser's zone, where it might be another day. */
const asUtc = (day: string): Date => new Date(`${day}T00:00:00Z`);

export function todayInUtc(now: Date): string {
  return now.toISOString().slice(0, 10);
}

/** So many days up to the last one, the earliest first. */
export function daysUpTo(last: string, count: number): string[] {
  const end = asUtc(last).getTime();
  return Array.from({ length: count }, (_, at) => todayInUtc(new Date(end - (count - 1 - at) * DAY_MS)));
}

export function dayInFull(day: string): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' }).format(asUtc(day));
}

/** For an axis: without the year. */
export function dayInShort(day: string): string {
  return new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(asUtc(day));
}
