/** In a slot that is not taken; where an entry is looked for, that there is none. */
export const FREE = -1;

/**
 * Open addressing with linear probing over entries that live elsewhere, in typed arrays: a slot holds the number of an
 * entry, four bytes instead of the hundred of a Map. At most half of the slots are taken.
 */
export class Slots {
  private slots: Int32Array;
  private mask: number;
  private taken = 0;

  /** `homeOf` answers 32 well-mixed bits of the entry, always the same. */
  constructor(
    private readonly homeOf: (entry: number) => number,
    expected = 0,
  ) {
    const size = sizeFor(expected);
    this.slots = new Int32Array(size).fill(FREE);
    this.mask = size - 1;
  }

  /**
   * For probing: `for (let at = slots.start(home); (entry = slots.entryAt(at)) !== -1; at = slots.after(at))`. Without a
   * callback, since this is on the path of every request.
   */
  start(home: number): number {
    return home & this.mask;
  }

  entryAt(slot: number): number {
    return this.slots[slot] as number;
  }

  after(slot: number): number {
    return (slot + 1) & this.mask;
  }

  add(entry: number): void {
    if ((this.taken + 1) * 2 > this.slots.length) this.grow();
    this.place(entry);
    this.taken++;
  }

  /** The entry still answers its home. */
  remove(entry: number): void {
    let hole = this.slotOf(entry);
    this.taken--;
    // What was pushed beyond the hole moves back, so that probing never ends too early.
    for (let slot = (hole + 1) & this.mask; ; slot = (slot + 1) & this.mask) {
      const other = this.slots[slot] as number;
      if (other === FREE) break;
      const home = this.homeOf(other) & this.mask;
      if (((slot - home) & this.mask) >= ((slot - hole) & this.mask)) {
        this.slots[hole] = other;
        hole = slot;
      }
    }
    this.slots[hole] = FREE;
  }

  /** Puts `next` where `entry` stands; both have the same home. */
  replace(entry: number, next: number): void {
    this.slots[this.slotOf(entry)] = next;
  }

  private slotOf(entry: number): number {
    for (let slot = this.homeOf(entry) & this.mask; ; slot = (slot + 1) & this.mask) {
      const other = this.slots[slot];
      if (other === entry) return slot;
      if (other === FREE) throw new Error(`entry ${entry} is in no slot`);
    }
  }

  private place(entry: number): void {
    let slot = this.homeOf(entry) & this.mask;
    while (this.slots[slot] !== FREE) slot = (slot + 1) & this.mask;
    this.slots[slot] = entry;
  }

  private grow(): void {
    const before = this.slots;
    this.slots = new Int32Array(before.length * 2).fill(FREE);
    this.mask = this.slots.length - 1;
    for (const entry of before) if (entry !== FREE) this.place(entry);
  }
}

function sizeFor(expected: number): number {
  let size = 16;
  while (size < expected * 2) size *= 2;
  return size;
}
