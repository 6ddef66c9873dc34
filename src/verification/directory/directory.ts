import { REPLACED_VALUE_KEPT_MS } from '../../domain/keys/replaced-value';
import { type AccountRow, AccountTable, NO_ACCOUNT } from './account-table';
import { BlockTable } from './block-table';
import { type EndpointRow, EndpointTable } from './endpoint-table';
import { type Gateway, type GatewayRow, GatewayTable } from './gateway-table';
import { type KeyRow, KeyTable, NO_KEY } from './key-table';
import { type GrantRow, PeopleTable, type UserRow } from './people-table';
import { FREE as NO_VALUE } from './slots';
import { TokenState } from './token-state';
import { ValueTable } from './value-table';

export { NO_ACCOUNT, NO_KEY, NO_VALUE };

export interface ValueRow {
  readonly hash: Uint8Array;
  /** Null for the current value. */
  readonly worksUntilMs: number | null;
}

export interface DirectorySize {
  readonly accounts: number;
  readonly keys: number;
  readonly values: number;
}

/**
 * The records that decisions need, as one committed state of the database had them: never answers. Accounts, keys and
 * values are numbers, good until the next change is applied.
 */
export class Directory {
  readonly accounts: AccountTable;
  readonly keys: KeyTable;
  readonly values: ValueTable;
  readonly people = new PeopleTable();
  readonly endpoints = new EndpointTable();
  readonly tokens = new TokenState();
  private readonly blocks = new BlockTable();
  private readonly gateways = new GatewayTable();

  /** Sizes that are expected make no growing necessary while it is loaded. */
  constructor(expected: DirectorySize = { accounts: 0, keys: 0, values: 0 }) {
    this.accounts = new AccountTable(expected.accounts);
    this.keys = new KeyTable(expected.keys);
    this.values = new ValueTable(expected.values);
  }

  putAccount(row: AccountRow): void {
    this.accounts.put(row);
  }

  /** With all that is defined on them and hangs on that. */
  removeAccounts(ids: readonly string[]): void {
    const gone = new Set(ids.map((id) => this.accounts.numberOf(id)).filter((account) => account !== NO_ACCOUNT));
    if (gone.size === 0) return;
    for (const key of [...this.keys.definedOn(gone)]) this.removeKeyNumber(key);
    this.blocks.removeAccounts(gone);
    this.gateways.removeOfAccounts(new Set(ids));
    this.people.removeOfAccounts(gone);
    this.endpoints.removeOfAccounts(gone);
    for (const id of ids) this.accounts.remove(id);
  }

  /** Its values replace those that it had. A key of an account that is not there is none. */
  putKey(row: KeyRow, accountId: string, values: readonly ValueRow[]): void {
    const account = this.accounts.numberOf(accountId);
    if (account === NO_ACCOUNT) return;
    const key = this.keys.put(row, account);
    this.removeValues(key);
    for (const value of values) {
      this.removeForgotten(value.hash, account);
      this.addValue(key, value);
    }
  }

  /**
   * A hash stands once on an account. What another key had of it is forgotten, and its row deleted, of which no change
   * record tells.
   */
  private removeForgotten(hash: Uint8Array, account: number): void {
    const text = Buffer.from(hash).toString('latin1');
    const first = this.values.first(text);
    const isOne = first === NO_VALUE || this.values.next(first) === NO_VALUE;
    const value = isOne ? first : this.values.findAmongMany(text, account);
    if (value === NO_VALUE || this.values.accountOf(value) !== account) return;
    const key = this.values.keyOf(value);
    const next = this.values.nextOf(value);
    let before = NO_VALUE;
    for (let at = this.keys.firstValueOf(key); at !== value; at = this.values.nextOf(at)) before = at;
    if (before === NO_VALUE) this.keys.setFirstValue(key, next);
    else this.values.setNextOf(before, next);
    this.values.remove(value);
  }

  /** While loading, values come after their keys. */
  addValueOf(keyId: string, value: ValueRow): void {
    const key = this.keys.numberOf(keyId);
    if (key !== NO_KEY) this.addValue(key, value);
  }

  private addValue(key: number, { hash, worksUntilMs }: ValueRow): void {
    const next = this.keys.firstValueOf(key);
    const { keys } = this;
    const value = this.values.add(hash, key, keys.bitsOf(key), keys.accountOf(key), worksUntilMs ?? Infinity, next);
    this.keys.setFirstValue(key, value);
  }

