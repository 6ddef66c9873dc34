import { copyId, homeOfId, type Id, idAt, readId, sameId } from './hex';
import { grownCapacity, moved, Numbers } from './numbers';
import { FREE, Slots } from './slots';
import { TextPool } from './text-pool';

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

// An account's fields stand together, as in the table of values. In units of four bytes, first the id.
const WIDTH = 8;
const PARENT = 4;
const SUSPENDED = 5;
const NAME = 6;
const EXTERNAL_ID = 7;
const NO_TEXT = -1;

const PUBLIC = 'acc_';

/** The accounts, each by a number, with the number of its parent. */
export class AccountTable {
  private readonly numbers = new Numbers();
  private capacity: number;
  private fields: Int32Array;
  private texts = new TextPool();
  private readonly byId: Slots;
  private readonly byExternalId: Slots;
  private readonly byDomain = new Map<string, number>();
  /** Few accounts have some; the others have no entry. */
  private readonly domains = new Map<number, readonly string[]>();
  /** Those that are suspended themselves: few. */
  private readonly suspendedOnes = new Set<number>();

  constructor(expected = 0) {
    this.capacity = grownCapacity(expected);
    this.fields = new Int32Array(this.capacity * WIDTH);
    this.byId = new Slots((account) => homeOfId(this.fields, account * WIDTH), expected);
    this.byExternalId = new Slots((account) => homeOfText(this.externalIdOf(account) ?? ''));
  }

  get size(): number {
    return this.numbers.inUse;
  }

  /** Adds the account, or brings it up to date. Its parent may come later. */
  put(row: AccountRow): void {
    const account = this.numberFor(row.id);
    this.set(account, PARENT, row.parentId === null ? NO_ACCOUNT : this.numberFor(row.parentId));
    this.set(account, SUSPENDED, row.suspended ? 1 : 0);
    if (row.suspended) this.suspendedOnes.add(account);
    else this.suspendedOnes.delete(account);
    this.setText(account, NAME, row.name);
    this.setExternalId(account, row.externalId);
    this.setDomains(account, row.domains);
    this.tidyTexts();
  }

  private numberFor(id: string): number {
    const known = this.numberOf(id);
    if (known !== NO_ACCOUNT) return known;
    const words = readId(id);
    if (words === null) throw new Error('the database holds an account whose id is none');
    const account = this.numbers.take();
    if (account >= this.capacity) this.grow();
    this.fields.set(words, account * WIDTH);
    this.set(account, PARENT, NO_ACCOUNT);
    this.set(account, SUSPENDED, 0);
    this.set(account, NAME, NO_TEXT);
    this.set(account, EXTERNAL_ID, NO_TEXT);
    this.byId.add(account);
    return account;
  }

  private grow(): void {
    this.capacity = grownCapacity(this.numbers.end);
    this.fields = moved(this.fields, new Int32Array(this.capacity * WIDTH));
  }

  private setExternalId(account: number, externalId: string | null): void {
    const before = this.externalIdOf(account);
    if (before === externalId) return;
    if (before !== null) this.byExternalId.remove(account);
    this.setText(account, EXTERNAL_ID, externalId);
    if (externalId !== null) this.byExternalId.add(account);
  }

  private setText(account: number, field: number, text: string | null): void {
    const before = this.get(account, field);
    if (before !== NO_TEXT) {
      if (text !== null && this.texts.isAt(before, text)) return;
      this.texts.remove(before);
    }
    this.set(account, field, text === null ? NO_TEXT : this.texts.add(text));
  }

  private tidyTexts(): void {
    if (!this.texts.isWasteful) return;
    const before = this.texts;
    this.texts = new TextPool();
    for (let account = 0; account < this.numbers.end; account++) {
      for (const field of [NAME, EXTERNAL_ID]) {
        const place = this.get(account, field);
        if (place !== NO_TEXT) this.set(account, field, this.texts.add(before.at(place)));
      }
    }
  }

