import { rule } from 'graphql-shield';
import { holdsSomewhere } from '../../application/caller';
import { ForbiddenError, type KeytreeError, UnauthenticatedError } from '../../domain/errors';
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

const permissionRules = new Map<string, Rule>();

/** Signed in, and holds the permission on at least one account. One rule: graphql-shield's `and` costs more than both. */
export function needs(permission: Permission): Rule {
  return needsAll(permission);
}

/** Signed in, and holds each of the permissions on at least one account. */
export function needsAll(...permissions: readonly Permission[]): Rule {
  const name = permissions.join('And');
  const known = permissionRules.get(name);
  if (known) return known;
  const holdsThem = rule(`holds${name}`)((_parent: unknown, _args: unknown, context: GraphqlContext) => {
    const refusal = refusalUnlessSignedIn(context);
    if (refusal) return refusal;
    const missing = permissions.find((permission) => !holdsSomewhere(context.app.caller, permission));
    return missing === undefined ? true : new ForbiddenError(`This takes the permission ${missing}.`);
  });
  permissionRules.set(name, holdsThem);
  return holdsThem;
}

function refusalUnlessSignedIn({ app, refused }: GraphqlContext): KeytreeError | null {
  if (app.caller.kind === 'USER' || app.caller.kind === 'KEY') return null;
  return refused ?? new UnauthenticatedError('Sign in: send an access token as `Authorization: Bearer kta_...`.');
}
