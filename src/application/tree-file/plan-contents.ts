import { nameKey } from '../../domain/text/name';
import type { ApiKeyTemplate } from '../../entities/api-key-template';
import { Role } from '../../entities/role';
import { User } from '../../entities/user';
import { newId } from '../new-id';
import { permissionsOf } from '../roles/role-fields';
import { newTemplate } from '../templates/create-api-key-template';
import { TEMPLATE_AUDITED } from '../templates/template-input';
import { refuseDifferences } from './differences';
import type { Spot } from './file-faults';
import type { NewRows } from './new-rows';
import type { ParsedContents, ParsedRole, ParsedTemplate, ParsedUser } from './parsed';
import type { Place } from './place';
import type { Planning } from './planning';

/** Templates, roles and users of one account: what is missing is added, what exists must be the same. */
export function planContents(planning: Planning, place: Place, parsed: ParsedContents, rows: NewRows): void {
  const stored = place.stored?.contents;
  each(parsed.templates, stored?.templates ?? [], 'template', (template, existing) =>
    planTemplate(planning, place, template, existing, rows),
  );
  each(parsed.roles, stored?.roles ?? [], 'role', (role, existing) => planRole(planning, place, role, existing, rows));
  each(parsed.users, stored?.users ?? [], 'user', (user, existing) => planUser(planning, place, user, existing, rows));
}

function each<P extends { readonly spot: Spot; readonly nameKey: string }, R extends { readonly nameKey: string }>(
  parsed: readonly P[],
  stored: readonly R[],
  what: string,
  plan: (parsed: P, existing: R | undefined) => void,
): void {
  const existing = new Map(stored.map((row) => [row.nameKey, row]));
  const seen = new Set<string>();
  for (const one of parsed) {
    if (seen.has(one.nameKey)) {
      one.spot.at('name').fault('DUPLICATE', `The account has another ${what} of this name, compared without case.`);
      continue;
    }
    seen.add(one.nameKey);
    plan(one, existing.get(one.nameKey));
  }
}

function planTemplate(
  planning: Planning,
  place: Place,
  { spot, name, fields, secret }: ParsedTemplate,
  existing: ApiKeyTemplate | undefined,
  rows: NewRows,
): void {
  const row = newTemplate(planning.context, { ...fields, name, accountId: place.id });
  Object.assign(row, { valueHash: secret?.hash ?? null, hint: secret?.hint ?? null });
  if (existing) {
    const sameValue = (existing.valueHash ?? Buffer.alloc(0)).equals(row.valueHash ?? Buffer.alloc(0));
    const compared = TEMPLATE_AUDITED.filter((field) => field !== 'hint');
    refuseDifferences(spot, 'The template', existing, row, compared, sameValue ? [] : ['value']);
    return;
  }
  place.templates.set(row.nameKey, row);
  rows.templates.push({ place, row });
}

function planRole(
  planning: Planning,
  place: Place,
  parsed: ParsedRole,
  existing: Role | undefined,
  rows: NewRows,
): void {
  const { name, description } = parsed;
  const now = planning.context.now();
  const row = Object.assign(new Role(), {
    id: newId(),
    accountId: place.id,
    name,
    nameKey: nameKey(name),
    description,
    permissions: permissionsOf(parsed.permissions),
    version: 1,
    createdAt: now,
    updatedAt: now,
  } satisfies Role);
  if (existing) {
    refuseDifferences(parsed.spot, 'The role', existing, row, ['name', 'description', 'permissions']);
    return;
  }
  place.roles.set(row.nameKey, { id: row.id, name });
  rows.roles.push({ place, row });
}

function planUser(
  planning: Planning,
  place: Place,
  parsed: ParsedUser,
  existing: User | undefined,
  rows: NewRows,
): void {
  const { spot, name, email, displayName, disabled } = parsed;
  if (existing) {
    const wanted = Object.assign(new User(), existing, { name, email, displayName, disabled });
    refuseDifferences(spot, 'The user', existing, wanted, ['name', 'email', 'displayName', 'disabled']);
    planning.passwords.compare(parsed, existing.passwordHash);
    return;
  }
  const passwordHash = planning.passwords.hashFor(parsed);
  if (passwordHash === null) {
    spot.fault('CHANGED_MEANWHILE', 'The user was deleted while the file was imported: run the import again.');
    return;
  }
  const now = planning.context.now();
  const row = Object.assign(new User(), {
    id: newId(),
    accountId: place.id,
    name,
    nameKey: nameKey(name),
    passwordHash,
    disabled,
    email,
    displayName,
    signIns: 0,
    version: 1,
    createdAt: now,
    updatedAt: now,
  } satisfies User);
  place.users.set(row.nameKey, { id: row.id, name, grants: new Set() });
  rows.users.push({ place, row });
}
