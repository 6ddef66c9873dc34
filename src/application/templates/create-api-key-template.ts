import { ConflictError, ValidationError } from '../../domain/errors';
import { nameKey } from '../../domain/text/name';
import { insertAll } from '../../database/insert';
import { ApiKeyTemplate } from '../../entities/api-key-template';
import { requireAccount } from '../access';
import { pick } from '../audit/changed-fields';
import { change } from '../change';
import type { Context } from '../context';
import { newId } from '../new-id';
import { requireFreeName } from './require-template';
import { TEMPLATE_AUDITED, type TemplateFields, checkTemplateFields, valueColumns } from './template-input';

export interface CreateApiKeyTemplateInput extends TemplateFields {
  readonly accountId: string;
  readonly name: string;
}

/** New customers below the vendor get a key from it. Takes ModifyApiKey; touches no key that exists. */
export function createApiKeyTemplate(context: Context, input: CreateApiKeyTemplateInput): Promise<ApiKeyTemplate> {
  return change(context, async (change) => {
    const account = await requireAccount(change, input.accountId, 'ModifyApiKey', ['accountId']);
    const faults = checkTemplateFields(input);
    if (faults.length > 0) throw new ValidationError(faults);
    if (account.kind !== 'VENDOR') {
      throw new ConflictError('Templates are for the customers below a vendor; this account is a customer.', [
        'accountId',
      ]);
    }
    await requireFreeName(change, account, nameKey(input.name), null);
    const template = newTemplate(change, input);
    await insertAll(change.manager, ApiKeyTemplate, [template]);
    change.record('template', template.id);
    change.audit({
      action: 'TEMPLATE_CREATED',
      account,
      target: { type: 'ApiKeyTemplate', id: template.id, name: template.name },
      after: pick(template, TEMPLATE_AUDITED),
    });
    return template;
  });
}

/** With the defaults; also of the set-up. */
export function newTemplate(context: Context, input: CreateApiKeyTemplateInput): ApiKeyTemplate {
  const now = context.now();
  return Object.assign(new ApiKeyTemplate(), {
    id: newId(),
    accountId: input.accountId,
    name: input.name,
    nameKey: nameKey(input.name),
    clientType: input.clientType ?? 'GENERAL',
    active: input.active ?? true,
    fullApiAccess: input.fullApiAccess ?? false,
    allowUnauthenticatedRequests: input.allowUnauthenticatedRequests ?? false,
    allowUntrustedEndpoints: input.allowUntrustedEndpoints ?? false,
    automaticEndpointTrust: input.automaticEndpointTrust ?? false,
    description: input.description ?? null,
    ...valueColumns(context, input.value ?? null),
    version: 1,
    createdAt: now,
    updatedAt: now,
  } satisfies ApiKeyTemplate);
}
