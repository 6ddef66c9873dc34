import { PASS_HEADERS, refusalHeaders } from './headers';
import { ref, type Schema } from './schemas';

const OPERATION = {
  description: 'Class of the operation, as the configuration of the proxy names it.',
  schema: ref('OperationClass'),
};
const ACCOUNT = {
  description:
    'An id (`acc_...`), `external:` and an externalId, or `host`: the domain that a trusted proxy reports. Without one the answer is ACCOUNT_REQUIRED.',
  schema: { type: 'string', pattern: '^(host|acc_.*|external:.*)$' },
};

const header = (name: string, description: string): Schema => ({
  name,
  in: 'header',
  description,
  required: false,
  schema: { type: 'string' },
});

const HEADERS = [
  header('X-Api-Key', 'The value that the client presents. Without one the answer is 401.'),
  header(
    'Authorization',
    "The client's user token, as a bearer token. What is no such token is a bad one, never none.",
  ),
  header('X-Keytree-Device-Token', "The client's device token."),
  header('X-Forwarded-For', 'Of a trusted proxy: counted from the right. Otherwise the client is not known.'),
  header('X-Forwarded-Host', 'Of a trusted proxy: the host that the client addressed.'),
];

function get(operationId: string, summary: string, parameters: readonly Schema[]): Schema {
  return {
    get: {
      operationId,
      summary,
      description:
        'Any method is taken: some proxies ask with that of their client. Each header may come once, and not with underscores.',
      tags: ['Forward authentication'],
      security: [{ proxy: [] }],
      parameters: [...parameters, ...HEADERS],
      responses: {
        200: { description: 'The request may pass. The whole set of headers comes each time.', headers: PASS_HEADERS },
        401: { description: 'No key came.', headers: refusalHeaders(401) },
        403: {
          description: 'The request may not pass, or could not be decided: proxies make a 500 of any other status.',
          headers: refusalHeaders(403),
        },
      },
    },
  };
}

export const FORWARD_AUTH_PATHS: Schema = {
  '/v1/forward-auth': get('forwardAuth', 'The same for proxies that let a request pass when they get 200.', [
    {
      name: 'operation',
      in: 'query',
      required: false,
      ...OPERATION,
      schema: { ...OPERATION.schema, default: 'ADMINISTRATIVE' },
    },
    { name: 'account', in: 'query', required: false, ...ACCOUNT },
  ]),
  '/v1/forward-auth/{operation}/{account}': get(
    'forwardAuthByPath',
    'The same for proxies that put the path of their client behind it. All that follows counts for nothing.',
    [
      { name: 'operation', in: 'path', required: true, ...OPERATION },
      { name: 'account', in: 'path', required: true, ...ACCOUNT },
    ],
  ),
};
