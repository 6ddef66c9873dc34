import { places } from '../app/places';
import type { FindingPartsFragment, SecurityFindingKind } from '../gql/graphql';

/** In the order of their importance. */
export const KINDS = [
  'FIXED_TEMPLATE_VALUE',
  'FULL_ACCESS_WITHOUT_USER',
  'PREDEFINED_KEY_ACTIVE',
  'UNTRUSTED_ENDPOINTS',
  'CLIENT_CANNOT_INSTALL',
  'EXPIRES_SOON',
  'UNUSED',
  'NEVER_EXPIRES',
] as const satisfies readonly SecurityFindingKind[];

const ACTIONS = {
  FIXED_TEMPLATE_VALUE: 'regenerate',
  FULL_ACCESS_WITHOUT_USER: 'edit',
  UNTRUSTED_ENDPOINTS: 'edit',
  CLIENT_CANNOT_INSTALL: 'edit',
  EXPIRES_SOON: 'edit',
  UNUSED: 'deactivate',
  NEVER_EXPIRES: 'edit',
} as const satisfies Partial<Record<SecurityFindingKind, string>>;

/** Where a finding is mended, on the account that defines the key; null where the viewer may not. */
export function mendingPlace({ kind, apiKey }: FindingPartsFragment): string | null {
  const { id, definedOn } = apiKey;
  const may = kind === 'FIXED_TEMPLATE_VALUE' ? apiKey.viewerCanRegenerate : apiKey.viewerCanUpdate;
  if (!definedOn.id || !may) return null;
  if (kind === 'PREDEFINED_KEY_ACTIVE') return `${places.account(definedOn.id, 'findings')}?replace=${id}`;
  return `${places.key(definedOn.id, id)}?action=${ACTIONS[kind]}`;
}
