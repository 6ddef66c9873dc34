import { ConflictError, NotFoundError } from '../../domain/errors';
import type { Permission } from '../../domain/permissions/permission';
import { Account } from '../../entities/account';
import { ApiKeyTemplate } from '../../entities/api-key-template';
import { requirePermission } from '../access';
import { holds, reaches } from '../caller';
import type { Change } from '../change';
import type { Context } from '../context';

/** The template and its account, within reach and with the permission there. */
export async function requireTemplate(
  context: Context,
  id: string,
  permission: Permission,
): Promise<{ template: ApiKeyTemplate; account: Account }> {
  const path = ['templateId'];
  const template = await context.manager.findOneBy(ApiKeyTemplate, { id });
  const account = template && (await context.manager.findOneBy(Account, { id: template.accountId }));
  if (!account || !reaches(context.caller, account.path)) {
    throw new NotFoundError('There is no such template within your reach.', path);
  }
  requirePermission(context, account, permission, path);
  return { template, account };
}

/** Unique on its account without case. `ownId`: the template that is to have the name. */
export async function requireFreeName(
  change: Change,
  account: Account,
  nameKey: string,
  ownId: string | null,
): Promise<void> {
  const existing = await change.manager.findOneBy(ApiKeyTemplate, { accountId: account.id, nameKey });
  if (!existing || existing.id === ownId) return;
  const visible = holds(change.caller, account.path, 'ViewApiKey');
  throw new ConflictError(
    'The account has a template of this name already.',
    ['name'],
    visible ? { existing: { type: 'ApiKeyTemplate', id: existing.id } } : {},
  );
}
