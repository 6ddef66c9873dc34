import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for the work no longer than that, and not at all once `signal` is aborted; the work itself goes on. */
export async function within<T>(ms: number, signal: AbortSignal, work: Promise<T>): Promise<T> {
  const timer = new AbortController();
  const end = (): void => timer.abort();
  signal.addEventListener('abort', end);
  const late = sleep(ms, undefined, { signal: timer.signal, ref: false }).then(() => {
    throw new Error(`no answer within ${ms} ms`);
  });
  // Where the work ends first nobody waits for the timer, nor for a late failure of the work.
  late.catch(() => undefined);
  work.catch(() => undefined);
  try {
    signal.throwIfAborted();
    return await Promise.race([work, late]);
  } finally {
    signal.removeEventListener('abort', end);
    timer.abort();
  }
}
