import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CheckCode } from '../../domain/decision/codes';
import { forwardedClient, isTrusted, peerAddress } from '../../domain/network/forwarded-client';
import { parseIpAddress } from '../../domain/network/ip-address';
import { twinOf } from '../../domain/network/twin-headers';
import { presentedToken } from '../../domain/tokens/bearer';
import type { Directory } from '../directory/directory';
import type { Gateway } from '../directory/gateway-table';
import type { Verdict } from '../verifier';
import type { AccountName, VerifyRequest } from '../verify-request';
import { type ForwardAuthFault, RATE_LIMITED_CODE } from './codes';
import { configuredIn } from './forward-auth-address';
import { passHeaders } from './pass-headers';
import { type Reply, send } from './reply';
import { atEndOfTurn, type Exchange } from './turn';
import type { VerificationFace } from './verification-face';

/** Headers that are believed, the proxy's and the client's. */
const TRUSTED_HEADERS: ReadonlySet<string> = new Set([
  'x-keytree-gateway',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-api-key',
  'authorization',
  'x-keytree-device-token',
]);

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
  atEndOfTurn(new ForwardAuthExchange(face, url, request, response));
}

class ForwardAuthExchange implements Exchange {
  private asked: Asked | null = null;
  private verdict: Verdict | null = null;
  /** Of now: a connection that ends meanwhile has none. */
  private readonly peer: string | undefined;
  private reply: Reply | null = null;

  constructor(
    private readonly face: VerificationFace,
    private readonly url: string,
    private readonly request: IncomingMessage,
    private readonly response: ServerResponse,
  ) {
    this.peer = request.socket.remoteAddress;
  }

  read(): void {
    const asked = read(this.face, this.url, this.request, this.peer);
    if (typeof asked === 'string') this.reply = refusal(asked);
    else this.asked = asked;
  }

  decide(): void {
    const { face, asked } = this;
    if (asked) this.verdict = face.verifier.decide(asked.directory, asked.gateway, asked.request, face.now());
  }

  answer(): void {
    const { asked, verdict } = this;
    if (asked && verdict) this.reply = replyOf(asked.directory, verdict);
  }

  fail(error: unknown): void {
    this.face.failed(error);
    this.reply = refusal('INTERNAL_SERVER_ERROR');
  }

  send(): void {
    if (this.reply) send(this.response, this.reply);
  }
}

interface Asked {
  readonly directory: Directory;
  readonly gateway: Gateway;
  readonly request: VerifyRequest;
}

/** What is asked, or why it is not looked at. */
function read(
  face: VerificationFace,
  url: string,
  request: IncomingMessage,
  peer: string | undefined,
): Asked | Refusal {
  const directory = face.isStopping() ? null : face.directory();
  if (directory === null) return face.isStopping() ? 'STOPPING' : 'STALE';
  if (twinOf(request.rawHeaders, TRUSTED_HEADERS) !== null) return 'BAD_REQUEST';
  const gateway = face.gateways.ofCredential(directory, headerOf(request, 'x-keytree-gateway') ?? '');
  if (!gateway) return 'UNAUTHENTICATED';
  const configured = configuredIn(url);
  if (!configured) return 'BAD_REQUEST';
  const key = headerOf(request, 'x-api-key');
  if (key === null) return 'KEY_REQUIRED';
  const reported = isTrusted(face.trustedProxies, peerAddress(peer)) ? request : null;
  const account = accountNameOf(configured.account, reported);
  if (account === 'BAD') return 'BAD_REQUEST';
  // Here a key alone never tells which account is meant: the proxy's configuration does.
  if (account === null) return 'ACCOUNT_REQUIRED';
  const clientIp = reported && forwardedClient(headerOf(reported, 'x-forwarded-for') ?? undefined, face.trustedProxies);
  return {
    directory,
    gateway,
    request: {
      account,
      key,
      clientIp: clientIp === null ? null : parseIpAddress(clientIp),
      clientIpText: clientIp,
      operation: configured.operation,
      userToken: presentedToken(headerOf(request, 'authorization')),
      deviceToken: headerOf(request, 'x-keytree-device-token'),
    },
  };
}

function replyOf(directory: Directory, verdict: Verdict): Reply {
  if (verdict.code !== 'VALID') return refusal(verdict.code ?? RATE_LIMITED_CODE);
  return { status: 200, headers: passHeaders(directory, verdict), body: '' };
}

type Refusal = CheckCode | ForwardAuthFault;

function refusal(code: Refusal): Reply {
  const status = code === 'KEY_REQUIRED' ? 401 : 403;
  const headers = ['X-Keytree-Code', code, 'Cache-Control', 'no-store', 'Content-Length', '0'];
  if (status === 401) headers.push('WWW-Authenticate', 'X-Api-Key realm="keytree"');
  // A proxy that goes on asking on this connection would keep the process from ending.
  if (code === 'STOPPING') headers.push('Connection', 'close');
  return { status, headers, body: '' };
}

/** Empty is the same as not sent: proxies send what a variable of theirs holds. */
function headerOf(request: IncomingMessage, name: string): string | null {
  const value = request.headers[name];
  return typeof value === 'string' && value !== '' ? value : null;
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
