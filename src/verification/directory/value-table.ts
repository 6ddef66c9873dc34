import { grownCapacity, moved, Numbers } from './numbers';
import { FREE, Slots } from './slots';

/** HMAC-SHA-256. */
const HASH_BYTES = 32;

// An entry's fields stand together, 64 bytes, first what requests look at: it comes with one fetch from memory. In units
// of four bytes, first the hash.
const WIDTH = 16;
const KEY = 8;
const ACCOUNT = 9;
const NEXT_OF_HASH = 10;
/** What most requests need of the key, so that they need not fetch it; beside it, whether the value was replaced. */
const BITS = 11;
const PREVIOUS_OF_HASH = 12;
const NEXT_OF_KEY = 13;
const REPLACED = 1 << 30;
/** One number of eight bytes, in units of which it stands at 7. */
const WORKS_UNTIL = 7;

/**
 * Which key bears which value: one entry for each value of each key. Found by its hash; the bearers of one hash, however
 * many siblings they are, as a chain, and where they are several, by hash and account together too. Hashes come as
 * 'latin1' strings, which node makes faster than buffers.
 */
export class ValueTable {
  private readonly numbers = new Numbers();
  private capacity: number;
  private fields: Int32Array;
  /** The same memory: hashes as bytes, and milliseconds, Infinity for a current value. */
  private bytes: Uint8Array;
  private times: Float64Array;
  /** The first of each chain. */
  private readonly byHash: Slots;
  /** Of the chains that are longer. */
  private readonly byHashAndAccount: Slots;

  constructor(expected = 0) {
    this.capacity = grownCapacity(expected);
    this.fields = new Int32Array(this.capacity * WIDTH);
    this.bytes = new Uint8Array(this.fields.buffer);
    this.times = new Float64Array(this.fields.buffer);
    this.byHash = new Slots((entry) => this.homeOf(entry), expected);
    this.byHashAndAccount = new Slots((entry) => mixed(this.homeOf(entry), this.accountOf(entry)));
  }

  get size(): number {
    return this.numbers.inUse;
  }

  /** Answers the entry. `keyBits` are those of its key as it is now; `nextOfKey` chains the values of one key. */
  add(
    hash: Uint8Array,
    key: number,
    keyBits: number,
    account: number,
    worksUntilMs: number,
    nextOfKey: number,
  ): number {
    const entry = this.numbers.take();
    if (entry >= this.capacity) this.grow();
    this.bytes.set(hash, entry * WIDTH * 4);
    this.set(entry, KEY, key);
    this.set(entry, BITS, worksUntilMs === Infinity ? keyBits : keyBits | REPLACED);
    this.set(entry, ACCOUNT, account);
    this.times[(entry * WIDTH) / 2 + WORKS_UNTIL] = worksUntilMs;
    this.set(entry, NEXT_OF_KEY, nextOfKey);
    this.putFirst(entry);
    return entry;
  }

  private putFirst(entry: number): void {
    const first = this.firstLike(entry);
    this.set(entry, NEXT_OF_HASH, first);
    this.set(entry, PREVIOUS_OF_HASH, FREE);
    if (first === FREE) {
      this.byHash.add(entry);
      return;
    }
    this.set(first, PREVIOUS_OF_HASH, entry);
    this.byHash.replace(first, entry);
    if (this.next(first) === FREE) this.byHashAndAccount.add(first);
    this.byHashAndAccount.add(entry);
  }

  remove(entry: number): void {
    const next = this.next(entry);
    const previous = this.get(entry, PREVIOUS_OF_HASH);
    if (next !== FREE || previous !== FREE) this.byHashAndAccount.remove(entry);
    if (next !== FREE) this.set(next, PREVIOUS_OF_HASH, previous);
    if (previous !== FREE) this.set(previous, NEXT_OF_HASH, next);
    else if (next !== FREE) this.byHash.replace(entry, next);
    else this.byHash.remove(entry);
    this.leaveSingle(previous);
    this.leaveSingle(next);
    this.numbers.free(entry);
  }

