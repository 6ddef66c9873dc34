import { ApiKeyTemplate } from '../../entities/api-key-template';
import { requireVersion } from '../access';
import { pick } from '../audit/changed-fields';
import { change } from '../change';
import type { Context } from '../context';
import { requireTemplate } from './require-template';
import { TEMPLATE_AUDITED } from './template-input';

export interface DeleteApiKeyTemplateInput {
  readonly templateId: string;
  readonly version?: number | undefined;
}

/** Takes DeleteApiKey; the keys that it stamped stay. */
export function deleteApiKeyTemplate(
  context: Context,
  input: DeleteApiKeyTemplateInput,
): Promise<{ readonly templateId: string }> {
  return change(context, async (change) => {
    const { template, account } = await requireTemplate(change, input.templateId, 'DeleteApiKey');
    if (input.version !== undefined) {
      requireVersion(template, input.version, { type: 'ApiKeyTemplate', id: template.id });
    }
    await change.manager.delete(ApiKeyTemplate, { id: template.id });
    change.record('template', template.id);
    change.audit({
      action: 'TEMPLATE_DELETED',
      account,
      target: { type: 'ApiKeyTemplate', id: template.id, name: template.name },
      before: pick(template, TEMPLATE_AUDITED),
    });
    return { templateId: template.id };
  });
}
