import type { GraphQLSchema } from 'graphql';
import { allow, deny, shield } from 'graphql-shield';
import type { Guard } from '../wrap-root-fields';
import { isSignedIn, needs } from './rules';

/**
 * Who may do what, field by field: the readable half of authorisation. The rule says what the caller must hold
 * somewhere; the use case behind the field decides on the account concerned. What is not listed is denied.
 */
export const PERMISSION_MAP = {
  Query: {
    viewer: isSignedIn,
    node: isSignedIn,
    nodes: isSignedIn,
    account: needs('ViewAccount'),
    accounts: needs('ViewAccount'),
    apiKey: needs('ViewApiKey'),
    findApiKeys: needs('ViewApiKey'),
    explainAccess: needs('ViewApiKey'),
    apiKeyTemplate: needs('ViewApiKey'),
    user: needs('ViewUser'),
    role: needs('ViewRole'),
    gateway: needs('ViewGateway'),
  },
  Mutation: {
    signIn: allow,
    refreshSession: allow,
    signOut: isSignedIn,
    endAllSessions: isSignedIn,
    changePassword: isSignedIn,

    createAccount: needs('ModifyAccount'),
    updateAccount: needs('ModifyAccount'),
    suspendAccount: needs('ModifyAccount'),
    resumeAccount: needs('ModifyAccount'),
    moveAccount: needs('ModifyAccount'),
    deleteAccount: needs('DeleteAccount'),

    createApiKey: needs('ModifyApiKey'),
    updateApiKey: needs('ModifyApiKey'),
    activateApiKey: needs('ModifyApiKey'),
    deactivateApiKey: needs('ModifyApiKey'),
    regenerateApiKey: needs('ModifyApiKey'),
    deleteApiKey: needs('DeleteApiKey'),
    blockApiKey: needs('ModifyApiKey'),
    unblockApiKey: needs('ModifyApiKey'),
    activateApiKeys: needs('ModifyApiKey'),
    deactivateApiKeys: needs('ModifyApiKey'),
    deleteApiKeys: needs('DeleteApiKey'),

    createApiKeyTemplate: needs('ModifyApiKey'),
    updateApiKeyTemplate: needs('ModifyApiKey'),
    deleteApiKeyTemplate: needs('DeleteApiKey'),

    createUser: needs('ModifyUser'),
    updateUser: needs('ModifyUser'),
    setUserPassword: needs('ModifyUser'),
    deleteUser: needs('DeleteUser'),

    createRole: needs('ModifyRole'),
    updateRole: needs('ModifyRole'),
    deleteRole: needs('DeleteRole'),
    grantRole: needs('ModifyRole'),
    revokeGrant: needs('ModifyRole'),

    createGateway: needs('ModifyGateway'),
    updateGateway: needs('ModifyGateway'),
    replaceGatewayCredential: needs('ModifyGateway'),
    deleteGateway: needs('DeleteGateway'),
  },
} as const;

/** graphql-shield's guards of the root fields alone; it hands out that of `allow` as an object around the function. */
export function permissionMiddleware(schema: GraphQLSchema): Record<string, Record<string, Guard> | undefined> {
  const middleware = shield(PERMISSION_MAP, { fallbackRule: deny, allowExternalErrors: true }).generate(schema);
  const types = middleware as unknown as Record<string, Record<string, Guard | { resolve: Guard }>>;
  return mapValues(types, (guards) => mapValues(guards, (guard) => ('resolve' in guard ? guard.resolve : guard)));
}

function mapValues<T, R>(record: Record<string, T>, map: (value: T) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}
