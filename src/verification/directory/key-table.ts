import type { IpRange } from '../../domain/network/ip-range';
import { copyId, homeOfId, idAt, readId, sameId } from './hex';
import { grownCapacity, moved, Numbers } from './numbers';
import { NO_RANGES, type PooledRanges, RangePool } from './range-pool';
import { FREE, Slots } from './slots';
import { TextPool } from './text-pool';

export const NO_KEY = FREE;

/** A row as the database has it, without its values. */
export interface KeyRow {
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
  readonly fullApiAccess: boolean;
  readonly allowUnauthenticatedRequests: boolean;
  readonly allowUntrustedEndpoints: boolean;
  readonly automaticEndpointTrust: boolean;
  /** Null: never. */
  readonly expiresAtMs: number | null;
  /** JSON list of canonical ranges. */
  readonly allowedIps: string;
}

/** What is on or off, as the bits of a number. */
export const KEY_BITS = {
  active: 1,
  fullApiAccess: 2,
  allowUnauthenticatedRequests: 4,
  allowUntrustedEndpoints: 8,
  automaticEndpointTrust: 16,
  /** Whether it is limited to some ranges. */
  hasRanges: 32,
  expires: 64,
} as const;
const FLAG_NAMES = [
  'active',
  'fullApiAccess',
  'allowUnauthenticatedRequests',
  'allowUntrustedEndpoints',
  'automaticEndpointTrust',
] as const;
export type KeyFlag = (typeof FLAG_NAMES)[number];

// A key's fields stand together, as in the table of values. In units of four bytes, first the id.
const WIDTH = 10;
const ACCOUNT = 4;
const BITS = 5;
/** The first of the key's values. */
const VALUE = 6;
const NAME = 7;
/** One number of eight bytes, in units of which it stands at 4. */
const EXPIRES_AT = 4;

export const EVERYWHERE: readonly IpRange[] = [];

/** The keys, each by a number. */
export class KeyTable {
  private readonly numbers = new Numbers();
  private capacity: number;
  private fields: Int32Array;
  /** The same memory: milliseconds, Infinity for never. */
  private times: Float64Array;
  private names = new TextPool();
  /** Few keys have some; the others have no entry. */
  private readonly ranges = new Map<number, PooledRanges>();
  private readonly pool = new RangePool();
  private readonly byId: Slots;

  constructor(expected = 0) {
    this.capacity = grownCapacity(expected);
    this.fields = new Int32Array(this.capacity * WIDTH);
    this.times = new Float64Array(this.fields.buffer);
    this.byId = new Slots((key) => homeOfId(this.fields, key * WIDTH), expected);
  }

  get size(): number {
    return this.numbers.inUse;
  }

  /** Adds the key, or brings it up to date; its account never changes. Answers its number. */
  put(row: KeyRow, account: number): number {
    const known = this.numberOf(row.id);
    const key = known === NO_KEY ? this.add(row, account) : known;
    if (known !== NO_KEY) this.rename(key, row.name);
    this.times[(key * WIDTH) / 2 + EXPIRES_AT] = row.expiresAtMs ?? Infinity;
    this.setRanges(key, row.allowedIps);
    this.set(key, BITS, bitsOfRow(row));
    return key;
  }

  private add(row: KeyRow, account: number): number {
    const id = readId(row.id);
    if (id === null) throw new Error('the database holds a key whose id is none');
    const key = this.numbers.take();
    if (key >= this.capacity) this.grow();
    this.fields.set(id, key * WIDTH);
    this.set(key, ACCOUNT, account);
    this.set(key, BITS, 0);
    this.set(key, VALUE, FREE);
    this.set(key, NAME, this.names.add(row.name));
    this.byId.add(key);
    return key;
  }

  private rename(key: number, name: string): void {
    if (this.names.isAt(this.get(key, NAME), name)) return;
    this.names.remove(this.get(key, NAME));
    this.set(key, NAME, this.names.add(name));
    this.tidyNames();
  }