  removeKey(id: string): void {
    const key = this.keys.numberOf(id);
    if (key !== NO_KEY) this.removeKeyNumber(key);
  }

  private removeKeyNumber(key: number): void {
    this.removeValues(key);
    this.blocks.removeKey(key);
    this.keys.remove(key);
  }

  private removeValues(key: number): void {
    let value = this.keys.firstValueOf(key);
    while (value !== NO_VALUE) {
      const next = this.values.nextOf(value);
      this.values.remove(value);
      value = next;
    }
    this.keys.setFirstValue(key, NO_VALUE);
  }

  setBlock(accountId: string, keyId: string, blocked: boolean): void {
    const account = this.accounts.numberOf(accountId);
    const key = this.keys.numberOf(keyId);
    if (account === NO_ACCOUNT || key === NO_KEY) return;
    if (blocked) this.blocks.add(account, key);
    else this.blocks.remove(account, key);
  }

  /** One of an account that is not there is none; so with grants and endpoints. */
  putUser(row: UserRow): void {
    const account = this.accounts.numberOf(row.accountId);
    if (account !== NO_ACCOUNT) this.people.putUser(row, account);
  }

  putGrant(row: GrantRow): void {
    const account = this.accounts.numberOf(row.accountId);
    if (account !== NO_ACCOUNT) this.people.putGrant(row, account);
  }

  putEndpoint(row: EndpointRow): void {
    const account = this.accounts.numberOf(row.accountId);
    if (account !== NO_ACCOUNT) this.endpoints.put(row, account);
  }

  putGateway(row: GatewayRow): void {
    this.gateways.put(row);
  }

  removeGateway(id: string): void {
    this.gateways.remove(id);
  }

  /** By the keyed hash of its credential, a 'latin1' string. */
  gateway(credentialHash: string): Gateway | undefined {
    return this.gateways.find(credentialHash);
  }

  /**
   * The value of the hash that is effective on the account, in whatever state its key is; -1 where there is none. A
   * value stands at most once on a line.
   */
  effectiveValue(hash: string, account: number, nowMs: number): number {
    const first = this.values.first(hash);
    if (first === NO_VALUE) return NO_VALUE;
    // Most values have one bearer: no need to look at every account of the line.
    if (this.values.next(first) === NO_VALUE) {
      const isEffective = this.accounts.isWithin(account, this.values.accountOf(first));
      return isEffective && this.isBorne(first, nowMs) ? first : NO_VALUE;
    }
    for (let at = account; at !== NO_ACCOUNT; at = this.accounts.parentOf(at)) {
      const value = this.values.findAmongMany(hash, at);
      if (value !== NO_VALUE && this.isBorne(value, nowMs)) return value;
    }
    return NO_VALUE;
  }

  /** Of the keys on `top` and below that bear the hash: the only one, none (-1), or `MANY`. */
  onlyValueWithin(hash: string, top: number, nowMs: number): number {
    let only = NO_VALUE;
    for (let value = this.values.first(hash); value !== NO_VALUE; value = this.values.next(value)) {
      if (!this.accounts.isWithin(this.values.accountOf(value), top) || !this.isBorne(value, nowMs)) continue;
      if (only !== NO_VALUE) return MANY;
      only = value;
    }
    return only;
  }

  /** A replaced value is borne until it is forgotten. */
  private isBorne(value: number, nowMs: number): boolean {
    return nowMs < this.values.worksUntilOf(value) + REPLACED_VALUE_KEPT_MS;
  }

  /** By the account, or one between it and the key's own. */
  isBlocked(key: number, account: number): boolean {
    const blockers = this.blocks.blockersOf(key);
    if (!blockers) return false;
    for (let at = account; at !== NO_ACCOUNT; at = this.accounts.parentOf(at)) if (blockers.has(at)) return true;
    return false;
  }

  /** The highest accounts on `top` and below it that are suspended, or block one of the keys. */
  closedWithin(top: number, keys: readonly number[]): number[] {
    const blocking = keys.flatMap((key) => [...(this.blocks.blockersOf(key) ?? [])]);
    const closed = new Set([...this.accounts.suspendedAccounts(), ...blocking]);
    return [...closed].filter((account) => this.isHighest(account, top, closed));
  }

  private isHighest(account: number, top: number, among: ReadonlySet<number>): boolean {
    for (let at = account; at !== NO_ACCOUNT; at = this.accounts.parentOf(at)) {
      if (at !== account && among.has(at)) return false;
      if (at === top) return true;
    }
    return false;
  }
}

/** Of values: more than one. */
export const MANY = -2;
