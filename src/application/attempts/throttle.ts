import { setTimeout as sleepFor } from 'node:timers/promises';
import { LimitReachedError } from '../../domain/errors';

const MOST_WAITING_FOR_ONE = 5;
const MOST_WAITING = 200;

/** How long an attempt waits: after `free` failures 100 ms, doubled with each more, at most `longestMs`. */
export function delayMs(failures: number, free: number, longestMs: number): number {
  if (failures < free) return 0;
  return Math.min(longestMs, 100 * 2 ** Math.min(failures - free, 20));
}

/** Slows attempts down without ever locking anyone out; those that wait are bounded, since each holds a request. */
export class Throttle {
  private waiting = 0;
  private readonly waitingFor = new Map<string, number>();

  constructor(private readonly sleep: (ms: number) => Promise<unknown> = sleepFor) {}

  /** @throws LimitReachedError where too many wait already. */
  async wait(what: string, ms: number): Promise<void> {
    if (ms <= 0) return;
    const others = this.waitingFor.get(what) ?? 0;
    if (others >= MOST_WAITING_FOR_ONE || this.waiting >= MOST_WAITING) {
      throw new LimitReachedError('Too many attempts at once: try again in a few seconds.', [], 2);
    }
    this.waiting++;
    this.waitingFor.set(what, others + 1);
    try {
      await this.sleep(ms);
    } finally {
      this.waiting--;
      const left = (this.waitingFor.get(what) ?? 1) - 1;
      if (left === 0) this.waitingFor.delete(what);
      else this.waitingFor.set(what, left);
    }
  }
}
