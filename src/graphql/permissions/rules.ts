import { rule } from 'graphql-shield';
import { holdsSomewhere } from '../../application/caller';
import { ForbiddenError, UnauthenticatedError } from '../../domain/errors';
import type { Permission } from '../../domain/permissions/permission';
import type { GraphqlContext } from '../graphql-context';

type Rule = ReturnType<ReturnType<typeof rule>>;

/**
 * Rules look at the caller alone, whose grants came with the request: no database here. They say "somewhere"; the
 * use case decides exactly, on the account concerned.
 */
export const isSignedIn = rule('isSignedIn')(
  (_parent: unknown, _args: unknown, context: GraphqlContext) => refusalUnlessSignedIn(context) ?? true,
);

const permissionRules = new Map<Permission, Rule>();

/** Signed in, and holds the permission on at least one account. One rule: graphql-shield's `and` costs more than both. */
export function needs(permission: Permission): Rule {
  const known = permissionRules.get(permission);
  if (known) return known;
  const holdsIt = rule(`holds${permission}`)((_parent: unknown, _args: unknown, context: GraphqlContext) => {
    const refusal = refusalUnlessSignedIn(context);
    if (refusal) return refusal;
    if (holdsSomewhere(context.app.caller, permission)) return true;
    return new ForbiddenError(`This takes the permission ${permission}.`);
  });
  permissionRules.set(permission, holdsIt);
  return holdsIt;
}

function refusalUnlessSignedIn({ app, tokenRefused }: GraphqlContext): UnauthenticatedError | null {
  if (app.caller.kind === 'USER') return null;
  return new UnauthenticatedError(
    tokenRefused
      ? 'Your access token has expired or was revoked: refresh the session or sign in again.'
      : 'Sign in: send an access token as `Authorization: Bearer kta_...`.',
  );
}
