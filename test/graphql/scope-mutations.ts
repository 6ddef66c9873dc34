import type { Permission } from '../../src/domain/permissions/permission';
import type { Endpoint } from '../../src/entities/endpoint';
import type { ScopeWorld } from './scope-world';

type Input = Record<string, unknown>;

export interface Change {
  readonly input: (world: ScopeWorld) => Input | Promise<Input>;
  /** The permission that it takes: who holds all but that is answered Forbidden, and a stranger NotFound. */
  readonly takes: Permission;
  /** Of a bulk form: both are said of each object. */
  readonly inResults?: true;
}

const of =
  (field: string, make: (world: ScopeWorld) => Promise<string>, rest: Record<string, unknown> = {}): Change['input'] =>
  async (world) => ({ [field]: await make(world), ...rest });
const keys =
  (input: Record<string, unknown> = {}): Change['input'] =>
  async (world) => ({ keyIds: [await world.newKey(input)] });
const endpoints =
  (columns: Partial<Endpoint> = {}): Change['input'] =>
  async (world) => ({ endpointIds: [await world.newEndpoint(columns)] });

/** Mutations of what somebody keeps. The input is such that whoever may do it succeeds. */
export const CHANGES: Record<string, Change> = {
  createAccount: {
    input: (world) => ({ parentId: world.ids.place, kind: 'VENDOR', name: world.name() }),
    takes: 'ModifyAccount',
  },
  updateAccount: {
    input: of('accountId', (world) => world.newAccount(), { version: 1, name: 'Renamed' }),
    takes: 'ModifyAccount',
  },
  suspendAccount: { input: of('accountId', (world) => world.newAccount()), takes: 'ModifyAccount' },
  resumeAccount: { input: of('accountId', (world) => world.newAccount()), takes: 'ModifyAccount' },
  moveAccount: {
    input: async (world) => ({ accountId: await world.newAccount(), newParentId: world.ids.vendor, version: 1 }),
    takes: 'ModifyAccount',
  },
  deleteAccount: { input: of('accountId', (world) => world.newAccount()), takes: 'DeleteAccount' },

  createApiKey: {
    input: (world) => ({ accountId: world.ids.place, name: world.name() }),
    takes: 'ModifyApiKey',
  },
  updateApiKey: {
    input: of('keyId', (world) => world.newKey(), { version: 1, fullApiAccess: true }),
    takes: 'ModifyApiKey',
  },
  activateApiKey: { input: of('keyId', (world) => world.newKey({ active: false })), takes: 'ModifyApiKey' },
  deactivateApiKey: { input: of('keyId', (world) => world.newKey()), takes: 'ModifyApiKey' },
  regenerateApiKey: { input: of('keyId', (world) => world.newKey()), takes: 'ModifyApiKey' },
  deleteApiKey: { input: of('keyId', (world) => world.newKey()), takes: 'DeleteApiKey' },
  blockApiKey: {
    input: async (world) => ({ keyId: await world.newKey(), accountId: world.ids.leaf }),
    takes: 'ModifyApiKey',
  },
  unblockApiKey: {
    input: async (world) => ({ keyId: await world.newKey(), accountId: world.ids.leaf }),
    takes: 'ModifyApiKey',
  },
  activateApiKeys: { input: keys({ active: false }), takes: 'ModifyApiKey', inResults: true },
  deactivateApiKeys: { input: keys(), takes: 'ModifyApiKey', inResults: true },
  deleteApiKeys: { input: keys(), takes: 'DeleteApiKey', inResults: true },
  createApiKeyTemplate: {
    input: (world) => ({ accountId: world.ids.place, name: world.name() }),
    takes: 'ModifyApiKey',
  },
  updateApiKeyTemplate: {
    input: of('templateId', (world) => world.newTemplate(), { version: 1, active: false }),
    takes: 'ModifyApiKey',
  },
  deleteApiKeyTemplate: { input: of('templateId', (world) => world.newTemplate()), takes: 'DeleteApiKey' },

  createUser: {
    input: (world) => ({ accountId: world.ids.place, name: world.name(), password: 'a loud street at noon' }),
    takes: 'ModifyUser',
  },
  updateUser: { input: of('userId', (world) => world.newUser(), { version: 1, disabled: true }), takes: 'ModifyUser' },
  setUserPassword: {
    input: of('userId', (world) => world.newUser(), { password: 'a loud street at noon' }),
    takes: 'ModifyUser',
  },
  deleteUser: { input: of('userId', (world) => world.newUser()), takes: 'DeleteUser' },
  createRole: {
    input: (world) => ({ accountId: world.ids.place, name: world.name(), permissions: [] }),
    takes: 'ModifyRole',
  },
  updateRole: { input: of('roleId', (world) => world.newRole(), { version: 1, permissions: [] }), takes: 'ModifyRole' },
  deleteRole: { input: of('roleId', (world) => world.newRole()), takes: 'DeleteRole' },
  grantRole: {
    input: async (world) => ({ userId: await world.newUser(), roleId: world.ids.role, accountId: world.ids.place }),
    takes: 'ModifyRole',
  },
  revokeGrant: { input: of('grantId', (world) => world.newGrant()), takes: 'ModifyRole' },
  createGateway: {
    input: (world) => ({ accountId: world.ids.place, name: world.name() }),
    takes: 'ModifyGateway',
  },
  updateGateway: {
    input: of('gatewayId', (world) => world.newGateway(), { version: 1, enabled: false }),
    takes: 'ModifyGateway',
  },
  replaceGatewayCredential: { input: of('gatewayId', (world) => world.newGateway()), takes: 'ModifyGateway' },
  deleteGateway: { input: of('gatewayId', (world) => world.newGateway()), takes: 'DeleteGateway' },
  // They take ViewAuditLog too: webhooks.test.ts.
  createWebhook: {
    input: (world) => ({ accountId: world.ids.place, name: world.name(), url: 'https://hooks.example.org/' }),
    takes: 'ModifyAccount',
  },
  updateWebhook: {
    input: of('webhookId', (world) => world.newWebhook(), { version: 1, enabled: false }),
    takes: 'ModifyAccount',
  },
  rotateWebhookSecret: { input: of('webhookId', (world) => world.newWebhook()), takes: 'ModifyAccount' },
  testWebhook: { input: of('webhookId', (world) => world.newWebhook()), takes: 'ModifyAccount' },
  deleteWebhook: { input: of('webhookId', (world) => world.newWebhook()), takes: 'ModifyAccount' },
  trustEndpoint: { input: of('endpointId', (world) => world.newEndpoint()), takes: 'ModifyEndpoint' },
  rejectEndpoint: { input: of('endpointId', (world) => world.newEndpoint()), takes: 'ModifyEndpoint' },
  revokeEndpoint: {
    input: of('endpointId', (world) => world.newEndpoint({ status: 'TRUSTED' })),
    takes: 'ModifyEndpoint',
  },
  renameEndpoint: {
    input: of('endpointId', (world) => world.newEndpoint(), { version: 1, name: 'Renamed' }),
    takes: 'ModifyEndpoint',
  },
  deleteEndpoint: { input: of('endpointId', (world) => world.newEndpoint()), takes: 'DeleteEndpoint' },
  trustEndpoints: { input: endpoints(), takes: 'ModifyEndpoint', inResults: true },
  rejectEndpoints: { input: endpoints(), takes: 'ModifyEndpoint', inResults: true },
  revokeEndpoints: { input: endpoints({ status: 'TRUSTED' }), takes: 'ModifyEndpoint', inResults: true },
  deleteEndpoints: { input: endpoints(), takes: 'DeleteEndpoint', inResults: true },
  // Another's; one's own takes nothing, and is in OWN below.
  endAllSessions: { input: of('userId', (world) => world.newUser()), takes: 'ModifyUser' },
};

