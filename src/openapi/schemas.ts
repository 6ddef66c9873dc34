import { CHECK_CODES, CHECK_OUTCOMES, OPERATION_CLASSES } from '../domain/decision/codes';
import { ID_PREFIXES, type IdKind } from '../domain/ids';
import { PERMISSIONS } from '../domain/permissions/permission';
import { API_KEY_FLAGS } from '../domain/keys/api-key';
import { FAULT_STATUS, RATE_LIMITED_CODE } from '../verification/http/codes';
import { ACCOUNT_WAYS, MOST_IN_BATCH, MOST_TOKEN_CHARACTERS, type VerifyRequest } from '../verification/verify-request';

/** JSON Schema 2020-12, as OpenAPI 3.1 takes it. */
export interface Schema {
  readonly [keyword: string]: unknown;
}

export const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

/** What goes out: these properties and no others. */
function answer(
  description: string,
  properties: Readonly<Record<string, Schema>>,
  optional: Readonly<Record<string, Schema>> = {},
): Schema {
  return {
    description,
    type: 'object',
    properties: { ...properties, ...optional },
    required: Object.keys(properties),
    additionalProperties: false,
  };
}

/** What may come in: a property that nobody knows is refused, since one misspelt would be a check that is not made. */
function input(description: string, required: readonly string[], properties: Readonly<Record<string, Schema>>): Schema {
  return { description, type: 'object', properties, required, additionalProperties: false };
}

export const idOf = (kind: IdKind): Schema => ({ type: 'string', pattern: `^${ID_PREFIXES[kind]}_[0-9a-f]{32}$` });

const text = (description: string, more: Schema = {}): Schema => ({
  description,
  type: ['string', 'null'],
  minLength: 1,
  ...more,
});

const FLAGS: Readonly<Record<(typeof API_KEY_FLAGS)[number], string>> = {
  fullApiAccess: 'Opens administrative functions too.',
  allowUnauthenticatedRequests: 'Requests may come without a user token.',
  allowUntrustedEndpoints: 'A user may log in without a trusted device token.',
  automaticEndpointTrust: 'A device that registers with it is trusted at once.',
};

const WAYS: Readonly<Record<(typeof ACCOUNT_WAYS)[number], string>> = {
  id: 'Of Keytree: `acc_...`.',
  externalId: "The operator's own id, compared byte by byte.",
  domain: 'A host name, without regard to case or a trailing dot.',
};

const CHECKS: Schema = {
  description:
    'With `explain=true`: every check in its order. NOT_APPLICABLE: this class, or a request without the thing, gives nothing to look at. NOT_MADE: an earlier failure left nothing to look at.',
  type: 'array',
  minItems: CHECK_CODES.length,
  maxItems: CHECK_CODES.length,
  prefixItems: CHECK_CODES.map((code) => ({
    type: 'object',
    properties: { code: { const: code }, outcome: { enum: CHECK_OUTCOMES } },
    required: ['code', 'outcome'],
    additionalProperties: false,
  })),
};

const REQUEST: Readonly<Record<Exclude<keyof VerifyRequest, 'clientIpText'>, Schema>> = {
  account: {
    description: 'Without one, the account of the only key within reach that bears the value is meant.',
    oneOf: [ref('AccountName'), { type: 'null' }],
  },
  key: { description: 'The value that the client presented.', type: 'string', minLength: 1 },
  clientIp: text(
    "The client's IPv4 or IPv6 address, not the gateway's own. Where it is not known, a key that is bound to addresses does not pass.",
  ),
  operation: ref('OperationClass'),
  userToken: text('The user token that came with the request, good or bad.', { maxLength: MOST_TOKEN_CHARACTERS }),
  deviceToken: text('The device token that came with the request.', { maxLength: MOST_TOKEN_CHARACTERS }),
};