  /** What is left of a chain may be one: it is found by its hash alone. */
  private leaveSingle(entry: number): void {
    if (entry === FREE || this.next(entry) !== FREE || this.get(entry, PREVIOUS_OF_HASH) !== FREE) return;
    this.byHashAndAccount.remove(entry);
  }

  /** The first entry with the hash of this one. */
  private firstLike(entry: number): number {
    const slots = this.byHash;
    const home = this.homeOf(entry);
    for (let at = slots.start(home); ; at = slots.after(at)) {
      const other = slots.entryAt(at);
      if (other === FREE || (slots.hasHome(at, home) && this.sameHash(entry, other))) return other;
    }
  }

  /** The value of the hash on the account, where it has several bearers; -1 where there is none. */
  findAmongMany(hash: string, account: number): number {
    const slots = this.byHashAndAccount;
    const home = mixed(homeOfHash(hash), account);
    for (let at = slots.start(home); ; at = slots.after(at)) {
      const entry = slots.entryAt(at);
      if (entry === FREE) return FREE;
      if (slots.hasHome(at, home) && this.accountOf(entry) === account && this.isHash(entry, hash)) return entry;
    }
  }

  /** The first bearer of the hash, on whatever account; -1 where there is none. Others follow by `next`. */
  first(hash: string): number {
    const slots = this.byHash;
    const home = homeOfHash(hash);
    for (let at = slots.start(home); ; at = slots.after(at)) {
      const entry = slots.entryAt(at);
      if (entry === FREE || (slots.hasHome(at, home) && this.isHash(entry, hash))) return entry;
    }
  }

  next(entry: number): number {
    return this.get(entry, NEXT_OF_HASH);
  }

  nextOf(entry: number): number {
    return this.get(entry, NEXT_OF_KEY);
  }

  setNextOf(entry: number, next: number): void {
    this.set(entry, NEXT_OF_KEY, next);
  }

  keyOf(entry: number): number {
    return this.get(entry, KEY);
  }

  accountOf(entry: number): number {
    return this.get(entry, ACCOUNT);
  }

  keyBitsOf(entry: number): number {
    return this.get(entry, BITS) & ~REPLACED;
  }

  worksUntilOf(entry: number): number {
    if ((this.get(entry, BITS) & REPLACED) === 0) return Infinity;
    return this.times[(entry * WIDTH) / 2 + WORKS_UNTIL] as number;
  }

  private get(entry: number, field: number): number {
    return this.fields[entry * WIDTH + field] as number;
  }

  private set(entry: number, field: number, value: number): void {
    this.fields[entry * WIDTH + field] = value;
  }

  private isHash(entry: number, hash: string): boolean {
    const start = entry * WIDTH * 4;
    for (let index = 0; index < HASH_BYTES; index++) {
      if (this.bytes[start + index] !== hash.charCodeAt(index)) return false;
    }
    return true;
  }

  private sameHash(one: number, other: number): boolean {
    for (let index = 0; index < HASH_BYTES / 4; index++) {
      if (this.get(one, index) !== this.get(other, index)) return false;
    }
    return true;
  }

  /** The first 32 bits of a keyed hash, which nobody outside can choose. */
  private homeOf(entry: number): number {
    const start = entry * WIDTH * 4;
    const byte = (index: number): number => this.bytes[start + index] as number;
    return byte(0) | (byte(1) << 8) | (byte(2) << 16) | (byte(3) << 24);
  }

  private grow(): void {
    this.capacity = grownCapacity(this.numbers.end);
    this.fields = moved(this.fields, new Int32Array(this.capacity * WIDTH));
    this.bytes = new Uint8Array(this.fields.buffer);
    this.times = new Float64Array(this.fields.buffer);
  }
}

function homeOfHash(hash: string): number {
  return hash.charCodeAt(0) | (hash.charCodeAt(1) << 8) | (hash.charCodeAt(2) << 16) | (hash.charCodeAt(3) << 24);
}

/** A million keys of one value on as many accounts must not share a home (Knuth's multiplicative hashing). */
function mixed(home: number, account: number): number {
  return home ^ Math.imul(account + 1, 0x9e3779b1);
}
