import type { AccountKind } from '../../domain/accounts/account';
import type { AccountPath } from '../../domain/accounts/account-path';
import type { Account } from '../../entities/account';
import type { ApiKeyTemplate } from '../../entities/api-key-template';
import type { FileRef } from './format';
import type { Contents } from './load-contents';

/** What blocks and grants name. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

export interface KnownUser extends Named {
  /** `<role>:<account>` of the grants that they have or are to get. */
  readonly grants: Set<string>;
}

/** An account of the tree, as the database has it or the file makes it. */
export class Place {
  /** The file has described it. */
  inFile = false;
  /** Something that the file describes hangs below it. */
  hasChildren = false;
  /** Its row and what the database holds on it: at hand until the file's description was looked at. */
  stored: { readonly account: Account; readonly contents: Contents } | null = null;

  /** By name key; of customers not, from which nothing inherits. */
  readonly keys = new SmallMap<Named>();
  readonly templates = new SmallMap<ApiKeyTemplate>();
  readonly roles = new SmallMap<Named>();
  readonly users = new SmallMap<KnownUser>();
  /** By the value's hash, the name of the key that bears it; of customers not. */
  readonly values = new SmallMap<string>();

  constructor(
    readonly id: string,
    readonly ref: FileRef,
    readonly kind: AccountKind,
    readonly path: AccountPath,
    readonly parent: Place | null,
    /** Whether the database has it. */
    readonly exists: boolean,
  ) {}

  get depth(): number {
    return this.parent === null ? 0 : this.parent.depth + 1;
  }

  get title(): string {
    return this.ref === null ? 'the root' : `“${this.ref}”`;
  }

  /** Itself, its parent and so on up to the root. */
  *upwards(): Generator<Place> {
    yield this;
    if (this.parent) yield* this.parent.upwards();
  }
}

/** A map for hundreds of thousands of places, most of which never hold anything. */
class SmallMap<T> {
  private map: Map<string, T> | null = null;

  get(key: string): T | undefined {
    return this.map?.get(key);
  }

  set(key: string, value: T): void {
    (this.map ??= new Map<string, T>()).set(key, value);
  }

  all(): Iterable<T> {
    return this.map?.values() ?? [];
  }
}

/** A value's hash as the key of a map. */
export function hashKey(hash: Buffer): string {
  return hash.toString('latin1');
}
