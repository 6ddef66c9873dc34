import { ForbiddenError } from '../../domain/errors';
import { missingPermissions } from '../../domain/permissions/permission';
import { actingUserId, type Caller, type HeldGrant, permissionsOn } from '../caller';
import type { Context } from '../context';
import { loadGrants } from '../sessions/load-caller';

/**
 * Nobody takes over who is stronger: acting on another user takes all that the user's grants give, where they give
 * it. Each grant is compared on its own account; what is held there is held on everything below too.
 *
 * @throws ForbiddenError without saying where the user's grants are: the caller need not be allowed to see them.
 */
export async function requireNotStronger(
  context: Context,
  user: { readonly id: string },
  path: readonly string[],
): Promise<void> {
  if (actingUserId(context.caller) === user.id) return;
  const grants = await loadGrants(context.manager, user.id);
  if (!holdsAll(context.caller, grants)) {
    throw new ForbiddenError(
      'This user holds permissions, where they were granted, that you do not hold there yourself: ask somebody who does.',
      path,
    );
  }
}

/** Whether the caller holds all that the grants give, where they give it. */
export function holdsAll(caller: Caller, grants: readonly HeldGrant[]): boolean {
  return grants.every(
    ({ path, permissions }) => missingPermissions(permissions, permissionsOn(caller, path)).length === 0,
  );
}
