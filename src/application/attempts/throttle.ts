import { setTimeout as sleepFor } from 'node:timers/promises';
import { LimitReachedError } from '../../domain/errors';

/** How long an attempt waits: after `free` failures 100 ms, doubled with each more, at most `longestMs`. */
export function delayMs(failures: number, free: number, longestMs: number): number {
  if (failures < free) return 0;
  return Math.min(longestMs, 100 * 2 ** Math.min(failures - free, 20));
}

/** Where an attempt waits: at most so many at once. */
export interface WaitingRoom {
  readonly name: string;
  readonly most: number;
}

/** Slows attempts down without ever locking anyone out; those that wait are bounded, since each holds a request. */
export class Throttle {
  private readonly waiting = new Map<string, number>();

  constructor(private readonly sleep: (ms: number) => Promise<unknown> = sleepFor) {}

  /** @throws LimitReachedError where one of the rooms is full. */
  async wait(ms: number, rooms: readonly WaitingRoom[]): Promise<void> {
    if (ms <= 0) return;
    if (rooms.some(({ name, most }) => this.waitingIn(name) >= most)) {
      throw new LimitReachedError('Too many attempts at once: try again in a few seconds.', [], 2);
    }
    for (const { name } of rooms) this.waiting.set(name, this.waitingIn(name) + 1);
    try {
      await this.sleep(ms);
    } finally {
      for (const { name } of rooms) this.leave(name);
    }
  }

  private waitingIn(name: string): number {
    return this.waiting.get(name) ?? 0;
  }

  private leave(name: string): void {
    const left = this.waitingIn(name) - 1;
    if (left === 0) this.waiting.delete(name);
    else this.waiting.set(name, left);
  }
}
