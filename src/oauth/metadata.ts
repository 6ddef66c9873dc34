import { DEVICE_KEY_ALGORITHMS } from '../domain/endpoints/device-key';
import { GRANT_TYPES } from './token';

/** RFC 8414, of what is there. */
export function metadata(issuer: string): Record<string, unknown> {
  const clientMethods = {
    methods: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'],
    algorithms: DEVICE_KEY_ALGORITHMS,
  };
  return {
    issuer,
    token_endpoint: `${issuer}/oauth/v1/token`,
    device_authorization_endpoint: `${issuer}/oauth/v1/device_authorization`,
    revocation_endpoint: `${issuer}/oauth/v1/revoke`,
    introspection_endpoint: `${issuer}/oauth/v1/introspect`,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    // There is no authorization endpoint.
    response_types_supported: [],
    grant_types_supported: GRANT_TYPES,
    token_endpoint_auth_methods_supported: clientMethods.methods,
    token_endpoint_auth_signing_alg_values_supported: clientMethods.algorithms,
    revocation_endpoint_auth_methods_supported: clientMethods.methods,
    revocation_endpoint_auth_signing_alg_values_supported: clientMethods.algorithms,
    introspection_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
  };
}
