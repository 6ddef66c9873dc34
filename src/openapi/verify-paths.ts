import { FAULT_STATUS, type FaultCode } from '../verification/http/codes';
import { MAX_BODY_BYTES } from '../verification/http/read-body';
import { challenge, NO_STORE } from './headers';
import { ref, type Schema } from './schemas';

const EXPLAIN = {
  name: 'explain',
  in: 'query',
  description: 'Adds every check with its outcome.',
  required: false,
  schema: { const: 'true' },
};

const json = (schema: Schema): Schema => ({ 'application/json': { schema } });

const FAULTS: Readonly<Record<string, { readonly why: string; readonly headers?: Schema }>> = {
  400: { why: 'Not of the form. Nothing was decided.' },
  401: { why: 'No gateway is known by this credential.', headers: challenge('Bearer') },
  405: {
    why: 'Not a POST.',
    headers: { Allow: { description: 'What is taken.', required: true, schema: { const: 'POST' } } },
  },
  413: { why: `The body is larger than ${MAX_BODY_BYTES} bytes.` },
  500: { why: 'Something went wrong in the service.' },
  503: { why: 'This instance is stopping, or its records are not known to be up to date. Ask again, or another one.' },
};

/** One response for each status that a fault of the registry has. */
function faults(): Schema {
  const codes = Object.keys(FAULT_STATUS) as FaultCode[];
  const statuses = [...new Set(Object.values(FAULT_STATUS))];
  return Object.fromEntries(
    statuses.map((status) => {
      const ofStatus = codes.filter((code) => FAULT_STATUS[code] === status);
      const { why = '', headers = {} } = FAULTS[status] ?? {};
      return [
        status,
        {
          description: `${ofStatus.join(' or ')}. ${why}`,
          headers: { ...NO_STORE, ...headers },
          content: json({ allOf: [ref('Fault'), { properties: { code: { enum: ofStatus } } }] }),
        },
      ];
    }),
  );
}

function post(operationId: string, summary: string, asked: string, answered: string): Schema {
  return {
    post: {
      operationId,
      summary,
      tags: ['Verification'],
      security: [{ gateway: [] }],
      parameters: [EXPLAIN],
      requestBody: { required: true, content: json(ref(asked)) },
      responses: {
        200: {
          description: 'Decided. `valid` says whether the request may pass.',
          headers: NO_STORE,
          content: json(ref(answered)),
        },
        ...faults(),
      },
    },
  };
}

export const VERIFY_PATHS: Schema = {
  '/v1/verify': post('verify', 'May this request pass?', 'VerifyRequest', 'Answer'),
  '/v1/verify/batch': post('verifyBatch', 'The same for many requests.', 'BatchRequest', 'Answers'),
};
