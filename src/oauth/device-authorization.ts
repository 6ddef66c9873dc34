import type { FastifyRequest } from 'fastify';
import type { Context } from '../application/context';
import type { DeviceAuthorization } from '../application/endpoints/add-registration';
import { registerDevice } from '../application/endpoints/register-device';
import { OAuthError } from '../domain/oauth/oauth-error';
import { clientCredentialsOf } from './client-credentials';
import type { Form } from './form';
import { namedAccount } from './named-account';

/** `POST /oauth/v1/device_authorization` (RFC 8628, 3.1 and 3.2). */
export async function deviceAuthorization(
  context: Context,
  request: FastifyRequest,
  form: Form,
): Promise<Record<string, unknown>> {
  const { deviceCode, userCode, expiresInSeconds, intervalSeconds } = await register(context, request, form);
  return {
    device_code: deviceCode,
    user_code: userCode,
    verification_uri: `${context.services.tokenSettings.issuer}/device`,
    expires_in: expiresInSeconds,
    interval: intervalSeconds,
  };
}

/** `POST /oauth/v1/register` with `response_type=device_code`: the short form. */
export async function shortRegistration(
  context: Context,
  request: FastifyRequest,
  form: Form,
): Promise<Record<string, unknown>> {
  if (form.require('response_type') !== 'device_code') {
    throw new OAuthError('unsupported_response_type', 'The only response_type is device_code.');
  }
  const answer = await deviceAuthorization(context, request, form);
  // Whoever sent none can name the request by it, as the log does.
  return { ...answer, state: form.get('state') ?? request.id };
}

async function register(context: Context, request: FastifyRequest, form: Form): Promise<DeviceAuthorization> {
  const { clientId, secret, assertion } = clientCredentialsOf(request, form);
  if (clientId === null) throw new OAuthError('invalid_request', 'client_id is required: the unique id of the device.');
  if (secret === null) throw new OAuthError('invalid_client', 'client_secret is required: the API key.');
  return registerDevice(context, {
    account: namedAccount(context, request, form.get('account'), secret),
    ...{ clientId, secret, assertion },
    clientType: form.get('client_type'),
    description: form.get('client_description'),
    publicKey: form.get('public_key'),
  });
}
