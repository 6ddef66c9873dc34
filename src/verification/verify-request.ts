import { OPERATION_CLASSES, type OperationClass } from '../domain/decision/codes';
import { type IpAddress, parseIpAddress } from '../domain/network/ip-address';

/** How a request names the account. */
export type AccountName = { readonly by: 'id' | 'externalId' | 'domain'; readonly text: string };

/** A device that is known without its token: a login is refreshed from the one that it came from. */
export interface KnownDevice {
  readonly endpointId: string;
}

/** What a gateway asks. Tokens and the value are as they came. */
export interface VerifyRequest {
  /** Null where none is named. */
  readonly account: AccountName | null;
  readonly key: string;
  readonly clientIp: IpAddress | null;
  /** As it came; null where it is not known. */
  readonly clientIpText: string | null;
  readonly operation: OperationClass;
  readonly userToken: string | null;
  readonly deviceToken: string | KnownDevice | null;
}

/** The body is not of the form; says what to do. */
export class FormError extends Error {
  constructor(
    message: string,
    readonly path: readonly string[],
  ) {
    super(message);
    this.name = 'FormError';
  }
}

/** Requests. */
export const MOST_IN_BATCH = 100;
export const MOST_TOKEN_CHARACTERS = 8_192;

/**
 * The request of a JSON body, or of one item of a batch. null is the same as not given; a property that nobody knows
 * is refused, since one that is misspelt would be a check that is not made.
 *
 * @throws FormError
 */
export function verifyRequestOf(body: unknown): VerifyRequest {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new FormError('Send a JSON object.', []);
  let account: AccountName | null = null;
  let key: string | null = null;
  let clientIpText: string | null = null;
  let operation: string | null = null;
  let userToken: string | null = null;
  let deviceToken: string | null = null;
  const fields = body as Record<string, unknown>;
  for (const name in fields) {
    const value = fields[name];
    switch (name) {
      case 'account':
        account = value === null ? null : accountNameOf(value);
        break;
      case 'key':
        key = textOf(value, name);
        break;
      case 'clientIp':
        clientIpText = textOf(value, name);
        break;
      case 'operation':
        operation = textOf(value, name);
        break;
      case 'userToken':
        userToken = tokenOf(value, name);
        break;
      case 'deviceToken':
        deviceToken = tokenOf(value, name);
        break;
      default:
        throw new FormError(`There is no property of this name.`, [name.slice(0, 100)]);
    }
  }
  if (key === null) throw new FormError('`key` is required: the value that the client presented.', ['key']);
  return {
    account,
    key,
    clientIp: clientIpText === null ? null : addressOf(clientIpText),
    clientIpText,
    operation: operationOf(operation),
    userToken,
    deviceToken,
  };
}

function textOf(value: unknown, name: string): string | null {
  if (value === null) return null;
  if (typeof value !== 'string') throw new FormError(`\`${name}\` is a string.`, [name]);
  if (value === '') throw new FormError(`\`${name}\` is empty: leave it out where there is none.`, [name]);
  return value;
}

function tokenOf(value: unknown, name: string): string | null {
  const text = textOf(value, name);
  if (text !== null && text.length > MOST_TOKEN_CHARACTERS) {
    throw new FormError(`\`${name}\` is longer than ${MOST_TOKEN_CHARACTERS} characters.`, [name]);
  }
  return text;
}

function addressOf(text: string): IpAddress {
  const address = parseIpAddress(text);
  if (!address)
    throw new FormError('`clientIp` is no IPv4 or IPv6 address: send null where it is not known.', ['clientIp']);
  return address;
}

function operationOf(text: string | null): OperationClass {
  for (const known of OPERATION_CLASSES) if (known === text) return known;
  throw new FormError(`\`operation\` is one of ${OPERATION_CLASSES.join(', ')}.`, ['operation']);
}

export const ACCOUNT_WAYS = ['id', 'externalId', 'domain'] as const;

function accountNameOf(value: unknown): AccountName {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new FormError('`account` is an object with one of `id`, `externalId` and `domain`.', ['account']);
  }
  let named: AccountName | null = null;
  let count = 0;
  for (const name in value) {
    const by = ACCOUNT_WAYS.find((way) => way === name);
    if (by === undefined) throw new FormError('There is no property of this name.', ['account', name.slice(0, 100)]);
    const text = (value as Record<string, unknown>)[name];
    if (text === null) continue;
    if (typeof text !== 'string' || text === '') {
      throw new FormError(`\`${name}\` is a string that is not empty.`, ['account', name]);
    }
    named = { by, text };
    count++;
  }
  if (named === null || count !== 1) {
    throw new FormError('Name the account by exactly one of `id`, `externalId` and `domain`.', ['account']);
  }
  return named;
}
