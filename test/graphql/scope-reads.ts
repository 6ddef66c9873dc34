import type { Permission } from '../../src/domain/permissions/permission';
import type { ObjectName, Outcome, ScopeWorld } from './scope-world';

/** Whoever stands further down the line than what an edge leads to. A function answers the very value. */
type Upward = Outcome | ((world: ScopeWorld) => unknown);

/** A read by query, or from one object to another. `$name` in the text is the id of that object of the world. */
export interface Read {
  readonly query: string;
  /** The permission that it takes; null: none, so nobody within reach lacks it. */
  readonly takes: Permission | null;
  /** For who holds all but that. */
  readonly lacking: Outcome;
  readonly stranger: Outcome;
  readonly powerless: Outcome;
  /** The same from the leaf, towards what is outside the reach of a user of the leaf, or within reach without permission. */
  readonly upward?: { readonly query: string; readonly below: Upward; readonly inside: Upward };
}

function query(
  text: string,
  takes: Permission | null,
  lacking: Outcome,
  stranger: Outcome = 'null',
  powerless: Outcome = 'FORBIDDEN',
): Read {
  return { query: `{ ${text} }`, takes, lacking, stranger, powerless };
}

/** Why the key of the place opens that account, or not. */
function explained(account: 'place' | 'leaf'): string {
  return `explainAccess(input: { account: { id: "$${account}" }, key: "$keyValue", operation: REGISTER_DEVICE })`;
}

/** Root fields that only read. */
export const QUERIES: Record<string, Read> = {
  account: query('edge: account(by: { id: "$place" }) { id }', 'ViewAccount', 'FORBIDDEN'),
  accounts: query('edge: accounts(first: 9, filter: { belowId: "$place" }) { nodes { id } }', 'ViewAccount', 'empty'),
  apiKey: query('edge: apiKey(id: "$key") { id }', 'ViewApiKey', 'FORBIDDEN'),
  findApiKeys: query(
    'edge: findApiKeys(first: 9, input: { value: "$keyValue" }) { nodes { id } }',
    'ViewApiKey',
    'empty',
    'empty',
  ),
  explainAccess: query(
    `edge: ${explained('place')} { effectiveApiKey { node { id } } }`,
    'ViewApiKey',
    'FORBIDDEN',
    // What is out of reach is answered, as anything that is not there.
    'visible',
  ),
  apiKeyTemplate: query('edge: apiKeyTemplate(id: "$template") { id }', 'ViewApiKey', 'FORBIDDEN'),
  gateway: query('edge: gateway(id: "$gateway") { id }', 'ViewGateway', 'FORBIDDEN'),
  webhook: query('edge: webhook(id: "$webhook") { id }', 'ModifyAccount', 'FORBIDDEN'),
  endpoint: query('edge: endpoint(id: "$endpoint") { id }', 'ViewEndpoint', 'FORBIDDEN'),
  node: query('edge: node(id: "$place") { id }', 'ViewAccount', 'null', 'null', 'null'),
  nodes: query('edge: nodes(ids: ["$place", "$leaf"]) { id }', 'ViewAccount', 'null', 'null', 'null'),
  role: query('edge: role(id: "$role") { id }', 'ViewRole', 'FORBIDDEN'),
  user: query('edge: user(id: "$user") { id }', 'ViewUser', 'FORBIDDEN'),
  // Oneself, whoever it is.
  viewer: query('edge: viewer { user { id } }', null, 'visible', 'visible', 'visible'),
};

/** Every type with an id of its own, and whether it is seen from below the account that keeps it. */
export const NODES: Record<
  string,
  { readonly object: ObjectName; readonly takes: Permission; readonly below: Outcome }
> = {
  Account: { object: 'place', takes: 'ViewAccount', below: 'null' },
  ApiKey: { object: 'key', takes: 'ViewApiKey', below: 'visible' },
  ApiKeyTemplate: { object: 'template', takes: 'ViewApiKey', below: 'null' },
  AuditEvent: { object: 'event', takes: 'ViewAuditLog', below: 'null' },
  Endpoint: { object: 'endpoint', takes: 'ViewEndpoint', below: 'null' },
  Gateway: { object: 'gateway', takes: 'ViewGateway', below: 'null' },
  Role: { object: 'role', takes: 'ViewRole', below: 'visible' },
  RoleGrant: { object: 'grant', takes: 'ViewRole', below: 'null' },
  User: { object: 'user', takes: 'ViewUser', below: 'null' },
  Webhook: { object: 'webhook', takes: 'ViewAuditLog', below: 'null' },
  WebhookDelivery: { object: 'delivery', takes: 'ModifyAccount', below: 'null' },
};

