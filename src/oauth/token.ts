import type { FastifyRequest } from 'fastify';
import type { Context } from '../application/context';
import type { ClientCredentials } from '../application/oauth/client';
import { pollDeviceCode } from '../application/oauth/poll-device-code';
import { refreshTokens } from '../application/oauth/refresh-tokens';
import { signInDevice } from '../application/oauth/sign-in-device';
import { claimedClientId } from '../application/oauth/client-assertion';
import type { IssuedAccess } from '../application/tokens/issue-tokens';
import { OAuthError } from '../domain/oauth/oauth-error';
import { clientCredentialsOf } from './client-credentials';
import type { Form } from './form';
import { accountOfText } from './named-account';
import { tokenResponse } from './token-response';

type Grant = (context: Context, client: ClientCredentials, form: Form) => Promise<IssuedAccess>;

const deviceCode: Grant = (context, client, form) => pollDeviceCode(context, client, form.require('device_code'));

/** By `grant_type`. */
const GRANTS: Readonly<Record<string, Grant>> = {
  'urn:ietf:params:oauth:grant-type:device_code': deviceCode,
  device_code: deviceCode,
  refresh_token: (context, client, form) => refreshTokens(context, client, form.require('refresh_token')),
  // By the parameter alone: no key comes with an assertion that would say whether the host may name an account.
  client_credentials: (context, client, form) => {
    const account = form.get('account');
    return signInDevice(context, client, account === null ? null : accountOfText(account));
  },
};
export const GRANT_TYPES = Object.keys(GRANTS).filter((name) => name !== 'device_code');

/** `POST /oauth/v1/token` (RFC 6749, 3.2). */
export async function token(context: Context, request: FastifyRequest, form: Form): Promise<Record<string, unknown>> {
  const grantType = form.require('grant_type');
  const grant = Object.hasOwn(GRANTS, grantType) ? GRANTS[grantType] : undefined;
  if (!grant) throw new OAuthError('unsupported_grant_type', `grant_type is one of ${GRANT_TYPES.join(', ')}.`);
  const issued = await grant(context, knownClient(clientCredentialsOf(request, form)), form);
  return tokenResponse(issued, context.now().getTime());
}

/** An assertion tells who its client is. */
export function knownClient(client: ClientCredentials): ClientCredentials {
  const clientId = client.clientId ?? (client.assertion === null ? null : claimedClientId(client.assertion));
  if (clientId === null) throw new OAuthError('invalid_request', 'client_id is required.');
  return { ...client, clientId };
}
