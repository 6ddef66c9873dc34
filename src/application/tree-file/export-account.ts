import { API_KEY_FLAGS } from '../../domain/keys/api-key';
import type { Account } from '../../entities/account';
import type { ApiKey } from '../../entities/api-key';
import type { ApiKeyTemplate } from '../../entities/api-key-template';
import type { ApiKeyValue } from '../../entities/api-key-value';
import type { Role } from '../../entities/role';
import type { User } from '../../entities/user';
import type {
  FileAccount,
  FileApiKey,
  FileContents,
  FileGrant,
  FileRef,
  FileRole,
  FileRoot,
  FileTemplate,
  FileUser,
} from './format';
import type { Contents } from './load-contents';

/** An account with what stands on it, and what this refers to by the file's names. */
export interface Exported {
  readonly account: Account;
  readonly contents: Contents;
  readonly ref: FileRef;
  readonly parent: FileRef;
  readonly blocks: readonly { readonly account: FileRef; readonly name: string }[];
  /** By the user's id. */
  readonly grants: ReadonlyMap<string, readonly FileGrant[]>;
  /** Replaced values whose overlap ended then or before are forgotten. */
  readonly forgottenBefore: Date;
}

/** What has its default is left out, but for `active`, which should meet the eye. */
export function fileAccount(exported: Exported): FileAccount {
  const { account, ref, parent, blocks } = exported;
  return {
    externalId: ref ?? '',
    parent,
    kind: account.kind,
    name: account.name,
    status: account.status,
    ...fileContents(exported),
    ...(blocks.length > 0
      ? { blockedApiKeys: [...blocks].sort(byText(({ account, name }) => `${account ?? ''}\n${name}`)) }
      : {}),
  };
}

export function fileRoot(exported: Exported): FileRoot {
  const { name, externalId } = exported.account;
  return { name, ...(externalId === null ? {} : { externalId }), ...fileContents(exported) };
}

function fileContents({ account, contents, grants, forgottenBefore }: Exported): FileContents {
  const { userAccessTokenSeconds, deviceAccessTokenSeconds, refreshTokenSeconds } = account;
  const lifetimes = { userAccessTokenSeconds, deviceAccessTokenSeconds, refreshTokenSeconds };
  const own = Object.fromEntries(Object.entries(lifetimes).filter(([, seconds]) => seconds !== null));
  const values = new Map<string, ApiKeyValue[]>(contents.keys.map((key) => [key.id, []]));
  for (const value of contents.values) values.get(value.keyId)?.push(value);
  return {
    ...(Object.keys(own).length > 0 ? { tokenLifetimes: own } : {}),
    ...list('domains', contents.domains.sort()),
    ...list(
      'apiKeys',
      byName(contents.keys).map((key) => fileApiKey(key, values.get(key.id) ?? [], forgottenBefore)),
    ),
    ...list('apiKeyTemplates', byName(contents.templates).map(fileTemplate)),
    ...list('roles', byName(contents.roles).map(fileRole)),
    ...list(
      'users',
      byName(contents.users).map((user) => fileUser(user, grants.get(user.id) ?? [])),
    ),
  };
}

function list<K extends string, T>(name: K, elements: readonly T[]): Partial<Record<K, readonly T[]>> {
  return elements.length > 0 ? ({ [name]: elements } as Record<K, readonly T[]>) : {};
}

/** The same order from every database. */
function byName<T extends { readonly nameKey: string }>(rows: readonly T[]): T[] {
  return [...rows].sort(byText((row) => row.nameKey));
}

export function byText<T>(textOf: (each: T) => string): (one: T, other: T) => number {
  return (one, other) => Buffer.compare(Buffer.from(textOf(one)), Buffer.from(textOf(other)));
}

function flagsOf(
  row: ApiKey | ApiKeyTemplate,
): Pick<FileApiKey, 'active' | (typeof API_KEY_FLAGS)[number] | 'clientType' | 'description'> {
  return {
    active: row.active,
    ...Object.fromEntries(API_KEY_FLAGS.filter((flag) => row[flag]).map((flag) => [flag, true])),
    ...(row.clientType === 'GENERAL' ? {} : { clientType: row.clientType }),
    ...(row.description === null ? {} : { description: row.description }),
  };
}

function fileApiKey(key: ApiKey, values: readonly ApiKeyValue[], forgottenBefore: Date): FileApiKey {
  const current = values.find((value) => value.isCurrent === 1);
  const replaced = values.flatMap(({ valueHash, worksUntil }) =>
    worksUntil !== null && worksUntil > forgottenBefore
      ? [{ valueHash: valueHash.toString('hex'), worksUntil: worksUntil.toISOString() }]
      : [],
  );
  return {
    name: key.name,
    ...(current ? { valueHash: current.valueHash.toString('hex'), hint: key.hint } : {}),
    ...list('replacedValues', replaced.sort(byText(({ worksUntil, valueHash }) => worksUntil + valueHash))),
    ...flagsOf(key),
    ...(key.expiresAt === null ? {} : { expiresAt: key.expiresAt.toISOString() }),
    ...list('allowedIps', key.allowedIps),
    ...list('permissions', key.permissions),
    ...(key.predefined ? { predefined: true } : {}),
    ...(key.fixedTemplateValue ? { fixedTemplateValue: true } : {}),
    ...list('tags', key.tags),
  };
}

function fileTemplate(template: ApiKeyTemplate): FileTemplate {
  const { name, valueHash, hint } = template;
  return {
    name,
    ...(valueHash ? { valueHash: valueHash.toString('hex'), hint: hint ?? '…' } : {}),
    ...flagsOf(template),
  };
}

function fileRole({ name, description, permissions }: Role): FileRole {
  return { name, ...(description === null ? {} : { description }), permissions };
}

function fileUser(user: User, grants: readonly FileGrant[]): FileUser {
  const { name, passwordHash, email, displayName, disabled } = user;
  return {
    name,
    passwordHash,
    ...(email === null ? {} : { email }),
    ...(displayName === null ? {} : { displayName }),
    ...(disabled ? { disabled } : {}),
    ...list('grants', grants),
  };
}
