import type { CreateApiKeyInput, KeyFieldsFragment, UpdateApiKeyInput } from '../../gql/graphql';
import { fromLocalTime, toLocalTime } from './local-time';

type Fields = Omit<CreateApiKeyInput, 'accountId' | 'active' | 'value' | 'expiresAt'>;

/** What a form holds of a key; nothing in it is null, so that two can be compared field by field. */
export type KeyValues = { -readonly [Field in keyof Fields]-?: NonNullable<Fields[Field]> } & {
  /** As a field of the browser has it, in its zone; empty: never. */
  expiresAt: string;
};

export type KeyField = keyof KeyValues;

export const FLAGS = [
  'fullApiAccess',
  'allowUnauthenticatedRequests',
  'allowUntrustedEndpoints',
  'automaticEndpointTrust',
] as const satisfies readonly KeyField[];

/** In the order of the form. */
export const KEY_FIELDS = [
  'name',
  'description',
  'tags',
  'clientType',
  ...FLAGS,
  'expiresAt',
  'allowedIps',
  'permissions',
] as const satisfies readonly KeyField[];

/** Those of a new key, before anything is typed. */
export const FIRST_VALUES: KeyValues = {
  name: '',
  description: '',
  tags: [],
  clientType: 'GENERAL',
  fullApiAccess: false,
  allowUnauthenticatedRequests: false,
  allowUntrustedEndpoints: false,
  automaticEndpointTrust: false,
  expiresAt: '',
  allowedIps: [],
  permissions: [],
};

/** Of a key that the viewer sees whole. */
export function valuesOf(key: KeyFieldsFragment): KeyValues {
  return {
    name: key.name,
    description: key.description ?? '',
    tags: key.tags ?? [],
    clientType: key.clientType ?? 'GENERAL',
    fullApiAccess: key.fullApiAccess,
    allowUnauthenticatedRequests: key.allowUnauthenticatedRequests,
    allowUntrustedEndpoints: key.allowUntrustedEndpoints,
    automaticEndpointTrust: key.automaticEndpointTrust,
    expiresAt: key.expiresAt ? toLocalTime(new Date(key.expiresAt)) : '',
    allowedIps: key.allowedIps ?? [],
    permissions: key.permissions ?? [],
  };
}

/** Which fields differ; lists without their order. */
export function changedFields(before: KeyValues, now: KeyValues): KeyField[] {
  return KEY_FIELDS.filter((field) => comparable(before[field]) !== comparable(now[field]));
}

function comparable(value: KeyValues[KeyField]): string {
  return JSON.stringify(Array.isArray(value) ? [...value].sort() : value);
}

/** `fields` of `mine`, the rest of `theirs`. */
export function onTop(theirs: KeyValues, mine: KeyValues, fields: readonly KeyField[]): KeyValues {
  return { ...theirs, ...Object.fromEntries(fields.map((field) => [field, mine[field]])) };
}

/** What is sent of `fields`, as the service takes it. */
export function inputOf(
  values: KeyValues,
  fields: readonly KeyField[],
): Partial<Omit<UpdateApiKeyInput, 'keyId' | 'version'>> {
  const sent = {
    ...values,
    description: values.description.trim() === '' ? null : values.description,
    expiresAt: values.expiresAt === '' ? null : fromLocalTime(values.expiresAt).toISOString(),
  };
  return Object.fromEntries(fields.map((field) => [field, sent[field]]));
}
