import type { ClientRequest, IncomingMessage } from 'node:http';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction, Socket } from 'node:net';
import { type AllowedTargets, mayConnect } from '../../domain/network/allowed-targets';
import { parseIpAddress } from '../../domain/network/ip-address';
import { type DeliveryError, type DeliveryOutcome, outcomeOfStatus } from '../../domain/webhooks/delivery';
import { hostOf, isSchemeAllowed } from '../../domain/webhooks/webhook-url';
import type { ResolveHost } from './resolve-host';

/** From the first question for the address to the end of the answer. */
const LIMIT_MS = 10_000;
/** Of the answer's body, which nobody looks at; then the connection ends. */
const MOST_BODY_BYTES = 16_384;

export interface WebhookPost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface PostOptions {
  readonly allowed: AllowedTargets;
  readonly resolveHost: ResolveHost;
  /** Interrupts it. */
  readonly signal: AbortSignal;
  readonly limitMs?: number;
}

/** The host has no address that may be connected to. */
class AddressError extends Error {
  override readonly name = 'AddressError';
}

/**
 * One attempt, on a connection of its own, with no proxy between and no redirect followed: so the address that is looked
 * at is the one that is connected to. It is looked at three times: as the URL has it, where that is an address already
 * and nobody looks it up; as it is looked up; and on the connection, before a byte of the request is written. The scheme
 * is looked at anew too: the host may have ceased to be an exception since the URL was set.
 */
export function postWebhook(post: WebhookPost, options: PostOptions): Promise<DeliveryOutcome> {
  const url = new URL(post.url);
  const host = hostOf(url);
  const isAllowed = (address: string | undefined): boolean => {
    const parsed = parseIpAddress(address ?? '');
    return parsed !== null && mayConnect(options.allowed, host, parsed);
  };
  if (!isSchemeAllowed(url, options.allowed)) return Promise.resolve(failed('ADDRESS'));
  if (parseIpAddress(host) !== null && !isAllowed(host)) return Promise.resolve(failed('ADDRESS'));

  const isSecure = url.protocol === 'https:';
  const request = (isSecure ? requestHttps : requestHttp)(url, {
    method: 'POST',
    headers: { ...post.headers, 'content-length': String(Buffer.byteLength(post.body)) },
    agent: false,
    lookup: lookupAllowed(options.resolveHost, isAllowed),
    ...(isSecure ? { rejectUnauthorized: true } : {}),
  });
  const isInHandshake = sendOnceConnected(request, isSecure, isAllowed, post.body);
  return outcomeOf(request, isInHandshake, options);
}

function failed(error: DeliveryError): DeliveryOutcome {
  return { responseStatus: null, error };
}

/** Answers the allowed ones of all addresses: a name of several may have some of each. */
function lookupAllowed(resolveHost: ResolveHost, isAllowed: (address: string) => boolean): LookupFunction {
  return (host, { all }, callback) => {
    const answer = (addresses: readonly string[]): void => {
      const found = addresses.filter(isAllowed).map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
      const [first] = found;
      if (!first) callback(new AddressError(), '');
      else if (all) callback(null, found);
      else callback(null, first.address, first.family);
    };
    resolveHost(host).then(answer, () => answer([]));
  };
}

/** Answers whether the connection is there and not yet secure. */
function sendOnceConnected(
  request: ClientRequest,
  isSecure: boolean,
  isAllowed: (address: string | undefined) => boolean,
  body: string,
): () => boolean {
  let isInHandshake = false;
  request.once('socket', (socket: Socket) => {
    socket.once('connect', () => {
      isInHandshake = isSecure;
      if (!isAllowed(socket.remoteAddress)) request.destroy(new AddressError());
      else if (!isSecure) request.end(body);
    });
    socket.once('secureConnect', () => {
      isInHandshake = false;
      request.end(body);
    });
  });
  return () => isInHandshake;
}

/** Settles when the connection is closed, whatever closed it. */
function outcomeOf(
  request: ClientRequest,
  isInHandshake: () => boolean,
  { signal, limitMs = LIMIT_MS }: PostOptions,
): Promise<DeliveryOutcome> {
  let status: number | null = null;
  let failure: DeliveryError | null = null;
  const giveUp = (reason: DeliveryError): void => {
    failure ??= reason;
    request.destroy();
  };
  const interrupt = (): void => giveUp('INTERRUPTED');
  const limit = setTimeout(() => giveUp('TIMEOUT'), limitMs);
  signal.addEventListener('abort', interrupt);
  if (signal.aborted) interrupt();
  request.on('error', (error) => {
    if (error instanceof AddressError) failure ??= 'ADDRESS';
    else failure ??= isInHandshake() ? 'TLS' : 'CONNECTION';
  });
  request.once('response', (response: IncomingMessage) => {
    status = response.statusCode ?? null;
    let bytes = 0;
    response.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MOST_BODY_BYTES) request.destroy();
    });
    response.on('error', () => undefined);
  });
  return new Promise((resolve) => {
    request.once('close', () => {
      clearTimeout(limit);
      signal.removeEventListener('abort', interrupt);
      resolve(status === null ? failed(failure ?? 'CONNECTION') : outcomeOfStatus(status));
    });
  });
}
