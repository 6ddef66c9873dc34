export const DELIVERY_STATUSES = ['PENDING', 'DELIVERED', 'FAILED'] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/**
 * Why an attempt was none. That a name is not known and that it leads into a private network is the same here: else
 * anybody with a webhook could find out the names of the operator's network.
 */
export const DELIVERY_ERRORS = [
  'ADDRESS',
  'CONNECTION',
  'TLS',
  'TIMEOUT',
  'REDIRECT',
  'STATUS',
  'GONE',
  'DISABLED',
  'SECRET',
  'INTERRUPTED',
] as const;
export type DeliveryError = (typeof DELIVERY_ERRORS)[number];

/** What became of an attempt. */
export interface DeliveryOutcome {
  /** Of the answer, where one came. */
  readonly responseStatus: number | null;
  /** Null: delivered. */
  readonly error: DeliveryError | null;
}

const [SECOND, MINUTE, HOUR] = [1_000, 60_000, 3_600_000];
/** After the first attempt, the second and so on: a day in all. */
const PAUSES_MS = [5 * SECOND, MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR, 15 * HOUR];
/** No other answer is to be expected. */
const FINAL: ReadonlySet<DeliveryError> = new Set(['GONE', 'DISABLED', 'SECRET']);
/** A fifth more or less, so that what failed together does not come again together. */
const JITTER = 0.2;

export function outcomeOfStatus(responseStatus: number): DeliveryOutcome {
  return { responseStatus, error: errorOfStatus(responseStatus) };
}

function errorOfStatus(status: number): DeliveryError | null {
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400) return 'REDIRECT';
  return status === 410 ? 'GONE' : 'STATUS';
}

/**
 * How long to wait before the next attempt; null: there is none.
 * @param attempts that were made
 * @param random from 0 to 1
 */
export function pauseAfter(error: DeliveryError, attempts: number, random: number): number | null {
  // The service stopped: nothing is known of the receiver.
  if (error === 'INTERRUPTED') return 0;
  const pauseMs = FINAL.has(error) ? undefined : PAUSES_MS[attempts - 1];
  return pauseMs === undefined ? null : Math.round(pauseMs * (1 - JITTER + 2 * JITTER * random));
}
