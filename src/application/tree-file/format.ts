import type { AccountKind, AccountStatus } from '../../domain/accounts/account';
import { parsePublicId, publicId } from '../../domain/ids';
import type { ClientType } from '../../domain/keys/api-key';
import type { Permission } from '../../domain/permissions/permission';
import type { Account } from '../../entities/account';

/**
 * The tree file, version 1: what `export` writes and `import` reads. The document is
 *
 *     { "format": "keytree/1", "dataKeyFingerprint": ..., "root": { ... }, "accounts": [ { ... }, ... ] }
 *
 * Parents stand before their children. Everything but `format` and the few required properties may be left out and
 * has its default then; a property that is not listed here is a fault. The interfaces below are that list.
 *
 * Hashes (`valueHash`, `passwordHash`) stand in exports in the place of secrets. `dataKeyFingerprint` names the data
 * key that the values were hashed under; hashes are imported only where that key is.
 *
 * What tells of an installation's history is not part of it: version, createdAt, createdBy, updatedAt, lastUsedAt,
 * lastUsedIp, sessions and the audit log.
 */
export const FORMAT = 'keytree/1';

/** An externalId; `id:acc_...` of an account that has none; null is the root. */
export type FileRef = string | null;

/** All that an account keeps. The `root` object has this, and no more. */
export interface FileContents {
  readonly name?: string;
  /** Each in seconds; null is as the parent has it. */
  readonly tokenLifetimes?: Partial<
    Record<'userAccessTokenSeconds' | 'deviceAccessTokenSeconds' | 'refreshTokenSeconds', number | null>
  >;
  /** Lower case. */
  readonly domains?: readonly string[];
  readonly apiKeys?: readonly FileApiKey[];
  readonly apiKeyTemplates?: readonly FileTemplate[];
  readonly roles?: readonly FileRole[];
  readonly users?: readonly FileUser[];
}

/** Beside `accounts`. Its own properties are set where nobody has changed the root since the set-up. */
export interface FileRoot extends FileContents {
  readonly externalId?: string | null;
}

export interface FileAccount extends FileContents {
  /** Required. */
  readonly externalId: string;
  /** Required. */
  readonly parent: FileRef;
  /** Required. */
  readonly kind: AccountKind;
  /** Required. */
  readonly name: string;
  readonly status?: AccountStatus;
  /** Keys of accounts above, by their account and name. */
  readonly blockedApiKeys?: readonly { readonly account: FileRef; readonly name: string }[];
}

interface FileFlags {
  readonly active?: boolean;
  readonly fullApiAccess?: boolean;
  readonly allowUnauthenticatedRequests?: boolean;
  readonly allowUntrustedEndpoints?: boolean;
  readonly automaticEndpointTrust?: boolean;
  readonly clientType?: ClientType;
  readonly description?: string | null;
}

export interface FileApiKey extends FileFlags {
  /** Required. */
  readonly name: string;
  /** Without it, and without `valueHash`, a value is generated and reported. */
  readonly value?: string | null;
  /** 64 hex digits, in the place of `value`, and with `hint`. */
  readonly valueHash?: string;
  readonly hint?: string;
  /** Values that were replaced and not yet forgotten: they work until then, and count for uniqueness longer. */
  readonly replacedValues?: readonly { readonly valueHash: string; readonly worksUntil: string }[];
  /** RFC 3339; null is never. */
  readonly expiresAt?: string | null;
  readonly allowedIps?: readonly string[];
  readonly permissions?: readonly Permission[];
  readonly predefined?: boolean;
  /** The value is one that a template fixes, and so known to others too. */
  readonly fixedTemplateValue?: boolean;
  readonly tags?: readonly string[];
}

export interface FileTemplate extends FileFlags {
  /** Required. */
  readonly name: string;
  /** Fixed value of the keys that it stamps; or its hash with `hint`. */
  readonly value?: string | null;
  readonly valueHash?: string;
  readonly hint?: string;
}

export interface FileRole {
  /** Required. */
  readonly name: string;
  readonly description?: string | null;
  readonly permissions?: readonly Permission[];
}

export interface FileUser {
  /** Required. */
  readonly name: string;
  /** One of the two is required. */
  readonly password?: string;
  /** argon2id, a PHC string. */
  readonly passwordHash?: string;
  readonly email?: string | null;
  readonly displayName?: string | null;
  readonly disabled?: boolean;
  readonly grants?: readonly FileGrant[];
}

export interface FileGrant {
  /** Required. The nearest role of this name on the line of `account`, unless `roleAccount` says where it is kept. */
  readonly role: string;
  /** Required. */
  readonly account: FileRef;
  readonly roleAccount?: FileRef;
}

const ID_REF = 'id:';

export function refOf(account: Pick<Account, 'id' | 'externalId' | 'rootSlot'>): FileRef {
  if (account.rootSlot === 1) return null;
  return account.externalId ?? `${ID_REF}${publicId('Account', account.id)}`;
}

/** The bare id of `id:acc_...`; null where the text is none such. */
export function idOfRef(ref: string): string | null {
  return ref.startsWith(ID_REF) ? parsePublicId('Account', ref.slice(ID_REF.length)) : null;
}
