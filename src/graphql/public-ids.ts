import { type IdKind, publicId } from '../domain/ids';

/** What the ids are of that audit records hold in `before` and `after`, by the name of the field. */
const KINDS: Readonly<Record<string, IdKind>> = {
  parentId: 'Account',
  accountId: 'Account',
  userId: 'User',
  roleId: 'Role',
  grantId: 'RoleGrant',
  keyId: 'ApiKey',
  actorKeyId: 'ApiKey',
  sessionId: 'Session',
  endpointId: 'Endpoint',
  familyId: 'TokenFamily',
};

/** The fields of a record with their ids in the form that everybody uses. */
export function withPublicIds(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, inPublicForm(name, value)]));
}

function inPublicForm(name: string, value: unknown): unknown {
  const kind = KINDS[name];
  if (kind !== undefined && typeof value === 'string') return publicId(kind, value);
  if (Array.isArray(value)) return value.map((item: unknown) => inPublicForm('', item));
  return typeof value === 'object' && value !== null ? withPublicIds(value as Record<string, unknown>) : value;
}
