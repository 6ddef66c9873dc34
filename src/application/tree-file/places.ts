import { type EntityManager, In } from 'typeorm';
import { lineOf } from '../../domain/accounts/account-path';
import { Account } from '../../entities/account';
import type { ApiKeyValue } from '../../entities/api-key-value';
import { type FileRef, idOfRef, refOf } from './format';
import { type Contents, loadContents } from './load-contents';
import { hashKey, Place } from './place';

/** Parameters of one statement: below the databases' limits. */
const BATCH = 1000;

/** Accounts by what the file calls them; those of the database are loaded, with their lines, when they are first named. */
export class Places {
  private readonly byRef = new Map<string, Place>();
  private readonly byId = new Map<string, Place>();
  /** Named, and not in the database. */
  private readonly absent = new Set<string>();
  /** Accounts of the file that cannot be made: what refers to them need not be reported too. */
  readonly broken = new Set<string>();
  /** Domains that the file gives out, and to whom. */
  readonly domains = new Map<string, Place>();

  private filled: Place[] = [];

  private constructor(
    private readonly manager: EntityManager,
    private readonly forgottenBefore: Date,
    readonly root: Place,
  ) {
    this.byId.set(root.id, root);
  }

  /** @param forgottenBefore replaced values whose overlap ended then or before count no longer */
  static async load(manager: EntityManager, forgottenBefore: Date): Promise<Places> {
    const account = await manager.findOneByOrFail(Account, { rootSlot: 1 });
    const root = new Place(account.id, null, account.kind, account.path, null, true);
    const places = new Places(manager, forgottenBefore, root);
    if (account.externalId !== null) places.byRef.set(account.externalId, root);
    await places.fill([root]);
    return places;
  }

  find(ref: FileRef): Place | null {
    return ref === null ? this.root : (this.byRef.get(ref) ?? null);
  }

  /** One that the file makes. */
  add(ref: string, place: Place): void {
    this.byRef.set(ref, place);
    this.byId.set(place.id, place);
  }

  /** Loads what the database has of these accounts and their lines. */
  async resolve(refs: Iterable<FileRef>): Promise<void> {
    const unknown = [...new Set(refs)].filter(
      (ref): ref is string => ref !== null && !this.byRef.has(ref) && !this.absent.has(ref),
    );
    const ids = new Map(unknown.map((ref) => [ref, idOfRef(ref)]));
    await this.load(
      'id',
      [...ids.values()].filter((id) => id !== null),
    );
    await this.load(
      'externalId',
      unknown.filter((ref) => ids.get(ref) === null),
    );
    for (const ref of unknown) {
      const place = this.byId.get(ids.get(ref) ?? '') ?? this.byRef.get(ref);
      if (place) this.byRef.set(ref, place);
      else this.absent.add(ref);
    }
  }

  private async load(column: 'id' | 'externalId', values: readonly string[]): Promise<void> {
    const accounts = await this.accountsBy(column, values);
    const lines = new Set(accounts.flatMap((account) => lineOf(account.path)));
    for (const account of accounts) lines.delete(account.id);
    const above = await this.accountsBy(
      'id',
      [...lines].filter((id) => !this.byId.has(id)),
    );
    const found = [...above, ...accounts].sort((one, other) => one.depth - other.depth);
    await this.fill(
      found.map((account) => this.register(account)),
      found,
    );
  }

  private async accountsBy(column: 'id' | 'externalId', values: readonly string[]): Promise<Account[]> {
    const found: Account[] = [];
    for (let from = 0; from < values.length; from += BATCH) {
      found.push(...(await this.manager.findBy(Account, { [column]: In(values.slice(from, from + BATCH)) })));
    }
    return found;
  }

  /** Parents come before their children. */
  private register(account: Account): Place {
    const known = this.byId.get(account.id);
    if (known) return known;
    const parent = account.parentId === null ? null : (this.byId.get(account.parentId) ?? null);
    const place = new Place(account.id, refOf(account), account.kind, account.path, parent, true);
    this.byId.set(account.id, place);
    if (account.externalId !== null) this.byRef.set(account.externalId, place);
    return place;
  }

  /** Loads rows and contents of existing places, where they are not at hand. `known`: rows that are. */
  async fill(places: readonly Place[], known: readonly Account[] = []): Promise<void> {
    const ids = places.filter((place) => place.exists && !place.stored).map((place) => place.id);
    const accounts = new Map(known.map((account) => [account.id, account]));
    const further = ids.filter((id) => !accounts.has(id));
    for (const account of await this.accountsBy('id', further)) accounts.set(account.id, account);
    const contents = await loadContents(this.manager, ids);
    for (const id of ids) {
      const [place, account, held] = [this.byId.get(id), accounts.get(id), contents.get(id)];
      if (!place || !account || !held) continue;
      place.stored = { account, contents: held };
      this.filled.push(place);
      this.remember(place, held);
    }
  }

  /** What was loaded of them was looked at: the rest of the file needs only what it may refer to. */
  letGo(): void {
    for (const place of this.filled) place.stored = null;
    this.filled = [];
  }

  /** What others refer to stays; the rest goes when `stored` is let go. */
  private remember(place: Place, held: Contents): void {
    for (const role of held.roles) place.roles.set(role.nameKey, { id: role.id, name: role.name });
    const grantsOf = new Map<string, Set<string>>(held.users.map((user) => [user.id, new Set<string>()]));
    for (const { userId, roleId, accountId } of held.grants) grantsOf.get(userId)?.add(`${roleId}:${accountId}`);
    for (const { id, name, nameKey } of held.users) {
      place.users.set(nameKey, { id, name, grants: grantsOf.get(id) ?? new Set() });
    }
    if (place.kind === 'CUSTOMER') return;
    for (const template of held.templates) place.templates.set(template.nameKey, template);
    const names = new Map(held.keys.map((key) => [key.id, key.name]));
    for (const key of held.keys) place.keys.set(key.nameKey, { id: key.id, name: key.name });
    for (const value of held.values) {
      if (this.counts(value)) place.values.set(hashKey(value.valueHash), names.get(value.keyId) ?? '');
    }
  }

  /** Whether the value is not yet forgotten. */
  counts({ worksUntil }: Pick<ApiKeyValue, 'worksUntil'>): boolean {
    return worksUntil === null || worksUntil > this.forgottenBefore;
  }
}
