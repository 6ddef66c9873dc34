/** In a slot that is not taken; where an entry is looked for, that there is none. */
export const FREE = -1;

/** Of a slot: the entry, and its home, by which most others are told apart without a look at them. */
const WIDTH = 2;

/**
 * Open addressing with linear probing over entries that live elsewhere, in typed arrays: a slot holds the number of an
 * entry and its home, eight bytes instead of the hundred of a Map. At most half of the slots are taken.
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
    this.slots = new Int32Array(size * WIDTH).fill(FREE);
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
    return this.slots[slot * WIDTH] as number;
  }

  /** Whether the entry of the slot has this home: looking at the entry itself costs a fetch from memory. */
  hasHome(slot: number, home: number): boolean {
    return this.slots[slot * WIDTH + 1] === (home | 0);
  }

  after(slot: number): number {
    return (slot + 1) & this.mask;
  }

  add(entry: number): void {
    if ((this.taken + 1) * 2 > this.mask + 1) this.grow();
    this.place(entry, this.homeOf(entry));
    this.taken++;
  }

  /** The entry still answers its home. */
  remove(entry: number): void {
    let hole = this.slotOf(entry);
    this.taken--;
    // What was pushed beyond the hole moves back, so that probing never ends too early.
    for (let slot = this.after(hole); ; slot = this.after(slot)) {
      const other = this.entryAt(slot);
      if (other === FREE) break;
      const home = this.slots[slot * WIDTH + 1] as number;
      if (((slot - home) & this.mask) >= ((slot - hole) & this.mask)) {
        this.write(hole, other, home);
        hole = slot;
      }
    }
    this.write(hole, FREE, FREE);
  }

  /** Puts `next` where `entry` stands; both have the same home. */
  replace(entry: number, next: number): void {
    this.slots[this.slotOf(entry) * WIDTH] = next;
  }

  private slotOf(entry: number): number {
    for (let slot = this.start(this.homeOf(entry)); ; slot = this.after(slot)) {
      const other = this.entryAt(slot);
      if (other === entry) return slot;
      if (other === FREE) throw new Error(`entry ${entry} is in no slot`);
    }
  }

  private place(entry: number, home: number): void {
    let slot = this.start(home);
    while (this.entryAt(slot) !== FREE) slot = this.after(slot);
    this.write(slot, entry, home);
  }

  private write(slot: number, entry: number, home: number): void {
    this.slots[slot * WIDTH] = entry;
    this.slots[slot * WIDTH + 1] = home;
  }

  private grow(): void {
    const before = this.slots;
    this.slots = new Int32Array(before.length * 2).fill(FREE);
    this.mask = this.mask * 2 + 1;
    for (let at = 0; at < before.length; at += WIDTH) {
      const entry = before[at] as number;
      if (entry !== FREE) this.place(entry, before[at + 1] as number);
    }
  }
}

function sizeFor(expected: number): number {
  let size = 16;
  while (size < expected * 2) size *= 2;
  return size;
}
