import type { FastifyRequest } from 'fastify';
import { gatewayAsAsker } from '../application/gateways/gateway-as-asker';
import type { Context } from '../application/context';
import { logIn, type LogInInput, type LogInResult } from '../application/login/log-in';
import { locatorOf } from '../application/oauth/locator';
import { publicId } from '../domain/ids';
import { canonicalIpAddress } from '../domain/network/ip-address';
import { presentedToken } from '../domain/tokens/bearer';
import { JsonBody } from './json-body';
import { namedAccount } from './named-account';
import { tokenResponse } from './token-response';

const PROPERTIES = ['account', 'name', 'password', 'userAccount', 'clientIp'] as const;

/** `POST /v1/login`: a user acquires tokens through the key in `X-Api-Key`. */
export async function restLogIn(context: Context, request: FastifyRequest): Promise<Record<string, unknown>> {
  const body = JsonBody.of(request.body, PROPERTIES);
  const credential = headerOf(request, 'x-keytree-gateway');
  const asker = credential === null ? null : await gatewayAsAsker(context, credential);
  const clientIp = body.text('clientIp');
  if (!asker && clientIp !== null) throw body.fault('clientIp', 'Only a gateway tells the address of its client.');
  const address = clientIp === null ? null : canonicalIpAddress(clientIp);
  if (clientIp !== null && address === null) throw body.fault('clientIp', 'This is no IPv4 or IPv6 address.');
  const key = headerOf(request, 'x-api-key');
  if (key === null) throw body.fault('X-Api-Key', 'Send the API key in the header X-Api-Key.');
  const userAccount = body.accountName('userAccount');
  const input: LogInInput = {
    account: body.accountName('account') ?? (asker ? null : namedAccount(context, request, null, key)),
    key,
    deviceToken: presentedToken(headerOf(request, 'authorization')),
    ...(asker ? { asker } : {}),
    userAccount: userAccount && locatorOf(userAccount),
    name: body.required('name'),
    password: body.required('password'),
  };
  // Behind a gateway the address of the connection is the gateway's.
  const asked = asker ? { ...context, clientIp: address } : context;
  return answerOf(await logIn(asked, input), context.now().getTime());
}

function answerOf({ account, user, permissions, tokens }: LogInResult, nowMs: number): Record<string, unknown> {
  return {
    code: 'VALID',
    valid: true,
    ...tokenResponse(tokens, nowMs),
    account: { id: publicId('Account', account.id), externalId: account.externalId, name: account.name },
    user: { id: publicId('User', user.id), name: user.name, permissions },
  };
}

function headerOf(request: FastifyRequest, name: string): string | null {
  const value = request.headers[name];
  return typeof value === 'string' && value !== '' ? value : null;
}
