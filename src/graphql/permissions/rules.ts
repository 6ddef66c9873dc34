import { and, rule } from 'graphql-shield';
import { holdsSomewhere } from '../../application/caller';
import { ForbiddenError, UnauthenticatedError } from '../../domain/errors';
import type { Permission } from '../../domain/permissions/permission';
import type { GraphqlContext } from '../graphql-context';

/**
 * Rules look at the caller alone, whose grants came with the request: no database here. They say "somewhere"; the
 * use case decides exactly, on the account concerned.
 */
export const isSignedIn = rule('isSignedIn')((_parent: unknown, _args: unknown, context: GraphqlContext) => {
  if (context.app.caller.kind === 'USER') return true;
  return new UnauthenticatedError(
    context.tokenRefused
      ? 'Your access token has expired or was revoked: refresh the session or sign in again.'
      : 'Sign in: send an access token as `Authorization: Bearer kta_...`.',
  );
});

const permissionRules = new Map<Permission, ReturnType<typeof and>>();

/** Signed in, and holds the permission on at least one account. */
export function needs(permission: Permission): ReturnType<typeof and> {
  const known = permissionRules.get(permission);
  if (known) return known;
  const holdsIt = rule(`holds${permission}`)((_parent: unknown, _args: unknown, context: GraphqlContext) =>
    holdsSomewhere(context.app.caller, permission)
      ? true
      : new ForbiddenError(`This takes the permission ${permission}.`),
  );
  const both = and(isSignedIn, holdsIt);
  permissionRules.set(permission, both);
  return both;
}