export const SCHEMAS = {
  Checks: CHECKS,
  OperationClass: {
    description:
      'What the request wants to do. LOGIN acquires a user token, REGISTER_DEVICE asks for a device token, LIMITED and ADMINISTRATIVE are everything else.',
    type: 'string',
    enum: OPERATION_CLASSES,
  },
  AccountName: {
    ...input('Exactly one of these.', [], Object.fromEntries(ACCOUNT_WAYS.map((name) => [name, text(WAYS[name])]))),
    oneOf: ACCOUNT_WAYS.map((name) => ({ properties: { [name]: { type: 'string' } }, required: [name] })),
  },
  VerifyRequest: input('May this request pass? null is the same as not given.', ['key', 'operation'], REQUEST),
  BatchRequest: input('Requests, each decided for itself, all at one instant.', ['requests'], {
    requests: { type: 'array', maxItems: MOST_IN_BATCH, items: ref('VerifyRequest') },
  }),
  RefusalCode: {
    description: `Why not: the first check that fails. ${RATE_LIMITED_CODE}: too many unknown keys came from this client, and nothing was looked up. Codes may be added in minor releases: keep a default branch.`,
    type: 'string',
    enum: [...CHECK_CODES, RATE_LIMITED_CODE],
  },
  Valid: answer(
    'The request may pass.',
    {
      code: { const: 'VALID' },
      valid: { const: true },
      account: answer('The account that was meant.', {
        id: idOf('Account'),
        externalId: { type: ['string', 'null'] },
        name: { type: 'string' },
      }),
      apiKey: answer('The key that bears the value.', {
        id: idOf('ApiKey'),
        name: { type: 'string' },
        ...Object.fromEntries(API_KEY_FLAGS.map((flag) => [flag, { description: FLAGS[flag], type: 'boolean' }])),
      }),
      endpoint: {
        description: 'The trusted device of a LOGIN, or the one from which the user logged in; null without one.',
        oneOf: [
          answer('A device.', {
            id: idOf('Endpoint'),
            name: { type: 'string' },
            clientId: { description: 'Its own unique id.', type: 'string' },
          }),
          { type: 'null' },
        ],
      },
      user: {
        description: 'The user of the token; null without one.',
        oneOf: [
          answer('A user.', {
            id: idOf('User'),
            name: { type: 'string' },
            permissions: {
              description: 'Held on the account. VALID says that the request may pass, not what the user may do.',
              type: 'array',
              items: { type: 'string', enum: PERMISSIONS },
            },
          }),
          { type: 'null' },
        ],
      },
    },
    { checks: ref('Checks') },
  ),
  Refused: answer(
    'The request may not pass. Without `checks` where it is RATE_LIMITED.',
    { code: ref('RefusalCode'), valid: { const: false } },
    { checks: ref('Checks') },
  ),
  Answer: { oneOf: [ref('Valid'), ref('Refused')] },
  Answers: answer('In the order of the requests.', {
    results: { type: 'array', maxItems: MOST_IN_BATCH, items: ref('Answer') },
  }),
  Fault: {
    description: 'The request was not decided; `message` says what to do.',
    type: 'object',
    properties: {
      code: { type: 'string', enum: Object.keys(FAULT_STATUS) },
      message: { type: 'string', minLength: 1 },
      path: {
        description: 'Leads to the property at fault.',
        type: 'array',
        minItems: 1,
        items: { type: 'string' },
      },
    },
    required: ['code', 'message'],
    additionalProperties: false,
  },
  Alive: answer('The process lives.', { status: { const: 'ok' } }),
  Ready: {
    description: 'Whether it may be sent requests.',
    type: 'object',
    properties: {
      status: { description: 'In words.', type: 'string' },
      database: { type: 'string', enum: ['answers', 'not available'] },
      recordsAgeSeconds: {
        description:
          'Since the records in memory were known to be those of the database. Only where decisions are answered.',
        type: 'number',
        minimum: 0,
      },
    },
    required: ['status'],
    additionalProperties: false,
  },
} satisfies Readonly<Record<string, Schema>>;
