/**
 * When what is held was last known to be true, on two clocks: the monotonic one, which nobody sets, and the time of
 * day, since the first stands still while a machine sleeps. The worse of both counts.
 */
export class Freshness {
  private asOf: Moment | null = null;

  /** @param maxStaleMs how long what is held may be used after that */
  constructor(private readonly maxStaleMs: number) {}

  /** What was learnt is true as of the moment before it was asked for, whatever kept the answer. */
  knownAsOf(moment: Moment): void {
    this.asOf = moment;
  }

  get ageMs(): number {
    if (this.asOf === null) return Infinity;
    const { monotonicMs, dayTimeMs } = this.asOf;
    return Math.max(performance.now() - monotonicMs, Date.now() - dayTimeMs);
  }

  get isFresh(): boolean {
    return this.ageMs <= this.maxStaleMs;
  }
}

export interface Moment {
  readonly monotonicMs: number;
  readonly dayTimeMs: number;
}

export function thisMoment(): Moment {
  return { monotonicMs: performance.now(), dayTimeMs: Date.now() };
}
