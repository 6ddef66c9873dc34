import type { FastifyRequest } from 'fastify';
import type { Context } from '../application/context';
import { gatewayAsIntrospector, keyAsIntrospector } from '../application/oauth/find-introspector';
import { introspectToken, type Introspector } from '../application/oauth/introspect-token';
import { revokeToken } from '../application/oauth/revoke-token';
import { OAuthError } from '../domain/oauth/oauth-error';
import { bearerToken } from '../domain/tokens/bearer';
import { clientCredentialsOf } from './client-credentials';
import type { Form } from './form';
import { namedAccount } from './named-account';
import { knownClient } from './token';

/** `POST /oauth/v1/revoke` (RFC 7009). */
export async function revoke(context: Context, request: FastifyRequest, form: Form): Promise<string> {
  await revokeToken(context, knownClient(clientCredentialsOf(request, form)), form.require('token'));
  return '';
}

/** `POST /oauth/v1/introspect` (RFC 7662): for gateways, by their credential as bearer, and for keys. */
export async function introspect(context: Context, request: FastifyRequest, form: Form): Promise<object> {
  const text = form.require('token');
  return introspectToken(context, await introspectorOf(context, request, form), text);
}

async function introspectorOf(context: Context, request: FastifyRequest, form: Form): Promise<Introspector> {
  const credential = bearerToken(request.headers.authorization);
  if (credential !== null) return gatewayAsIntrospector(context, credential);
  const { secret } = clientCredentialsOf(request, form);
  if (secret === null) throw new OAuthError('invalid_client', 'Send the credential of a gateway, or an API key.');
  return keyAsIntrospector(context, secret, namedAccount(context, request, form.get('account'), secret));
}
