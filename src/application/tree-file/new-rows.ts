import type { Account } from '../../entities/account';
import type { ApiKey } from '../../entities/api-key';
import type { ApiKeyTemplate } from '../../entities/api-key-template';
import type { ApiKeyValue } from '../../entities/api-key-value';
import type { KeyBlock } from '../../entities/key-block';
import type { Role } from '../../entities/role';
import type { RoleGrant } from '../../entities/role-grant';
import type { User } from '../../entities/user';
import type { Named, Place } from './place';

/** What the database lacks of the file. */
export class NewRows {
  /** The root's own properties, where they are to be set. */
  root: { readonly before: Account; readonly after: Account; readonly domains: readonly string[] | null } | null = null;
  readonly accounts: { readonly place: Place; readonly row: Account; readonly domains: readonly string[] }[] = [];
  readonly keys: { readonly place: Place; readonly row: ApiKey; readonly values: readonly ApiKeyValue[] }[] = [];
  readonly templates: { readonly place: Place; readonly row: ApiKeyTemplate }[] = [];
  readonly roles: { readonly place: Place; readonly row: Role }[] = [];
  readonly users: { readonly place: Place; readonly row: User }[] = [];
  readonly blocks: { readonly place: Place; readonly row: KeyBlock; readonly key: Named }[] = [];
  readonly grants: { readonly place: Place; readonly row: RoleGrant; readonly role: Named; readonly user: Named }[] =
    [];
  /** Replaced values, long forgotten, where a new one is to stand. */
  readonly forgotten: ApiKeyValue[] = [];

  /** Objects of the tree, each domain counted as one. */
  get count(): number {
    const domains = this.accounts.reduce((sum, account) => sum + account.domains.length, 0);
    return Object.values<number>({ ...this.counts }).reduce((sum, count) => sum + count, domains + (this.root ? 1 : 0));
  }

  get counts(): ImportCounts {
    return {
      accounts: this.accounts.length,
      apiKeys: this.keys.length,
      apiKeyTemplates: this.templates.length,
      blockedApiKeys: this.blocks.length,
      roles: this.roles.length,
      users: this.users.length,
      grants: this.grants.length,
    };
  }

  append(other: NewRows): void {
    this.root ??= other.root;
    addTo(this.accounts, other.accounts);
    addTo(this.keys, other.keys);
    addTo(this.templates, other.templates);
    addTo(this.roles, other.roles);
    addTo(this.users, other.users);
    addTo(this.blocks, other.blocks);
    addTo(this.grants, other.grants);
    addTo(this.forgotten, other.forgotten);
  }
}

export interface ImportCounts {
  readonly accounts: number;
  readonly apiKeys: number;
  readonly apiKeyTemplates: number;
  readonly blockedApiKeys: number;
  readonly roles: number;
  readonly users: number;
  readonly grants: number;
}

export const NO_COUNTS: ImportCounts = {
  accounts: 0,
  apiKeys: 0,
  apiKeyTemplates: 0,
  blockedApiKeys: 0,
  roles: 0,
  users: 0,
  grants: 0,
};

export function plus(one: ImportCounts, other: ImportCounts): ImportCounts {
  const names = Object.keys(one) as (keyof ImportCounts)[];
  return Object.fromEntries(names.map((name) => [name, one[name] + other[name]])) as unknown as ImportCounts;
}

/** One by one: spread arguments of hundreds of thousands overflow the stack. */
function addTo<T>(list: T[], more: readonly T[]): void {
  for (const each of more) list.push(each);
}
