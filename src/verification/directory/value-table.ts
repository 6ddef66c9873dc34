import { grownCapacity, Numbers } from './numbers';
import { FREE, Slots } from './slots';

/** HMAC-SHA-256. */
const HASH_BYTES = 32;

/**
 * Which key bears which value: one entry for each value of each key. Found by hash and account together, and the
 * bearers of one hash, however many siblings they are, as a chain. Hashes come as 'latin1' strings, which node makes
 * faster than buffers.
 */
export class ValueTable {
  private readonly numbers = new Numbers();
  private hashes: Uint8Array;
  private keys: Int32Array;
  private accounts: Int32Array;
  /** Milliseconds; Infinity for a current value. */
  private worksUntil: Float64Array;
  private nextOfHash: Int32Array;
  private previousOfHash: Int32Array;
  private nextOfKey: Int32Array;
  private readonly byHashAndAccount: Slots;
  /** The first of each chain. */
  private readonly byHash: Slots;

  constructor(expected = 0) {
    const capacity = grownCapacity(expected);
    this.hashes = new Uint8Array(capacity * HASH_BYTES);
    this.keys = new Int32Array(capacity);
    this.accounts = new Int32Array(capacity);
    this.worksUntil = new Float64Array(capacity);
    this.nextOfHash = new Int32Array(capacity);
    this.previousOfHash = new Int32Array(capacity);
    this.nextOfKey = new Int32Array(capacity);
    this.byHashAndAccount = new Slots((entry) => mixed(this.homeOf(entry), this.accounts[entry] as number), expected);
    this.byHash = new Slots((entry) => this.homeOf(entry), expected);
  }

  /** Answers the entry; `nextOfKey` chains the values of one key. */
  add(hash: Uint8Array, key: number, account: number, worksUntilMs: number, nextOfKey: number): number {
    const entry = this.numbers.take();
    if (entry >= this.keys.length) this.grow();
    this.hashes.set(hash, entry * HASH_BYTES);
    this.keys[entry] = key;
    this.accounts[entry] = account;
    this.worksUntil[entry] = worksUntilMs;
    this.nextOfKey[entry] = nextOfKey;
    this.byHashAndAccount.add(entry);
    this.putFirst(entry);
    return entry;
  }

  private putFirst(entry: number): void {
    const first = this.firstLike(entry);
    this.nextOfHash[entry] = first;
    this.previousOfHash[entry] = FREE;
    if (first === FREE) {
      this.byHash.add(entry);
      return;
    }
    this.previousOfHash[first] = entry;
    this.byHash.replace(first, entry);
  }

  remove(entry: number): void {
    this.byHashAndAccount.remove(entry);
    const next = this.nextOfHash[entry] as number;
    const previous = this.previousOfHash[entry] as number;
    if (next !== FREE) this.previousOfHash[next] = previous;
    if (previous !== FREE) this.nextOfHash[previous] = next;
    else if (next !== FREE) this.byHash.replace(entry, next);
    else this.byHash.remove(entry);
    this.numbers.free(entry);
  }

  /** The first entry with the hash of this one. */
  private firstLike(entry: number): number {
    const slots = this.byHash;
    for (let at = slots.start(this.homeOf(entry)); ; at = slots.after(at)) {
      const other = slots.entryAt(at);
      if (other === FREE || this.sameHash(entry, other)) return other;
    }
  }

  /** The value of the hash on the account; -1 where there is none. */
  find(hash: string, account: number): number {
    const slots = this.byHashAndAccount;
    for (let at = slots.start(mixed(homeOfHash(hash), account)); ; at = slots.after(at)) {
      const entry = slots.entryAt(at);
      if (entry === FREE || (this.accounts[entry] === account && this.isHash(entry, hash))) return entry;
    }
  }

  /** The first bearer of the hash, on whatever account; -1 where there is none. Others follow by `next`. */
  first(hash: string): number {
    const slots = this.byHash;
    for (let at = slots.start(homeOfHash(hash)); ; at = slots.after(at)) {
      const entry = slots.entryAt(at);
      if (entry === FREE || this.isHash(entry, hash)) return entry;
    }
  }

  next(entry: number): number {
    return this.nextOfHash[entry] as number;
  }

  nextOf(entry: number): number {
    return this.nextOfKey[entry] as number;
  }

  keyOf(entry: number): number {
    return this.keys[entry] as number;
  }

  accountOf(entry: number): number {
    return this.accounts[entry] as number;
  }

  worksUntilOf(entry: number): number {
    return this.worksUntil[entry] as number;
  }

  private isHash(entry: number, hash: string): boolean {
    const start = entry * HASH_BYTES;
    for (let index = 0; index < HASH_BYTES; index++) {
      if (this.hashes[start + index] !== hash.charCodeAt(index)) return false;
    }
    return true;
  }

  private sameHash(one: number, other: number): boolean {
    const [start, end] = [one * HASH_BYTES, other * HASH_BYTES];
    for (let index = 0; index < HASH_BYTES; index++) {
      if (this.hashes[start + index] !== this.hashes[end + index]) return false;
    }
    return true;
  }

  /** The first 32 bits of a keyed hash, which nobody outside can choose. */
  private homeOf(entry: number): number {
    const start = entry * HASH_BYTES;
    const byte = (index: number): number => this.hashes[start + index] as number;
    return byte(0) | (byte(1) << 8) | (byte(2) << 16) | (byte(3) << 24);
  }

  private grow(): void {
    const capacity = grownCapacity(this.numbers.end);
    this.hashes = moved(this.hashes, new Uint8Array(capacity * HASH_BYTES));
    this.keys = moved(this.keys, new Int32Array(capacity));
    this.accounts = moved(this.accounts, new Int32Array(capacity));
    this.worksUntil = moved(this.worksUntil, new Float64Array(capacity));
    this.nextOfHash = moved(this.nextOfHash, new Int32Array(capacity));
    this.previousOfHash = moved(this.previousOfHash, new Int32Array(capacity));
    this.nextOfKey = moved(this.nextOfKey, new Int32Array(capacity));
  }
}

function moved<T extends { set(source: T): void }>(from: T, to: T): T {
  to.set(from);
  return to;
}

function homeOfHash(hash: string): number {
  return hash.charCodeAt(0) | (hash.charCodeAt(1) << 8) | (hash.charCodeAt(2) << 16) | (hash.charCodeAt(3) << 24);
}

/** A million keys of one value on as many accounts must not share a home (Knuth's multiplicative hashing). */
function mixed(home: number, account: number): number {
  return home ^ Math.imul(account + 1, 0x9e3779b1);
}