/** From an object that has an id: whoever does not see it gets no further. */
function on(object: ObjectName, type: string, select: string, takes: Permission | null, lacking: Outcome): Read {
  return {
    query: `{ node(id: "$${object}") { ... on ${type} { ${select.includes('edge:') ? select : `edge: ${select}`} } } }`,
    takes,
    lacking,
    stranger: 'unreachable',
    powerless: 'unreachable',
  };
}

function seenFromLeaf(read: Read, object: ObjectName, below: Upward, inside: Upward): Read {
  return { ...read, upward: { query: read.query.replace(/\$\w+/, `$${object}`), below, inside } };
}

/** From oneself: there for whoever is signed in. */
function ofViewer(
  select: string,
  takes: Permission | null = null,
  lacking: Outcome = 'visible',
  powerless: Outcome = 'visible',
): Read {
  return { query: `{ viewer { ${select} } }`, takes, lacking, stranger: 'visible', powerless };
}

const ALL_LISTED = 'first: 9';

/** From one object to another. */
export const EDGES: Record<string, Read> = {
  'Account.apiKeys': on('place', 'Account', `apiKeys(${ALL_LISTED}) { nodes { id } }`, 'ViewApiKey', 'FORBIDDEN'),
  'Account.effectiveApiKeys': on(
    'place',
    'Account',
    `effectiveApiKeys(${ALL_LISTED}) { nodes { id } }`,
    'ViewApiKey',
    'FORBIDDEN',
  ),
  'Account.securityFindings': on(
    'place',
    'Account',
    `securityFindings(${ALL_LISTED}) { nodes { kind } }`,
    'ViewApiKey',
    'FORBIDDEN',
  ),
  'Account.apiKeyTemplates': on('place', 'Account', 'apiKeyTemplates { id }', 'ViewApiKey', 'empty'),
  'Account.auditEvents': on(
    'place',
    'Account',
    `auditEvents(${ALL_LISTED}) { nodes { id } }`,
    'ViewAuditLog',
    'FORBIDDEN',
  ),
  'Account.children': on('place', 'Account', `children(${ALL_LISTED}) { nodes { id } }`, 'ViewAccount', 'unreachable'),
  'Account.usage': on('place', 'Account', `usage(${ALL_LISTED}) { nodes { requests } }`, 'ViewApiKey', 'FORBIDDEN'),
  'Account.deniedRequests': on(
    'place',
    'Account',
    `deniedRequests(${ALL_LISTED}) { nodes { at } }`,
    'ViewApiKey',
    'FORBIDDEN',
  ),
  'Account.endpoints': on('place', 'Account', `endpoints(${ALL_LISTED}) { nodes { id } }`, 'ViewEndpoint', 'FORBIDDEN'),
  'Account.gateways': on('place', 'Account', `gateways(${ALL_LISTED}) { nodes { id } }`, 'ViewGateway', 'FORBIDDEN'),
  'Account.grants': on('place', 'Account', `grants(${ALL_LISTED}) { nodes { id } }`, 'ViewRole', 'FORBIDDEN'),
  'Account.roles': on('place', 'Account', `roles(${ALL_LISTED}) { nodes { id } }`, 'ViewRole', 'FORBIDDEN'),
  'Account.usableRoles': on('place', 'Account', 'usableRoles { id }', 'ViewRole', 'FORBIDDEN'),
  'Account.users': on('place', 'Account', `users(${ALL_LISTED}) { nodes { id } }`, 'ViewUser', 'FORBIDDEN'),
  'Account.parent': seenFromLeaf(
    on('leaf', 'Account', 'parent { id }', 'ViewAccount', 'unreachable'),
    'leaf',
    'null',
    'null',
  ),
  'Account.line': seenFromLeaf(
    on('leaf', 'Account', 'line { id name }', 'ViewAccount', 'unreachable'),
    'leaf',
    ({ ids }) => [[{ id: ids.leaf, name: 'Leaf' }]],
    ({ ids }) => [
      [
        { id: ids.vendor, name: 'Vendor' },
        { id: ids.place, name: 'Place' },
        { id: ids.leaf, name: 'Leaf' },
      ],
    ],
  ),

  'ApiKey.account': seenFromLeaf(on('key', 'ApiKey', 'account { id }', 'ViewAccount', 'null'), 'key', 'null', 'null'),
  'ApiKey.definedOn': seenFromLeaf(
    on('key', 'ApiKey', 'definedOn { id name }', 'ViewApiKey', 'unreachable'),
    'key',
    () => [{ id: null, name: 'Place' }],
    ({ ids }) => [{ id: ids.place, name: 'Place' }],
  ),
  // Of what the key did elsewhere, nothing: it opened place too.
  'ApiKey.usage': seenFromLeaf(
    on('key', 'ApiKey', 'usage(by: [ACCOUNT]) { nodes { account { name } requests } }', 'ViewApiKey', 'unreachable'),
    'key',
    () => [{ nodes: [{ account: { name: 'Leaf' }, requests: 1 }] }],
    () => [{ nodes: [{ account: { name: 'Leaf' }, requests: 1 }] }],
  ),
  'ApiKey.impact': seenFromLeaf(
    on('key', 'ApiKey', `impact(${ALL_LISTED}) { nodes { account { name } } }`, 'ViewApiKey', 'unreachable'),
    'key',
    () => [{ nodes: [{ account: { name: 'Leaf' } }] }],
    () => [{ nodes: [{ account: { name: 'Leaf' } }] }],
  ),
  'ApiKeyImpact.account': on(
    'key',
    'ApiKey',
    `impact(${ALL_LISTED}) { nodes { edge: account { id } } }`,
    'ViewApiKey',
    'unreachable',
  ),
  'Usage.account': on(
    'place',
    'Account',
    `usage(${ALL_LISTED}) { nodes { edge: account { id } } }`,
    'ViewApiKey',
    'FORBIDDEN',
  ),
  'DeniedRequest.account': on(
    'place',
    'Account',
    `deniedRequests(${ALL_LISTED}) { nodes { edge: account { id } } }`,
    'ViewApiKey',
    'FORBIDDEN',
  ),
  'DeniedRequest.apiKey': seenFromLeaf(
    on(
      'leaf',
      'Account',
      `deniedRequests(${ALL_LISTED}) { nodes { edge: apiKey { id description } } }`,
      'ViewApiKey',
      'FORBIDDEN',
    ),
    'leaf',
    ({ ids }) => [{ id: ids.key, description: null }],
    ({ ids }) => [{ id: ids.key, description: null }],
  ),
  'AccessExplanation.account': query(`${explained('place')} { edge: account { id } }`, 'ViewAccount', 'null'),
  'AccessExplanation.effectiveApiKey': {
    ...query(`${explained('place')} { edge: effectiveApiKey { node { id } } }`, 'ViewApiKey', 'FORBIDDEN'),
    upward: {
      query: `{ ${explained('leaf')} { edge: effectiveApiKey { node { id description } } } }`,
      below: ({ ids }) => [{ node: { id: ids.key, description: null } }],
      inside: ({ ids }) => [{ node: { id: ids.key, description: null } }],
    },
  },
  'EffectiveApiKeyEdge.definedOn': seenFromLeaf(
    on(
      'leaf',
      'Account',
      `effectiveApiKeys(${ALL_LISTED}) { edges { edge: definedOn { id name } } }`,
      'ViewApiKey',
      'FORBIDDEN',
    ),
    'leaf',
    () => [
      { id: null, name: 'Vendor' },
      { id: null, name: 'Place' },
    ],
    ({ ids }) => [
      { id: ids.vendor, name: 'Vendor' },
      { id: ids.place, name: 'Place' },
    ],
  ),
  'EffectiveApiKeyEdge.blockedBy': seenFromLeaf(
    on(
      'leaf',
      'Account',
      `effectiveApiKeys(${ALL_LISTED}) { edges { edge: blockedBy { id name } } }`,
      'ViewApiKey',
      'FORBIDDEN',
    ),
    'leaf',
    () => [{ id: null, name: 'Place' }, null],
    ({ ids }) => [{ id: ids.place, name: 'Place' }, null],
  ),
  'SecurityFinding.apiKey': on(
    'place',
    'Account',
    `securityFindings(${ALL_LISTED}) { nodes { edge: apiKey { id } } }`,
    'ViewApiKey',
    'FORBIDDEN',
  ),
  'ApiKeyTemplate.account': on('template', 'ApiKeyTemplate', 'account { id }', 'ViewAccount', 'null'),

  'Endpoint.account': on('endpoint', 'Endpoint', 'account { id }', 'ViewAccount', 'null'),
  'Endpoint.apiKey': on('endpoint', 'Endpoint', 'apiKey { id }', 'ViewApiKey', 'null'),
  'Endpoint.waitingRegistrations': on(
    'endpoint',
    'Endpoint',
    'waitingRegistrations { userCode }',
    'ViewEndpoint',
    'unreachable',
  ),
  'WaitingRegistration.apiKey': on(
    'endpoint',
    'Endpoint',
    'waitingRegistrations { edge: apiKey { id } }',
    'ViewApiKey',
    'null',
  ),

  'Account.webhooks': on('place', 'Account', `webhooks(${ALL_LISTED}) { nodes { id } }`, 'ModifyAccount', 'FORBIDDEN'),
  'Webhook.account': on('webhook', 'Webhook', 'account { id }', 'ViewAccount', 'null'),
  'Webhook.deliveries': on(
    'webhook',
    'Webhook',
    `deliveries(${ALL_LISTED}) { nodes { id } }`,
    'ViewAuditLog',
    'unreachable',
  ),

  'Gateway.account': on('gateway', 'Gateway', 'account { id }', 'ViewAccount', 'null'),

  'User.account': on('user', 'User', 'account { id }', 'ViewAccount', 'null'),
  'User.grants': on('user', 'User', `grants(${ALL_LISTED}) { nodes { id } }`, 'ViewRole', 'FORBIDDEN'),
  'Role.account': seenFromLeaf(on('role', 'Role', 'account { id }', 'ViewAccount', 'null'), 'role', 'null', 'null'),
  'RoleGrant.account': on('grant', 'RoleGrant', 'account { id }', 'ViewAccount', 'null'),
  'RoleGrant.user': seenFromLeaf(
    on('grant', 'RoleGrant', 'user { id }', 'ViewUser', 'null'),
    'grantOnLeaf',
    'null',
    'null',
  ),
  // A role is usable below its account, so whoever sees roles there sees which one was given, and no more of it.
  'RoleGrant.role': seenFromLeaf(
    on('grant', 'RoleGrant', 'role { id description version createdAt account { id } }', 'ViewRole', 'unreachable'),
    'grantOnLeaf',
    ({ ids }) => [{ id: ids.role, description: null, version: null, createdAt: null, account: null }],
    ({ ids }) => [{ id: ids.role, description: null, version: null, createdAt: null, account: null }],
  ),

  'Viewer.user': ofViewer('edge: user { id }'),
  'Viewer.account': ofViewer('edge: account { id }', 'ViewAccount', 'null', 'null'),
  'Viewer.home': ofViewer('edge: home { id }'),
  'Viewer.permissions': ofViewer('edge: permissions { permissions }', null, 'visible', 'empty'),
  'ViewerPermissions.account': ofViewer('permissions { edge: account { id } }', null, 'visible', 'unreachable'),
};

/** What is part of the object itself, with no other object behind it: seen by whoever sees the object. */
export const VALUES: readonly string[] = [
  'AccessExplanation.checks',
  'Account.tokenLifetimes',
  'Account.effectiveTokenLifetimes',
  'ApiKeyImpact.addresses',
  'AuditEvent.actor',
  'AuditEvent.target',
  'BulkApiKeysSuccess.results',
  'BulkApiKeyResult.error',
  'BulkEndpointsSuccess.results',
  'BulkEndpointResult.error',
  'CreateAccountSuccess.predefinedKeys',
  'LogInSuccess.account',
  'LogInSuccess.user',
  'MoveAccountSuccess.removedGrants',
  'MoveAccountSuccess.removedBlocks',
  'RemovedGrant.account',
  'RemovedBlock.account',
  'SignInSuccess.user',
  'TestWebhookSuccess.delivery',
  'ValidationFailed.faults',
  // Of a caller with a key: key-callers.test.ts.
  'Viewer.apiKey',
  // Whoever may change a webhook may see it.
  'WebhookSuccess.webhook',
  'WebhookSecretSuccess.webhook',
];
