import type { FastifyRequest } from 'fastify';
import type { ClientCredentials } from '../application/oauth/client';
import { OAuthError } from '../domain/oauth/oauth-error';
import type { Form } from './form';

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/**
 * By HTTP Basic or the parameters of the form, one of the two (RFC 6749, 2.3.1), and a client assertion (RFC 7523, 2.2).
 *
 * @throws OAuthError
 */
export function clientCredentialsOf(request: FastifyRequest, form: Form): ClientCredentials {
  const basic = basicOf(request.headers.authorization);
  const [clientId, secret] = [form.get('client_id'), form.get('client_secret')];
  if (basic && (secret !== null || (clientId !== null && clientId !== basic.clientId))) {
    throw new OAuthError('invalid_request', 'Authenticate either by the Authorization header or by parameters.');
  }
  return { clientId: basic?.clientId ?? clientId, secret: basic?.secret ?? secret, assertion: assertionOf(form) };
}

function basicOf(header: string | undefined): { clientId: string; secret: string | null } | null {
  if (header === undefined) return null;
  const [, encoded] = /^basic +([\w+/=-]{1,8192})$/i.exec(header) ?? [];
  const text = encoded === undefined ? null : Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text?.indexOf(':') ?? -1;
  if (text === null || colon < 1) {
    throw new OAuthError('invalid_client', 'The Authorization header is no `Basic` with client id and secret.');
  }
  const secret = decoded(text.slice(colon + 1));
  return { clientId: decoded(text.slice(0, colon)), secret: secret === '' ? null : secret };
}

/** As a form encodes it, which RFC 6749 asks for. Clients that do not are taken at their word. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

function assertionOf(form: Form): string | null {
  const [type, assertion] = [form.get('client_assertion_type'), form.get('client_assertion')];
  if (type === null && assertion === null) return null;
  if (type !== ASSERTION_TYPE || assertion === null) {
    throw new OAuthError('invalid_request', `A client assertion takes client_assertion_type ${ASSERTION_TYPE}.`);
  }
  return assertion;
}
