import type { Context } from '../context';
import { addressGroup } from './address-group';
import { attemptBucket, countAttempts, forgetOldAttempts, forgiveAttempts } from './count-attempts';
import { delayMs, Throttle } from './throttle';

/** Failures within the window that cost nothing, and the longest wait after that. */
const PAIR = { free: 5, longestMs: 2000 };
const USER = { free: 20, longestMs: 1000 };
const ADDRESS = { free: 50, longestMs: 2000 };

/** Most that wait at once: for one pair, from one address, and in the process. */
const MOST = { pair: 5, address: 20, all: 200 };

/** One attempt in so many sweeps up the windows that are over. */
const SWEEP_EVERY = 200;
let sinceSweep = 0;

const processWide = new Throttle();

/** A password that is about to be checked, already counted. */
export interface PasswordAttempt {
  /** It was the right one: the pair's failures are forgotten. */
  forgive(): Promise<void>;
}

/**
 * Counts an attempt at a password before it is hashed, then slows it down. Counted are the pair of user and address,
 * the user over all addresses, and the address over all users; the user's own wait is the shortest, since others can
 * bring it upon them.
 *
 * @param userKey the same text for the same user, whether there is such a user or not.
 * @param origin the gateway that asks, if one does: without an address of its client only its own clients share a group
 */
export async function beginPasswordAttempt(
  context: Context,
  userKey: string,
  origin: string | null = null,
): Promise<PasswordAttempt> {
  const address = addressGroup(context.clientIp, origin);
  const pair = attemptBucket('password.pair', userKey, address);
  const user = attemptBucket('password.user', userKey);
  const from = attemptBucket('password.address', address);
  const [ofPair = 0, ofUser = 0, ofAddress = 0] = await countAttempts(context, [pair, user, from]);
  if (++sinceSweep >= SWEEP_EVERY) {
    sinceSweep = 0;
    await forgetOldAttempts(context);
  }
  const ownWait = Math.max(
    delayMs(ofPair, PAIR.free, PAIR.longestMs),
    delayMs(ofAddress, ADDRESS.free, ADDRESS.longestMs),
  );
  const wait = Math.max(ownWait, delayMs(ofUser, USER.free, USER.longestMs));
  await (context.services.throttle ?? processWide).wait(wait, [
    { name: `pair ${pair.toString('hex')}`, most: MOST.pair },
    { name: `address ${address}`, most: MOST.address },
    // Whoever waits for what others did to their name does not compete for room with those others.
    { name: ownWait > 0 ? 'for their own failures' : 'for the failures of others', most: MOST.all },
  ]);
  return { forgive: () => forgiveAttempts(context, pair, [user, from]) };
}
