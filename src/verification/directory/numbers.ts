/** Hands out small numbers for entries of typed arrays, freed ones again. */
export class Numbers {
  private next = 0;
  private readonly freed: number[] = [];

  take(): number {
    return this.freed.pop() ?? this.next++;
  }

  free(number: number): void {
    this.freed.push(number);
  }

  /** Every number that was ever taken is below it. */
  get end(): number {
    return this.next;
  }

  get inUse(): number {
    return this.next - this.freed.length;
  }
}

/** The capacity from which an array grows: little slack, since a million keys have many arrays. */
export function grownCapacity(needed: number): number {
  return Math.max(64, Math.ceil(needed * 1.25));
}

/** The same with room for more. */
export function moved<T extends { set(source: T): void }>(from: T, to: T): T {
  to.set(from);
  return to;
}
