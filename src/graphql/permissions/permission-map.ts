import type { GraphQLSchema } from 'graphql';
import { allow, deny, shield } from 'graphql-shield';
import type { FieldClass } from './field-class';
import type { Guard } from './guard';
import { isSignedIn, needs, needsAll } from './rules';

/** Who may ask for a root field, and what it takes of an API key. */
interface Permitted {
  readonly rule: ReturnType<typeof needs> | typeof allow;
  readonly takes: FieldClass;
}

const administrative = (rule: Permitted['rule']): Permitted => ({ rule, takes: 'ADMINISTRATIVE' });
const limited = (rule: Permitted['rule']): Permitted => ({ rule, takes: 'LIMITED' });
const login = (rule: Permitted['rule']): Permitted => ({ rule, takes: 'LOGIN' });
const managementOnly = (rule: Permitted['rule']): Permitted => ({ rule, takes: 'NO_KEY' });

/**
 * Who may do what, field by field: the readable half of authorisation. The rule says what the caller must hold
 * somewhere; the use case behind the field decides on the account concerned. What is not listed is denied. Before it
 * stands the class of the field, for callers with a key.
 */
export const PERMISSION_MAP = {
  Query: {
    viewer: limited(isSignedIn),
    node: limited(isSignedIn),
    nodes: limited(isSignedIn),
    account: limited(needs('ViewAccount')),
    accounts: limited(needs('ViewAccount')),
    apiKey: limited(needs('ViewApiKey')),
    findApiKeys: limited(needs('ViewApiKey')),
    explainAccess: limited(needs('ViewApiKey')),
    apiKeyTemplate: limited(needs('ViewApiKey')),
    user: administrative(needs('ViewUser')),
    role: administrative(needs('ViewRole')),
    gateway: administrative(needs('ViewGateway')),
    endpoint: administrative(needs('ViewEndpoint')),
    webhook: administrative(needsAll('ModifyAccount', 'ViewAuditLog')),
  },
  Mutation: {
    signIn: managementOnly(allow),
    refreshSession: managementOnly(allow),
    logIn: login(allow),
    signOut: managementOnly(isSignedIn),
    endAllSessions: managementOnly(isSignedIn),
    changePassword: managementOnly(isSignedIn),

    createAccount: administrative(needs('ModifyAccount')),
    updateAccount: administrative(needs('ModifyAccount')),
    suspendAccount: administrative(needs('ModifyAccount')),
    resumeAccount: administrative(needs('ModifyAccount')),
    moveAccount: administrative(needs('ModifyAccount')),
    deleteAccount: administrative(needs('DeleteAccount')),

    createApiKey: administrative(needs('ModifyApiKey')),
    updateApiKey: administrative(needs('ModifyApiKey')),
    activateApiKey: administrative(needs('ModifyApiKey')),
    deactivateApiKey: administrative(needs('ModifyApiKey')),
    regenerateApiKey: administrative(needs('ModifyApiKey')),
    deleteApiKey: administrative(needs('DeleteApiKey')),
    blockApiKey: administrative(needs('ModifyApiKey')),
    unblockApiKey: administrative(needs('ModifyApiKey')),
    activateApiKeys: administrative(needs('ModifyApiKey')),
    deactivateApiKeys: administrative(needs('ModifyApiKey')),
    deleteApiKeys: administrative(needs('DeleteApiKey')),

    createApiKeyTemplate: administrative(needs('ModifyApiKey')),
    updateApiKeyTemplate: administrative(needs('ModifyApiKey')),
    deleteApiKeyTemplate: administrative(needs('DeleteApiKey')),

    createUser: administrative(needs('ModifyUser')),
    updateUser: administrative(needs('ModifyUser')),
    setUserPassword: administrative(needs('ModifyUser')),
    deleteUser: administrative(needs('DeleteUser')),

    createRole: administrative(needs('ModifyRole')),
    updateRole: administrative(needs('ModifyRole')),
    deleteRole: administrative(needs('DeleteRole')),
    grantRole: administrative(needs('ModifyRole')),
    revokeGrant: administrative(needs('ModifyRole')),

    createGateway: administrative(needs('ModifyGateway')),
    updateGateway: administrative(needs('ModifyGateway')),
    replaceGatewayCredential: administrative(needs('ModifyGateway')),
    deleteGateway: administrative(needs('DeleteGateway')),

    trustEndpoint: administrative(needs('ModifyEndpoint')),
    rejectEndpoint: administrative(needs('ModifyEndpoint')),
    revokeEndpoint: administrative(needs('ModifyEndpoint')),
    renameEndpoint: administrative(needs('ModifyEndpoint')),
    deleteEndpoint: administrative(needs('DeleteEndpoint')),
    trustEndpoints: administrative(needs('ModifyEndpoint')),
    rejectEndpoints: administrative(needs('ModifyEndpoint')),
    revokeEndpoints: administrative(needs('ModifyEndpoint')),
    deleteEndpoints: administrative(needs('DeleteEndpoint')),

    createWebhook: administrative(needsAll('ModifyAccount', 'ViewAuditLog')),
    updateWebhook: administrative(needsAll('ModifyAccount', 'ViewAuditLog')),
    rotateWebhookSecret: administrative(needsAll('ModifyAccount', 'ViewAuditLog')),
    testWebhook: administrative(needsAll('ModifyAccount', 'ViewAuditLog')),
    deleteWebhook: administrative(needsAll('ModifyAccount', 'ViewAuditLog')),
  },
} satisfies Record<'Query' | 'Mutation', Record<string, Permitted>>;

/** What a root field takes of an API key. */
export function classOf(root: keyof typeof PERMISSION_MAP, name: string): FieldClass {
  const fields: Readonly<Record<string, Permitted>> = PERMISSION_MAP[root];
  // What the map forgot is denied anyway.
  return fields[name]?.takes ?? 'ADMINISTRATIVE';
}

/** graphql-shield's guards of the root fields alone; it hands out that of `allow` as an object around the function. */
export function permissionMiddleware(schema: GraphQLSchema): Record<string, Record<string, Guard> | undefined> {
  const rules = mapValues(PERMISSION_MAP, (fields) => mapValues(fields, ({ rule }) => rule));
  const middleware = shield(rules, { fallbackRule: deny, allowExternalErrors: true }).generate(schema);
  const types = middleware as unknown as Record<string, Record<string, Guard | { resolve: Guard }>>;
  return mapValues(types, (guards) => mapValues(guards, (guard) => ('resolve' in guard ? guard.resolve : guard)));
}

function mapValues<T, R>(record: Record<string, T>, map: (value: T) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}
