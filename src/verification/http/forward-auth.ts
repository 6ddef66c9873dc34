import type { IncomingMessage, ServerResponse } from 'node:http';
import { type CheckCode, OPERATION_CLASSES, type OperationClass } from '../../domain/decision/codes';
import { forwardedClient, isTrusted, peerAddress } from '../../domain/network/forwarded-client';
import { parseIpAddress } from '../../domain/network/ip-address';
import { twinOf } from '../../domain/network/twin-headers';
import type { Directory } from '../directory/directory';
import type { AccountName, VerifyRequest } from '../verify-request';
import { type ForwardAuthFault, RATE_LIMITED_CODE } from './codes';
import { sendAtEndOfTurn } from './end-of-turn';
import { passHeaders } from './pass-headers';
import type { VerificationFace } from './verification-face';

const PATH = '/v1/forward-auth';

/** Headers that are believed, the proxy's and the client's. */
const TRUSTED_HEADERS: ReadonlySet<string> = new Set([
  'x-keytree-gateway',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-api-key',
  'authorization',
  'x-keytree-device-token',
]);

export function isForwardAuth(url: string): boolean {
  return url.startsWith(PATH) && (url.length === PATH.length || '?/'.includes(url.charAt(PATH.length)));
}

/**
 * The form for proxies that pass a request on when they get 200 (nginx `auth_request`, Traefik, Envoy): 200, 401
 * where no key came, or 403, and nothing else. The code is in a header.
 */
export function handleForwardAuth(
  face: VerificationFace,
  url: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  request.resume();
  try {
    respond(face, url, request, response);
  } catch (error) {
    face.failed(error);
    refuse(response, 403, 'INTERNAL_SERVER_ERROR');
  }
}

function respond(face: VerificationFace, url: string, request: IncomingMessage, response: ServerResponse): void {
  const directory = face.isStopping() ? null : face.directory();
  if (directory === null) {
    refuse(response, 403, face.isStopping() ? 'STOPPING' : 'STALE');
    return;
  }
  if (twinOf(request.rawHeaders, TRUSTED_HEADERS) !== null) {
    refuse(response, 403, 'BAD_REQUEST');
    return;
  }
  const gateway = face.gateways.ofCredential(directory, headerOf(request, 'x-keytree-gateway') ?? '');
  if (!gateway) {
    refuse(response, 403, 'UNAUTHENTICATED');
    return;
  }
  const asked = askedFor(url);
  if (!asked) {
    refuse(response, 403, 'BAD_REQUEST');
    return;
  }
  const key = headerOf(request, 'x-api-key');
  if (key === null) {
    refuse(response, 401, 'KEY_REQUIRED');
    return;
  }
  const reported = isTrusted(face.trustedProxies, peerAddress(request.socket.remoteAddress)) ? request : null;
  const account = accountNameOf(asked.account, reported);
  if (account === 'BAD') {
    refuse(response, 403, 'BAD_REQUEST');
    return;
  }
  // Here a key alone never tells which account is meant: the proxy's configuration does.
  if (account === null) {
    refuse(response, 403, 'ACCOUNT_REQUIRED');
    return;
  }
  const clientIp = reported && forwardedClient(headerOf(reported, 'x-forwarded-for') ?? undefined, face.trustedProxies);
  answer(face, directory, gateway, response, {
    account,
    key,
    clientIp: clientIp === null ? null : parseIpAddress(clientIp),
    clientIpText: clientIp,
    operation: asked.operation,
    userToken: userTokenOf(request),
    deviceToken: headerOf(request, 'x-keytree-device-token'),
  });
}

function answer(
  face: VerificationFace,
  directory: Directory,
  gateway: NonNullable<ReturnType<Directory['gateway']>>,
  response: ServerResponse,
  request: VerifyRequest,
): void {
  const code = face.verifier.decide(directory, gateway, request, face.now());
  if (code !== 'VALID') {
    refuse(response, 403, code ?? RATE_LIMITED_CODE);
    return;
  }
  sendAtEndOfTurn(response, 200, passHeaders(directory, face.verifier.found), '');
}

function refuse(response: ServerResponse, status: 401 | 403, code: CheckCode | ForwardAuthFault): void {
  const challenge = status === 401 ? ['WWW-Authenticate', 'X-Api-Key realm="keytree"'] : [];
  const headers = ['X-Keytree-Code', code, 'Cache-Control', 'no-store', 'Content-Length', '0', ...challenge];
  sendAtEndOfTurn(response, status, headers, '');
}

/** Empty is the same as not sent: proxies send what a variable of theirs holds. */
function headerOf(request: IncomingMessage, name: string): string | null {
  const value = request.headers[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Whatever stands there and is no bearer token is a bad token, never none. */
function userTokenOf(request: IncomingMessage): string | null {
  const header = headerOf(request, 'authorization');
  return header === null ? null : (/^bearer +(\S+)$/i.exec(header)?.[1] ?? header);
}

interface Asked {
  readonly operation: OperationClass;
  /** As the configuration names it; null where it does not. */
  readonly account: string | null;
}

/**
 * What the proxy's configuration asks for: by parameters, or as `/v1/forward-auth/OPERATION/ACCOUNT/...` for proxies
 * that put the client's own path and parameters behind it, which then count for nothing.
 */
function askedFor(url: string): Asked | null {
  return url.startsWith(`${PATH}/`) ? askedByPath(url) : askedByParameters(url);
}

function askedByPath(url: string): Asked | null {
  const [path = ''] = url.slice(PATH.length + 1).split('?', 1);
  const [operation = '', account = ''] = path.split('/', 2);
  try {
    return asked(operation, account === '' ? null : decodeURIComponent(account));
  } catch {
    return null;
  }
}

function askedByParameters(url: string): Asked | null {
  const parameters = new URLSearchParams(url.slice(PATH.length));
  const names = [...parameters.keys()];
  if (names.some((name, index) => !['operation', 'account'].includes(name) || names.indexOf(name) !== index))
    return null;
  return asked(parameters.get('operation') ?? 'ADMINISTRATIVE', parameters.get('account'));
}

function asked(operation: string, account: string | null): Asked | null {
  const known = OPERATION_CLASSES.find((one) => one === operation);
  return known ? { operation: known, account } : null;
}

/** `reported` is the request of a trusted proxy, whose word on the host counts; of another peer it does not. */
function accountNameOf(account: string | null, reported: IncomingMessage | null): AccountName | 'BAD' | null {
  if (account === null) return null;
  if (account === 'host') {
    const host = reported && headerOf(reported, 'x-forwarded-host');
    return host === null ? null : { by: 'domain', text: host.replace(/:\d+$/, '') };
  }
  if (account.startsWith('external:')) return { by: 'externalId', text: account.slice('external:'.length) };
  return account.startsWith('acc_') ? { by: 'id', text: account } : 'BAD';
}
