import type { ApiKeyFlags, ClientType } from '../../domain/keys/api-key';
import type { Fault } from '../../domain/errors';
import { checkCustomValue, hintOf } from '../../domain/keys/key-value';
import { checkDescription, checkName } from '../../domain/text/name';
import type { ApiKeyTemplate } from '../../entities/api-key-template';
import type { Context } from '../context';

/** Names longer than this do not fit their column. */
const NAME_LENGTH = 200;

export interface TemplateFields extends Partial<{ [flag in keyof ApiKeyFlags]: boolean | undefined }> {
  readonly name?: string | undefined;
  readonly clientType?: ClientType | undefined;
  /** Whether the stamped keys begin active. */
  readonly active?: boolean | undefined;
  readonly description?: string | null | undefined;
  /** Fixed value of the stamped keys; null or not given: each gets a generated one. */
  readonly value?: string | null | undefined;
}

/** What audit records show of a template: the hint of the value, never the value or its hash. */
export const TEMPLATE_AUDITED = [
  'name',
  'clientType',
  'active',
  'fullApiAccess',
  'allowUnauthenticatedRequests',
  'allowUntrustedEndpoints',
  'automaticEndpointTrust',
  'description',
  'hint',
] as const satisfies readonly (keyof ApiKeyTemplate)[];

export function checkTemplateFields(fields: TemplateFields): Fault[] {
  const faults: Fault[] = [];
  const add = (field: string, fault: { code: string; message: string } | null): void => {
    if (fault) faults.push({ path: [field], code: fault.code, message: fault.message });
  };
  if (fields.name !== undefined) add('name', checkName(fields.name, NAME_LENGTH));
  if (typeof fields.description === 'string') add('description', checkDescription(fields.description));
  if (typeof fields.value === 'string') add('value', checkCustomValue(fields.value));
  return faults;
}

/** A template keeps its fixed value as a key does: keyed hash and hint. */
export function valueColumns(context: Context, value: string | null): Pick<ApiKeyTemplate, 'valueHash' | 'hint'> {
  if (value === null) return { valueHash: null, hint: null };
  return { valueHash: context.services.secrets.keyValues.hash(value), hint: hintOf(value) };
}