  private tidyNames(): void {
    if (!this.names.isWasteful) return;
    const before = this.names;
    this.names = new TextPool();
    for (let key = 0; key < this.numbers.end; key++) {
      if (this.accountOf(key) !== FREE) this.set(key, NAME, this.names.add(before.at(this.get(key, NAME))));
    }
  }

  /** Before the bits are set. */
  private setRanges(key: number, text: string): void {
    const before = this.hasRanges(key) ? (this.ranges.get(key) ?? null) : null;
    const ranges = this.pool.take(text);
    this.pool.release(before);
    if (ranges) this.ranges.set(key, ranges);
    else if (before) this.ranges.delete(key);
  }

  private grow(): void {
    this.capacity = grownCapacity(this.numbers.end);
    this.fields = moved(this.fields, new Int32Array(this.capacity * WIDTH));
    this.times = new Float64Array(this.fields.buffer);
  }

  /** Its values and blocks are the caller's to remove. */
  remove(key: number): void {
    this.byId.remove(key);
    this.setRanges(key, NO_RANGES);
    this.set(key, ACCOUNT, FREE);
    this.names.remove(this.get(key, NAME));
    this.numbers.free(key);
    this.tidyNames();
  }

  numberOf(text: string): number {
    const id = readId(text);
    if (id === null) return NO_KEY;
    const slots = this.byId;
    const home = homeOfId(id);
    for (let at = slots.start(home); ; at = slots.after(at)) {
      const key = slots.entryAt(at);
      if (key === FREE || (slots.hasHome(at, home) && sameId(this.fields, key * WIDTH, id))) return key;
    }
  }

  idOf(key: number): string {
    return idAt(this.fields, key * WIDTH);
  }

  /** The keys defined on any of the accounts: looks at all keys, for the rare deletion of accounts. */
  *definedOn(accounts: ReadonlySet<number>): Generator<number> {
    for (let key = 0; key < this.numbers.end; key++) if (accounts.has(this.accountOf(key))) yield key;
  }

  nameOf(key: number): string {
    return this.names.at(this.get(key, NAME));
  }

  /** These two write to `target` as answers have it, and answer where it ends there. */
  copyId(key: number, target: Uint8Array, from: number): number {
    return copyId(this.fields, key * WIDTH, target, from);
  }

  copyName(key: number, target: Uint8Array, from: number): number {
    return this.names.copy(this.get(key, NAME), target, from);
  }

  accountOf(key: number): number {
    return this.get(key, ACCOUNT);
  }

  bitsOf(key: number): number {
    return this.get(key, BITS);
  }

  has(key: number, flag: KeyFlag): boolean {
    return (this.get(key, BITS) & KEY_BITS[flag]) !== 0;
  }

  /** Milliseconds; Infinity: never. */
  expiresAtOf(key: number): number {
    return this.times[(key * WIDTH) / 2 + EXPIRES_AT] as number;
  }

  rangesOf(key: number): readonly IpRange[] {
    return this.hasRanges(key) ? (this.ranges.get(key)?.ranges ?? EVERYWHERE) : EVERYWHERE;
  }

  private hasRanges(key: number): boolean {
    return (this.get(key, BITS) & KEY_BITS.hasRanges) !== 0;
  }

  firstValueOf(key: number): number {
    return this.get(key, VALUE);
  }

  setFirstValue(key: number, value: number): void {
    this.set(key, VALUE, value);
  }

  private get(key: number, field: number): number {
    return this.fields[key * WIDTH + field] as number;
  }

  private set(key: number, field: number, value: number): void {
    this.fields[key * WIDTH + field] = value;
  }
}

function bitsOfRow(row: KeyRow): number {
  let bits = row.allowedIps === NO_RANGES ? 0 : KEY_BITS.hasRanges;
  if (row.expiresAtMs !== null) bits |= KEY_BITS.expires;
  for (const flag of FLAG_NAMES) if (row[flag]) bits |= KEY_BITS[flag];
  return bits;
}
