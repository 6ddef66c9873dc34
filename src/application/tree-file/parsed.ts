import type { AccountKind, AccountStatus } from '../../domain/accounts/account';
import type { TokenLifetimes } from '../../domain/accounts/token-lifetimes';
import type { ApiKeyFields } from '../keys/api-key-input';
import type { TemplateFields } from '../templates/template-input';
import type { Spot } from './file-faults';
import type { FileRef } from './format';

/** What was read of the file, checked by itself: of the right form, nothing looked up yet. */
export interface ParsedAccount extends ParsedContents {
  readonly ref: string;
  readonly parent: FileRef;
  readonly kind: AccountKind;
  readonly name: string;
  readonly status: AccountStatus;
  /** Null for `id:acc_...`. */
  readonly externalId: string | null;
  readonly blocks: readonly ParsedBlock[];
}

export interface ParsedRoot extends ParsedContents {
  /** Undefined: not given. */
  readonly name: string | undefined;
  readonly externalId: string | null | undefined;
  readonly given: { readonly domains: boolean; readonly tokenLifetimes: boolean };
}

export interface ParsedContents {
  readonly spot: Spot;
  readonly domains: readonly string[];
  readonly tokenLifetimes: Partial<TokenLifetimes>;
  readonly keys: readonly ParsedKey[];
  readonly templates: readonly ParsedTemplate[];
  readonly roles: readonly ParsedRole[];
  readonly users: readonly ParsedUser[];
}

export interface ParsedSecret {
  readonly hash: Buffer;
  readonly hint: string;
}

export interface ParsedKey {
  readonly spot: Spot;
  readonly name: string;
  readonly nameKey: string;
  readonly fields: ApiKeyFields;
  readonly predefined: boolean;
  readonly fixedTemplateValue: boolean;
  /** Null: to be generated, or left as it is. */
  readonly secret: ParsedSecret | null;
  readonly replaced: readonly { readonly hash: Buffer; readonly worksUntil: Date }[];
}

export interface ParsedTemplate {
  readonly spot: Spot;
  readonly name: string;
  readonly nameKey: string;
  readonly fields: TemplateFields;
  readonly secret: ParsedSecret | null;
}

export interface ParsedRole {
  readonly spot: Spot;
  readonly name: string;
  readonly nameKey: string;
  readonly description: string | null;
  readonly permissions: readonly string[];
}

export interface ParsedUser {
  readonly spot: Spot;
  readonly name: string;
  readonly nameKey: string;
  readonly email: string | null;
  readonly displayName: string | null;
  readonly disabled: boolean;
  readonly secret: { readonly password: string } | { readonly passwordHash: string };
  readonly grants: readonly ParsedGrant[];
}

export interface ParsedGrant {
  readonly spot: Spot;
  readonly role: string;
  readonly account: FileRef;
  /** Undefined: the nearest role of the name. */
  readonly roleAccount: FileRef | undefined;
}

export interface ParsedBlock {
  readonly spot: Spot;
  readonly account: FileRef;
  readonly nameKey: string;
}
