import type { Context } from '../context';
import { requireVisibleRole } from './require-role';
import { type VisibleRole, visibleRole } from './visible-role';

/** Takes ViewRole on the role's account, or on an account below it (then only what `VisibleRole` says is shown). */
export async function getRole(context: Context, input: { readonly roleId: string }): Promise<VisibleRole> {
  const { role, definedHere } = await requireVisibleRole(context, input.roleId, ['roleId']);
  return visibleRole(role, definedHere);
}
