import { ValidationError } from '../../domain/errors';
import { nameKey } from '../../domain/text/name';
import { ApiKeyTemplate } from '../../entities/api-key-template';
import { requireVersion } from '../access';
import { changedFields } from '../audit/changed-fields';
import { change } from '../change';
import type { Context } from '../context';
import { requireFreeName, requireTemplate } from './require-template';
import { TEMPLATE_AUDITED, type TemplateFields, checkTemplateFields, valueColumns } from './template-input';

export interface UpdateApiKeyTemplateInput extends TemplateFields {
  readonly templateId: string;
  readonly version: number;
}

const PLAIN_FIELDS = [
  'name',
  'clientType',
  'active',
  'fullApiAccess',
  'allowUnauthenticatedRequests',
  'allowUntrustedEndpoints',
  'automaticEndpointTrust',
  'description',
] as const;

/** Takes ModifyApiKey; touches no key that exists. */
export function updateApiKeyTemplate(context: Context, input: UpdateApiKeyTemplateInput): Promise<ApiKeyTemplate> {
  return change(context, async (change) => {
    const { template, account } = await requireTemplate(change, input.templateId, 'ModifyApiKey');
    const faults = checkTemplateFields(input);
    if (faults.length > 0) throw new ValidationError(faults);
    requireVersion(template, input.version, { type: 'ApiKeyTemplate', id: template.id });

    const given = PLAIN_FIELDS.filter((field) => input[field] !== undefined);
    const updated = Object.assign(new ApiKeyTemplate(), template, {
      ...Object.fromEntries(given.map((field) => [field, input[field]])),
      ...(input.value === undefined ? {} : valueColumns(change, input.value)),
    });
    updated.nameKey = nameKey(updated.name);
    const valueChanged = !sameBytes(template.valueHash, updated.valueHash);
    const changed = changedFields(template, updated, TEMPLATE_AUDITED);
    if (!changed && !valueChanged) return template;

    await requireFreeName(change, account, updated.nameKey, template.id);
    updated.version = template.version + 1;
    updated.updatedAt = change.now();
    await change.manager.update(ApiKeyTemplate, { id: template.id }, updated);
    change.record('template', template.id);
    change.audit({
      action: 'TEMPLATE_UPDATED',
      account,
      target: { type: 'ApiKeyTemplate', id: template.id, name: updated.name },
      before: changed?.before ?? null,
      after: { ...changed?.after, ...(valueChanged ? { valueChanged } : {}) },
    });
    return updated;
  });
}

function sameBytes(one: Buffer | null, other: Buffer | null): boolean {
  return one === null || other === null ? one === other : one.equals(other);
}
