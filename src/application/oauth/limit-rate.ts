import { OAuthError } from '../../domain/oauth/oauth-error';
import { attemptBucket, countAttempts } from '../attempts/count-attempts';
import type { Context } from '../context';

/** What is counted together, and how often it may be within a quarter of an hour. */
export interface RateLimit {
  readonly name: readonly [string, ...string[]];
  readonly most: number;
}

const RETRY_AFTER_SECONDS = 900;

/** Counts one more of each. @throws OAuthError where one was reached */
export async function limitRate(context: Context, limits: readonly RateLimit[]): Promise<void> {
  const buckets = limits.map(({ name: [kind, ...parts] }) => attemptBucket(kind, ...parts));
  const before = await countAttempts(context, buckets);
  if (limits.every(({ most }, index) => (before[index] ?? 0) < most)) return;
  throw new OAuthError('temporarily_unavailable', 'This was asked too often: wait a quarter of an hour.', {
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  });
}