/** Mutations of one's own session, and who may do them. */
export const OWN: Record<string, 'signed in' | 'anybody'> = {
  signIn: 'anybody',
  refreshSession: 'anybody',
  signOut: 'signed in',
  changePassword: 'signed in',
};

/** Mutations of who comes with an API key: log-in.test.ts. */
export const WITH_KEY: readonly string[] = ['logIn'];

/** From what a mutation answers to an object. It is null for who may do it and not see that object. */
export interface PayloadEdge {
  readonly mutation: string;
  readonly input: Change['input'];
  /** Of the answer; `edge:` marks what is looked at. */
  readonly select: string;
  /** What it takes to see the object. */
  readonly takes: Permission;
}

function payload(mutation: string, select: string, takes: Permission, input = CHANGES[mutation]?.input): PayloadEdge {
  if (!input) throw new Error(`No input is listed for ${mutation}.`);
  return { mutation, input, select: `... on ${select}`, takes };
}

export const PAYLOADS: Record<string, PayloadEdge> = {
  'AccountSuccess.account': payload('updateAccount', 'AccountSuccess { edge: account { id } }', 'ViewAccount'),
  'CreateAccountSuccess.account': payload(
    'createAccount',
    'CreateAccountSuccess { edge: account { id } }',
    'ViewAccount',
  ),
  'MoveAccountSuccess.account': payload('moveAccount', 'MoveAccountSuccess { edge: account { id } }', 'ViewAccount'),
  // Who makes a customer is shown the values of its keys, once; of the keys no more than of inherited ones.
  'PredefinedApiKey.apiKey': payload(
    'createAccount',
    'CreateAccountSuccess { predefinedKeys { apiKey { edge: createdBy } } }',
    'ViewApiKey',
    (world) => ({ parentId: world.ids.place, kind: 'CUSTOMER', name: world.name() }),
  ),
  'RemovedGrant.user': payload(
    'moveAccount',
    'MoveAccountSuccess { removedGrants { user { edge: id } } }',
    'ViewUser',
    moved,
  ),
  'RemovedGrant.role': payload(
    'moveAccount',
    'MoveAccountSuccess { removedGrants { role { edge: id } } }',
    'ViewRole',
    moved,
  ),
  'RemovedBlock.apiKey': payload(
    'moveAccount',
    'MoveAccountSuccess { removedBlocks { apiKey { edge: id } } }',
    'ViewApiKey',
    moved,
  ),

  'ApiKeySuccess.apiKey': payload('updateApiKey', 'ApiKeySuccess { edge: apiKey { id } }', 'ViewApiKey'),
  'ApiKeyValueSuccess.apiKey': payload('regenerateApiKey', 'ApiKeyValueSuccess { edge: apiKey { id } }', 'ViewApiKey'),
  'BulkApiKeyResult.apiKey': payload(
    'deactivateApiKeys',
    'BulkApiKeysSuccess { results { edge: apiKey { id } } }',
    'ViewApiKey',
  ),
  'BlockApiKeySuccess.effectiveApiKey': payload(
    'blockApiKey',
    'BlockApiKeySuccess { edge: effectiveApiKey { state } }',
    'ViewApiKey',
  ),
  'ApiKeyTemplateSuccess.template': payload(
    'updateApiKeyTemplate',
    'ApiKeyTemplateSuccess { edge: template { id } }',
    'ViewApiKey',
  ),

  'UserSuccess.user': payload('updateUser', 'UserSuccess { edge: user { email } }', 'ViewUser'),
  'SetUserPasswordSuccess.user': payload(
    'setUserPassword',
    'SetUserPasswordSuccess { edge: user { email } }',
    'ViewUser',
  ),
  'RoleSuccess.role': payload('updateRole', 'RoleSuccess { edge: role { id } }', 'ViewRole'),
  'GrantRoleSuccess.grant': payload('grantRole', 'GrantRoleSuccess { edge: grant { id } }', 'ViewRole'),

  'EndpointSuccess.endpoint': payload('trustEndpoint', 'EndpointSuccess { edge: endpoint { id } }', 'ViewEndpoint'),
  'BulkEndpointResult.endpoint': payload(
    'rejectEndpoints',
    'BulkEndpointsSuccess { results { edge: endpoint { id } } }',
    'ViewEndpoint',
  ),

  'GatewaySuccess.gateway': payload('updateGateway', 'GatewaySuccess { edge: gateway { id } }', 'ViewGateway'),
  'GatewayCredentialSuccess.gateway': payload(
    'replaceGatewayCredential',
    'GatewayCredentialSuccess { edge: gateway { id } }',
    'ViewGateway',
  ),

  'Conflict.existing': payload('createRole', 'Conflict { edge: existing { id } }', 'ViewRole', async (world) => {
    const name = world.name();
    await world.people.role(world.ids.place, [], name);
    return { accountId: world.ids.place, name, permissions: [] };
  }),
  'Conflict.current': payload('updateUser', 'Conflict { edge: current { id } }', 'ViewUser', async (world) => ({
    userId: await world.newUser(),
    version: 7,
  })),
};

/** An account whose move takes a grant and a block from it. */
async function moved(world: ScopeWorld): Promise<Input> {
  const accountId = await world.newAccount();
  await world.people.grant(world.ids.user, world.ids.role, accountId);
  await world.chief.client.mutate('blockApiKey', { accountId, keyId: world.ids.key });
  return { accountId, newParentId: world.ids.vendor, version: 1 };
}
