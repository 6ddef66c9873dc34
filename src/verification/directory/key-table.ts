import type { IpRange } from '../../domain/network/ip-range';
import { homeOfId, homeOfIdAt, ID_BYTES, isIdAt, writeId } from './hex';
import { grownCapacity, Numbers } from './numbers';
import { type PooledRanges, RangePool } from './range-pool';
import { FREE, Slots } from './slots';

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

const FLAGS = {
  active: 1,
  fullApiAccess: 2,
  allowUnauthenticatedRequests: 4,
  allowUntrustedEndpoints: 8,
  automaticEndpointTrust: 16,
} as const;
export type KeyFlag = keyof typeof FLAGS;
const FLAG_NAMES = Object.keys(FLAGS) as KeyFlag[];

const EVERYWHERE: readonly IpRange[] = [];

/** The keys, each by a number. */
export class KeyTable {
  private readonly numbers = new Numbers();
  private ids: Uint8Array;
  private accounts: Int32Array;
  private flags: Uint8Array;
  private expiresAt: Float64Array;
  /** The first of the key's values. */
  private values: Int32Array;
  private readonly names: string[] = [];
  private readonly ranges: (PooledRanges | null)[] = [];
  private readonly pool = new RangePool();
  private readonly byId: Slots;

  constructor(expected = 0) {
    const capacity = grownCapacity(expected);
    this.ids = new Uint8Array(capacity * ID_BYTES);
    this.accounts = new Int32Array(capacity);
    this.flags = new Uint8Array(capacity);
    this.expiresAt = new Float64Array(capacity);
    this.values = new Int32Array(capacity);
    this.byId = new Slots((key) => homeOfIdAt(this.ids, key), expected);
  }

  get size(): number {
    return this.numbers.inUse;
  }

  /** Adds the key, or brings it up to date; its account never changes. Answers its number. */
  put(row: KeyRow, account: number): number {
    const known = this.numberOf(row.id);
    const key = known === NO_KEY ? this.add(row.id, account) : known;
    this.names[key] = row.name;
    this.flags[key] = FLAG_NAMES.reduce((bits, flag) => (row[flag] ? bits | FLAGS[flag] : bits), 0);
    this.expiresAt[key] = row.expiresAtMs ?? Infinity;
    const before = this.ranges[key] ?? null;
    this.ranges[key] = this.pool.take(row.allowedIps);
    this.pool.release(before);
    return key;
  }

  private add(id: string, account: number): number {
    const key = this.numbers.take();
    if (key >= this.accounts.length) this.grow();
    writeId(this.ids, key, id);
    this.accounts[key] = account;
    this.values[key] = FREE;
    this.ranges[key] = null;
    this.byId.add(key);
    return key;
  }

  private grow(): void {
    const capacity = grownCapacity(this.numbers.end);
    const [ids, accounts, flags, expiresAt, values] = [
      this.ids,
      this.accounts,
      this.flags,
      this.expiresAt,
      this.values,
    ];
    this.ids = new Uint8Array(capacity * ID_BYTES);
    this.ids.set(ids);
    this.accounts = new Int32Array(capacity);
    this.accounts.set(accounts);
    this.flags = new Uint8Array(capacity);
    this.flags.set(flags);
    this.expiresAt = new Float64Array(capacity);
    this.expiresAt.set(expiresAt);
    this.values = new Int32Array(capacity);
    this.values.set(values);
  }

  /** Its values and blocks are the caller's to remove. */
  remove(key: number): void {
    this.byId.remove(key);
    this.pool.release(this.ranges[key] ?? null);
    this.ranges[key] = null;
    this.names[key] = '';
    this.accounts[key] = FREE;
    this.numbers.free(key);
  }

  numberOf(id: string): number {
    const slots = this.byId;
    for (let at = slots.start(homeOfId(id)); ; at = slots.after(at)) {
      const key = slots.entryAt(at);
      if (key === FREE || isIdAt(this.ids, key, id)) return key;
    }
  }

  idOf(key: number): string {
    return Buffer.from(this.ids.buffer, this.ids.byteOffset + key * ID_BYTES, ID_BYTES).toString('hex');
  }

  /** The keys defined on any of the accounts: looks at all keys, for the rare deletion of accounts. */
  *definedOn(accounts: ReadonlySet<number>): Generator<number> {
    for (let key = 0; key < this.numbers.end; key++) if (accounts.has(this.accounts[key] as number)) yield key;
  }

  nameOf(key: number): string {
    return this.names[key] ?? '';
  }

  accountOf(key: number): number {
    return this.accounts[key] as number;
  }

  has(key: number, flag: KeyFlag): boolean {
    return ((this.flags[key] as number) & FLAGS[flag]) !== 0;
  }

  /** Milliseconds; Infinity: never. */
  expiresAtOf(key: number): number {
    return this.expiresAt[key] as number;
  }

  rangesOf(key: number): readonly IpRange[] {
    return this.ranges[key]?.ranges ?? EVERYWHERE;
  }

  firstValueOf(key: number): number {
    return this.values[key] as number;
  }

  setFirstValue(key: number, value: number): void {
    this.values[key] = value;
  }
}
