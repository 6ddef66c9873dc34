import { LimitReachedError } from '../../domain/errors';
import { Account } from '../../entities/account';
import { attemptBucket, countAttempts, countedAttempts } from '../attempts/count-attempts';
import { Turns } from '../attempts/turns';
import { actorOf } from '../audit/actor';
import { auditAlone, isChange } from '../change';
import type { Context } from '../context';
import { ValueConflictError } from './value-conflict-error';

/** Conflicts of one user, or key, within the window of attempts: more than slips, far less than a search for a value. */
const MOST_CONFLICTS = 20;
/** Conflicts count when they are met: so many of one user may be under way in a process when the limit is reached. */
const turns = new Turns(4);

/**
 * Runs a use case that refuses a value which stands on the line already. That refusal tells that the value exists,
 * so each is audited on the account, and a user who meets many waits before the next try.
 *
 * @param accountId where the value was to stand
 * @param path the field of the input that chose the value, or the place for those that there are
 * @throws LimitReachedError before anything is looked up
 */
export async function limitValueConflicts<T>(
  context: Context,
  accountId: string,
  work: () => Promise<T>,
  path: readonly string[] = ['value'],
): Promise<T> {
  // Part of a larger change: that one's own limit counts.
  const { actorId } = actorOf(context.caller);
  if (actorId === null || isChange(context)) return work();
  return turns.take(actorId, () => limited(context, attemptBucket('value.conflict', actorId), accountId, work, path));
}

async function limited<T>(
  context: Context,
  bucket: Buffer,
  accountId: string,
  work: () => Promise<T>,
  path: readonly string[],
): Promise<T> {
  const { count, secondsLeft } = await countedAttempts(context, bucket);
  if (count >= MOST_CONFLICTS) {
    throw new LimitReachedError(
      'Too often a value was in use already: have values generated, or try again later.',
      path,
      secondsLeft,
    );
  }
  try {
    return await work();
  } catch (error) {
    if (error instanceof ValueConflictError) {
      await countAttempts(context, [bucket]);
      await auditConflict(context, accountId);
    }
    throw error;
  }
}

async function auditConflict(context: Context, accountId: string): Promise<void> {
  const account = await context.manager.findOneBy(Account, { id: accountId });
  if (!account) return;
  await auditAlone(context, {
    action: 'API_KEY_VALUE_CONFLICT',
    account,
    target: { type: 'Account', id: account.id, name: account.name },
  });
}
