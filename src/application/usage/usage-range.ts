import { ValidationError } from '../../domain/errors';

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 30;
const MOST_DAYS = 400;

export interface UsageRange {
  /** YYYY-MM-DD in UTC, inclusive. Default: so that there are 30 days. */
  readonly from?: string | undefined;
  /** Inclusive; default today. */
  readonly to?: string | undefined;
}

/** @throws ValidationError where it ends before it begins, or is too long. */
export function usageDays(range: UsageRange, now: Date): { readonly from: string; readonly to: string } {
  const to = range.to ?? dayOf(now);
  const from = range.from ?? dayOf(new Date(Date.parse(to) - (DEFAULT_DAYS - 1) * DAY_MS));
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
  if (days < 1) throw ValidationError.of(['from'], 'BEFORE', '`from` is no later day than `to`.');
  if (days > MOST_DAYS) {
    throw ValidationError.of(
      ['from'],
      'RANGE_TOO_LONG',
      `From \`from\` to \`to\` are ${days} days; at most ${MOST_DAYS}.`,
    );
  }
  return { from, to };
}

function dayOf(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}
