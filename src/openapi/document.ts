import { FORWARD_AUTH_PATHS } from './forward-auth-paths';
import { HEALTH_PATHS } from './health-paths';
import { type Schema, SCHEMAS } from './schemas';
import { VERIFY_PATHS } from './verify-paths';

/** OpenAPI 3.1 (spec.openapis.org/oas/v3.1.1) of the REST faces. */
const DOCUMENT: Schema = {
  openapi: '3.1.1',
  info: {
    title: 'Keytree',
    summary: 'May this request pass?',
    description:
      'For gateways, which ask for every request that they let through. Administration is GraphQL, at /graphql. Properties and codes may be added in minor releases.',
    version: '1',
    license: { name: 'MIT', identifier: 'MIT' },
  },
  servers: [{ url: '/', description: 'Where it is served.' }],
  tags: [
    { name: 'Verification', description: 'For gateways that speak JSON.' },
    {
      name: 'Forward authentication',
      description: 'For nginx (auth_request), Traefik (ForwardAuth) and Envoy (ext_authz).',
    },
    { name: 'Health', description: 'For whoever runs it. Keep /metrics from the public.' },
  ],
  paths: { ...VERIFY_PATHS, ...FORWARD_AUTH_PATHS, ...HEALTH_PATHS },
  components: {
    schemas: SCHEMAS,
    securitySchemes: {
      gateway: { description: 'The credential of a gateway.', type: 'http', scheme: 'bearer', bearerFormat: 'ktg_...' },
      proxy: { description: 'The credential of a gateway.', type: 'apiKey', in: 'header', name: 'X-Keytree-Gateway' },
    },
  },
};

/** In the order of the code, which is the same each time. */
export function printOpenApi(): string {
  return `${JSON.stringify(DOCUMENT, null, 2)}\n`;
}