  private setDomains(account: number, domains: readonly string[]): void {
    for (const domain of this.domains.get(account) ?? []) {
      // It may belong to another account by now: two that change over are told of together.
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
    this.setText(account, NAME, null);
    this.setDomains(account, []);
    this.suspendedOnes.delete(account);
    this.byId.remove(account);
    this.numbers.free(account);
    this.tidyTexts();
    return account;
  }

  numberOf(id: string): number {
    return this.find(readId(id));
  }

  /** Of the public form, `acc_` and the id. */
  numberOfPublicId(text: string): number {
    return text.startsWith(PUBLIC) ? this.find(readId(text, PUBLIC.length)) : NO_ACCOUNT;
  }

  private find(id: Id | null): number {
    if (id === null) return NO_ACCOUNT;
    const slots = this.byId;
    const home = homeOfId(id);
    for (let at = slots.start(home); ; at = slots.after(at)) {
      const account = slots.entryAt(at);
      if (account === FREE || (slots.hasHome(at, home) && sameId(this.fields, account * WIDTH, id))) return account;
    }
  }

  numberOfExternalId(externalId: string): number {
    const slots = this.byExternalId;
    const home = homeOfText(externalId);
    for (let at = slots.start(home); ; at = slots.after(at)) {
      const account = slots.entryAt(at);
      if (account === FREE) return NO_ACCOUNT;
      if (slots.hasHome(at, home) && this.texts.isAt(this.get(account, EXTERNAL_ID), externalId)) return account;
    }
  }

  /** In lower case. */
  numberOfDomain(domain: string): number {
    return this.byDomain.get(domain) ?? NO_ACCOUNT;
  }

  parentOf(account: number): number {
    return this.get(account, PARENT);
  }

  idOf(account: number): string {
    return idAt(this.fields, account * WIDTH);
  }

  nameOf(account: number): string {
    return this.textOf(account, NAME) ?? '';
  }

  externalIdOf(account: number): string | null {
    return this.textOf(account, EXTERNAL_ID);
  }

  private textOf(account: number, field: number): string | null {
    const place = this.get(account, field);
    return place === NO_TEXT ? null : this.texts.at(place);
  }

  /** These three write to `target` as answers have it, and answer where it ends there. */
  copyId(account: number, target: Uint8Array, from: number): number {
    return copyId(this.fields, account * WIDTH, target, from);
  }

  copyName(account: number, target: Uint8Array, from: number): number {
    return this.texts.copy(this.get(account, NAME), target, from);
  }

  hasExternalId(account: number): boolean {
    return this.get(account, EXTERNAL_ID) !== NO_TEXT;
  }

  copyExternalId(account: number, target: Uint8Array, from: number): number {
    return this.texts.copy(this.get(account, EXTERNAL_ID), target, from);
  }

  /** Whether the account is `top` or below it. */
  isWithin(account: number, top: number): boolean {
    for (let at = account; at !== NO_ACCOUNT; at = this.parentOf(at)) if (at === top) return true;
    return false;
  }

  /** The account or an ancestor. */
  isSuspended(account: number): boolean {
    for (let at = account; at !== NO_ACCOUNT; at = this.parentOf(at)) if (this.get(at, SUSPENDED) === 1) return true;
    return false;
  }

  /** The accounts that are suspended themselves, not by an ancestor. */
  suspendedAccounts(): Iterable<number> {
    return this.suspendedOnes;
  }

  /** As the database has it: the ids of the line from the root, each followed by `/`. */
  pathOf(account: number): string {
    let path = '';
    for (let at = account; at !== NO_ACCOUNT; at = this.parentOf(at)) path = `${this.idOf(at)}/${path}`;
    return path;
  }

  private get(account: number, field: number): number {
    return this.fields[account * WIDTH + field] as number;
  }

  private set(account: number, field: number, value: number): void {
    this.fields[account * WIDTH + field] = value;
  }
}

/** FNV-1a over its code units, mixed by the finalizer of MurmurHash3. Who chooses external ids is the operator. */
function homeOfText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
