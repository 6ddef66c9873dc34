import { ref, type Schema } from './schemas';

function get(operationId: string, summary: string, responses: Schema): Schema {
  return { get: { operationId, summary, tags: ['Health'], security: [], responses } };
}

const response = (description: string, schema: Schema): Schema => ({
  description,
  content: { 'application/json': { schema } },
});

export const HEALTH_PATHS: Schema = {
  '/healthz': get('alive', 'Whether the process lives.', { 200: response('It does.', ref('Alive')) }),
  '/readyz': get('ready', 'Whether it may be sent requests.', {
    200: response('It may.', ref('Ready')),
    503: response('It is stopping, its records are too old, or, without records, the database is away.', ref('Ready')),
  }),
  '/metrics': get('metrics', 'Figures for Prometheus.', {
    200: {
      description: "In Prometheus' text format.",
      content: { 'text/plain': { schema: { type: 'string' } } },
    },
  }),
};
