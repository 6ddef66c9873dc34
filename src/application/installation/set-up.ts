import { childPath } from '../../domain/accounts/account-path';
import { ValidationError } from '../../domain/errors';
import { PERMISSIONS, type Permission, VIEW_PERMISSIONS } from '../../domain/permissions/permission';
import { checkName, nameKey } from '../../domain/text/name';
import { isDuplicate } from '../../database/dialect';
import { insertAll } from '../../database/insert';
import { Account } from '../../entities/account';
import { ApiKeyTemplate } from '../../entities/api-key-template';
import { Installation } from '../../entities/installation';
import { Role } from '../../entities/role';
import { type Change, change } from '../change';
import type { Context } from '../context';
import { newId } from '../new-id';
import { type CreateApiKeyTemplateInput, newTemplate } from '../templates/create-api-key-template';

export interface SetUpInput {
  /** Default `Root`. */
  readonly rootName?: string | undefined;
}

export interface SetUpResult {
  /** False where it was there already. */
  readonly made: boolean;
  readonly root: Account;
}

const ROLES: readonly { name: string; description: string; permissions: readonly Permission[] }[] = [
  { name: 'Administrator', description: 'May do everything.', permissions: PERMISSIONS },
  {
    name: 'Key manager',
    description: 'Makes, changes and deletes API keys.',
    permissions: ['ViewAccount', 'ViewApiKey', 'ModifyApiKey', 'DeleteApiKey'],
  },
  { name: 'Auditor', description: 'Sees everything and changes nothing.', permissions: VIEW_PERMISSIONS },
];

const TEMPLATES: readonly Omit<CreateApiKeyTemplateInput, 'accountId'>[] = [
  {
    name: 'Default key for client and gateway',
    clientType: 'CLIENT',
    // Without these two that client cannot be installed.
    allowUnauthenticatedRequests: true,
    allowUntrustedEndpoints: true,
  },
  { name: 'Chrome extension', clientType: 'CHROME' },
  { name: 'Edge device', clientType: 'EDGE' },
  { name: 'Embedded terminal', clientType: 'EMBEDDED' },
];

/** Makes the root account with its roles and templates, in a database that has none; two that start at once make one. */
export async function setUp(context: Context, input: SetUpInput = {}): Promise<SetUpResult> {
  const present = await findRoot(context);
  if (present) return { made: false, root: present };
  const rootName = input.rootName ?? 'Root';
  const fault = checkName(rootName);
  if (fault) throw ValidationError.of(['rootName'], fault.code, fault.message);
  await insertInstallation(context);
  return change(context, async (change) => {
    const meanwhile = await findRoot(change);
    if (meanwhile) return { made: false, root: meanwhile };
    return { made: true, root: await makeRoot(change, rootName) };
  });
}

function findRoot(context: Context): Promise<Account | null> {
  return context.manager.findOneBy(Account, { rootSlot: 1 });
}

/** Before the change: its row is the write lock. */
async function insertInstallation(context: Context): Promise<void> {
  const row: Installation = Object.assign(new Installation(), { id: 1, seq: 0, epoch: newId() });
  if (await context.manager.findOneBy(Installation, { id: 1 })) return;
  try {
    await context.services.database.transaction((manager) => insertAll(manager, Installation, [row]));
  } catch (error) {
    // Another process that started at the same time made it.
    if (!isDuplicate(error)) throw error;
  }
}

async function makeRoot(change: Change, rootName: string): Promise<Account> {
  const root = newRoot(change, rootName);
  const roles = ROLES.map((role) => newRole(change, root, role));
  const templates = TEMPLATES.map((template) => newTemplate(change, { ...template, accountId: root.id }));
  await insertAll(change.manager, Account, [root]);
  await insertAll(change.manager, Role, roles);
  await insertAll(change.manager, ApiKeyTemplate, templates);
  change.record('account', root.id);
  for (const role of roles) change.record('role', role.id);
  for (const template of templates) change.record('template', template.id);
  change.audit({
    action: 'INSTALLATION_SET_UP',
    account: root,
    target: { type: 'Account', id: root.id, name: root.name },
    after: { roles: roles.map((role) => role.name), templates: templates.map((template) => template.name) },
  });
  return root;
}

function newRoot(change: Change, name: string): Account {
  const id = newId();
  const now = change.now();
  return Object.assign(new Account(), {
    id,
    kind: 'VENDOR',
    parentId: null,
    parentKind: null,
    rootSlot: 1,
    path: childPath('', id),
    depth: 0,
    name,
    nameKey: nameKey(name),
    status: 'ACTIVE',
    externalId: null,
    userAccessTokenSeconds: null,
    deviceAccessTokenSeconds: null,
    refreshTokenSeconds: null,
    version: 1,
    createdAt: now,
    updatedAt: now,
  } satisfies Account);
}

function newRole(change: Change, root: Account, role: (typeof ROLES)[number]): Role {
  const now = change.now();
  return Object.assign(new Role(), {
    id: newId(),
    accountId: root.id,
    name: role.name,
    nameKey: nameKey(role.name),
    description: role.description,
    permissions: [...role.permissions],
    version: 1,
    createdAt: now,
    updatedAt: now,
  } satisfies Role);
}
