import { homeOfId, homeOfIdAt, ID_BYTES, isIdAt, writeId } from './hex';
import { grownCapacity, moved, Numbers } from './numbers';
import { FREE, Slots } from './slots';

export const NO_ACCOUNT = FREE;

/** A row as the database has it. */
export interface AccountRow {
  readonly id: string;
  readonly parentId: string | null;
  readonly suspended: boolean;
  readonly externalId: string | null;
  readonly name: string;
  readonly domains: readonly string[];
}

/** The accounts, each by a number, with the number of its parent. */
export class AccountTable {
  private readonly numbers = new Numbers();
  private parents: Int32Array;
  private suspended: Uint8Array;
  private ids: Buffer;
  private readonly names: string[] = [];
  private readonly externalIds: (string | null)[] = [];
  private readonly byId: Slots;
  private readonly byExternalId = new Map<string, number>();
  private readonly byDomain = new Map<string, number>();
  /** Few accounts have some; the others have no entry. */
  private readonly domains = new Map<number, readonly string[]>();

  constructor(expected = 0) {
    const capacity = grownCapacity(expected);
    this.parents = new Int32Array(capacity);
    this.suspended = new Uint8Array(capacity);
    this.ids = Buffer.alloc(capacity * ID_BYTES);
    this.byId = new Slots((account) => homeOfIdAt(this.ids, account * ID_BYTES), expected);
  }

  get size(): number {
    return this.numbers.inUse;
  }

  /** Adds the account, or brings it up to date. Its parent may come later. */
  put(row: AccountRow): void {
    const account = this.numberFor(row.id);
    this.parents[account] = row.parentId === null ? NO_ACCOUNT : this.numberFor(row.parentId);
    this.suspended[account] = row.suspended ? 1 : 0;
    this.names[account] = row.name;
    this.setExternalId(account, row.externalId);
    this.setDomains(account, row.domains);
  }

  private numberFor(id: string): number {
    const known = this.numberOf(id);
    if (known !== NO_ACCOUNT) return known;
    const account = this.numbers.take();
    if (account >= this.parents.length) this.grow();
    this.parents[account] = NO_ACCOUNT;
    this.suspended[account] = 0;
    writeId(this.ids, account * ID_BYTES, id);
    this.names[account] = '';
    this.externalIds[account] = null;
    this.byId.add(account);
    return account;
  }

  private grow(): void {
    const capacity = grownCapacity(this.numbers.end);
    this.parents = moved(this.parents, new Int32Array(capacity));
    this.suspended = moved(this.suspended, new Uint8Array(capacity));
    this.ids = moved(this.ids, Buffer.alloc(capacity * ID_BYTES));
  }

  private setExternalId(account: number, externalId: string | null): void {
    const before = this.externalIds[account] ?? null;
    if (before === externalId) return;
    // It may belong to another account by now: two that change over are told of together.
    if (before !== null && this.byExternalId.get(before) === account) this.byExternalId.delete(before);
    if (externalId !== null) this.byExternalId.set(externalId, account);
    this.externalIds[account] = externalId;
  }

  private setDomains(account: number, domains: readonly string[]): void {
    for (const domain of this.domains.get(account) ?? []) {
      if (this.byDomain.get(domain) === account) this.byDomain.delete(domain);
    }
    for (const domain of domains) this.byDomain.set(domain, account);
    if (domains.length > 0) this.domains.set(account, domains);
    else this.domains.delete(account);
  }

  /** What hangs on it is the caller's to remove. Answers its number, or -1 where it was not there. */
  remove(id: string): number {
    const account = this.numberOf(id);
    if (account === NO_ACCOUNT) return NO_ACCOUNT;
    this.setExternalId(account, null);
    this.setDomains(account, []);
    this.byId.remove(account);
    this.names[account] = '';
    this.numbers.free(account);
    return account;
  }

  numberOf(id: string): number {
    const slots = this.byId;
    const home = homeOfId(id);
    for (let at = slots.start(home); ; at = slots.after(at)) {
      const account = slots.entryAt(at);
      if (account === FREE || (slots.hasHome(at, home) && isIdAt(this.ids, account * ID_BYTES, id))) return account;
    }
  }

  numberOfExternalId(externalId: string): number {
    return this.byExternalId.get(externalId) ?? NO_ACCOUNT;
  }

  /** In lower case. */
  numberOfDomain(domain: string): number {
    return this.byDomain.get(domain) ?? NO_ACCOUNT;
  }

  parentOf(account: number): number {
    return this.parents[account] as number;
  }

  idOf(account: number): string {
    return this.ids.toString('hex', account * ID_BYTES, (account + 1) * ID_BYTES);
  }

  nameOf(account: number): string {
    return this.names[account] ?? '';
  }

  externalIdOf(account: number): string | null {
    return this.externalIds[account] ?? null;
  }

  /** Whether the account is `top` or below it. */
  isWithin(account: number, top: number): boolean {
    for (let at = account; at !== NO_ACCOUNT; at = this.parents[at] as number) if (at === top) return true;
    return false;
  }

  /** The account or an ancestor. */
  isSuspended(account: number): boolean {
    for (let at = account; at !== NO_ACCOUNT; at = this.parents[at] as number)
      if (this.suspended[at] === 1) return true;
    return false;
  }
}
