import { KeytreeRefusedError, KeytreeUnavailableError } from './errors';
import type { KeytreeClient } from './keytree-client';
import type { AccountName, OperationClass, ValidAnswer } from './types';

/** What the middleware needs to know of a framework's request. */
export interface GuardedRequest {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** How requests are guarded; `R` is the framework's request. */
export interface GuardOptions<R extends GuardedRequest = GuardedRequest> {
  readonly client: Pick<KeytreeClient, 'verify'>;
  /** On which account the request acts: by its host, path or session, not by what the client may choose freely. */
  readonly account: (request: R) => AccountName | null | Promise<AccountName | null>;
  /** ADMINISTRATIVE, the strictest, by default. */
  readonly operation?: OperationClass | ((request: R) => OperationClass);
  /**
   * The client's address; by default it is not known, and keys that are bound to addresses do not pass. Give
   * `(request) => request.ip` once the framework trusts exactly the proxies before it.
   */
  readonly clientIp?: (request: R) => string | null | undefined;
  /** Where there is no decision: `refuse` with 503, the default, or `pass`, then without `request.keytree`. */
  readonly whenUnavailable?: 'refuse' | 'pass';
}

/** What is answered to a request that does not pass. */
interface Refusal {
  readonly status: 401 | 403 | 503;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: { readonly code: string };
}

export type Outcome = { readonly answer: ValidAnswer | null } | { readonly refusal: Refusal };

/**
 * Decides about a request by its headers: X-Api-Key, Authorization (user token) and X-Keytree-Device-Token.
 *
 * @throws what is wrong with the set-up: KeytreeRefusedError where Keytree does not know the gateway
 */
export async function guard<R extends GuardedRequest>(request: R, options: GuardOptions<R>): Promise<Outcome> {
  const { client, account, operation = 'ADMINISTRATIVE', clientIp, whenUnavailable = 'refuse' } = options;
  const key = headerOf(request, 'x-api-key');
  if (key === null) return refuse(401, 'KEY_REQUIRED', { 'www-authenticate': 'X-Api-Key realm="keytree"' });
  const asked = {
    account: await account(request),
    key,
    clientIp: clientIp?.(request) ?? null,
    operation: typeof operation === 'function' ? operation(request) : operation,
    userToken: userTokenOf(request),
    deviceToken: headerOf(request, 'x-keytree-device-token'),
  };
  // Not to be guessed by the key: which account is meant is not the client's to choose.
  if (asked.account === null) return refuse(403, 'ACCOUNT_REQUIRED');
  try {
    const answer = await client.verify(asked);
    return answer.valid ? { answer } : refuse(403, answer.code);
  } catch (error) {
    if (error instanceof KeytreeRefusedError && error.code === 'BAD_REQUEST') return refuse(403, error.code);
    if (!(error instanceof KeytreeUnavailableError)) throw error;
    return whenUnavailable === 'pass' ? { answer: null } : refuse(503, 'UNAVAILABLE');
  }
}

function refuse(status: Refusal['status'], code: string, headers: Refusal['headers'] = {}): Outcome {
  return { refusal: { status, headers: { 'cache-control': 'no-store', ...headers }, body: { code } } };
}

/** Empty is the same as not sent. One that came more than once is one value, which no key has. */
function headerOf({ headers }: GuardedRequest, name: string): string | null {
  const value = String(headers[name] ?? '');
  return value === '' ? null : value;
}

/** Whatever stands there and is no bearer token is a bad token, never none. */
function userTokenOf(request: GuardedRequest): string | null {
  const header = headerOf(request, 'authorization');
  return header === null ? null : (/^bearer +(\S+)$/i.exec(header)?.[1] ?? header);
}
