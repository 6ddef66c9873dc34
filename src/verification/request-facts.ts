import type { AccountFacts, DecisionFacts, PresentedKey } from '../domain/decision/facts';
import { type OperationClass, takesUserToken } from '../domain/decision/codes';
import { isGoodDeviceToken } from '../domain/decision/tokens';
import { claimsToBeGenerated, hasValidChecksum, isGeneratedForm, MAX_VALUE_LENGTH } from '../domain/keys/key-value';
import type { IpAddress } from '../domain/network/ip-address';
import type { IpRange } from '../domain/network/ip-range';
import { type Directory, MANY, NO_ACCOUNT, NO_KEY, NO_VALUE } from './directory/directory';
import type { DirectoryEndpoint } from './directory/endpoint-table';
import { EVERYWHERE, KEY_BITS } from './directory/key-table';
import type { DirectoryUser } from './directory/people-table';
import { PresentedDeviceToken, PresentedUserToken } from './tokens/presented-tokens';
import type { TokenReader } from './tokens/token-reader';
import type { AccountName, KnownDevice, VerifyRequest } from './verify-request';

/** A key is asked for by its value, or, by an administrator, by its id. */
export type Presented = { readonly key: string } | { readonly keyId: string };

/** Not looked up yet. */
const UNKNOWN = -3;

/**
 * What the directory knows about one request, looked up when the decision comes to it. One object is facts, account
 * and key at once and serves one request after the other: a decision is worked out without a pause.
 */
export class RequestFacts implements DecisionFacts, AccountFacts, PresentedKey {
  nowMs = 0;
  operation: OperationClass = 'ADMINISTRATIVE';
  clientIp: IpAddress | null = null;
  accountNamed = false;

  private directory!: Directory;
  private top = NO_ACCOUNT;
  private presented: Presented = { key: '' };
  private hash: string | null = null;
  private accountNumber = NO_ACCOUNT;
  private valueNumber = UNKNOWN;
  private keyNumber = NO_KEY;
  private keyBits = 0;
  private userTokenText: string | null = null;
  private deviceTokenText: string | KnownDevice | null = null;
  private readonly presentedUser = new PresentedUserToken();
  private readonly presentedDevice = new PresentedDeviceToken();
  /** Undefined: not read yet. */
  private userTokenRead: PresentedUserToken | 'UNREADABLE' | null | undefined;
  private deviceTokenRead: PresentedDeviceToken | 'UNREADABLE' | null | undefined;

  /** @param hashOf the keyed hash of a key's value as a 'latin1' string */
  constructor(
    private readonly hashOf: (value: string) => string,
    private readonly tokens: TokenReader,
  ) {}

  /** `top`: the account that the asker may ask for, with all below it. */
  begin(
    directory: Directory,
    top: number,
    request: Omit<VerifyRequest, 'key' | 'clientIpText'>,
    presented: Presented,
    nowMs: number,
  ): void {
    this.directory = directory;
    this.top = top;
    this.presented = presented;
    this.hash = null;
    this.valueNumber = UNKNOWN;
    this.keyNumber = NO_KEY;
    this.nowMs = nowMs;
    this.operation = request.operation;
    this.clientIp = request.clientIp;
    this.accountNamed = request.account !== null;
    this.accountNumber = request.account === null ? NO_ACCOUNT : numberOf(directory, request.account);
    this.userTokenText = request.userToken;
    this.deviceTokenText = request.deviceToken;
    this.userTokenRead = undefined;
    this.deviceTokenRead = undefined;
  }

  /** The account that is meant; -1 where there is none. */
  get accountFound(): number {
    return this.accountNumber;
  }

  /** The key that bears the value there; -1 where there is none. */
  get keyFound(): number {
    return this.keyNumber;
  }

  get bearersInReach(): number {
    if (this.valueNumber === UNKNOWN) this.lookEverywhere();
    if (this.valueNumber === MANY) return 2;
    return this.valueNumber === NO_VALUE ? 0 : 1;
  }

  private lookEverywhere(): void {
    if ('keyId' in this.presented) throw new Error('a key asked for by its id takes an account');
    const hash = this.hashOfValue(this.presented.key);
    this.valueNumber = hash === null ? NO_VALUE : this.directory.onlyValueWithin(hash, this.top, this.nowMs);
    if (this.valueNumber >= 0) {
      this.takeKey(this.directory);
      this.accountNumber = this.directory.values.accountOf(this.valueNumber);
    }
  }

  get account(): AccountFacts | null {
    return this.accountNumber === NO_ACCOUNT ? null : this;
  }

  get withinReach(): boolean {
    return this.directory.accounts.isWithin(this.accountNumber, this.top);
  }

  get suspended(): boolean {
    return this.directory.accounts.isSuspended(this.accountNumber);
  }

  get key(): PresentedKey | null {
    if (this.valueNumber === UNKNOWN) this.lookOnLine();
    return this.keyNumber === NO_KEY ? null : this;
  }

  private lookOnLine(): void {
    const { directory, presented } = this;
    if ('keyId' in presented) {
      const key = directory.keys.numberOf(presented.keyId);
      const isEffective =
        key !== NO_KEY && directory.accounts.isWithin(this.accountNumber, directory.keys.accountOf(key));
      this.keyNumber = isEffective ? key : NO_KEY;
      this.keyBits = isEffective ? directory.keys.bitsOf(key) : 0;
      this.valueNumber = NO_VALUE;
      return;
    }
    const hash = this.hashOfValue(presented.key);
    this.valueNumber = hash === null ? NO_VALUE : directory.effectiveValue(hash, this.accountNumber, this.nowMs);
    if (this.valueNumber !== NO_VALUE) this.takeKey(directory);
  }

  /** The key of the value that was found. */
  private takeKey({ values }: Directory): void {
    this.keyNumber = values.keyOf(this.valueNumber);
    this.keyBits = values.keyBitsOf(this.valueNumber);
  }

  /** Null for what no key can bear: it costs no hash. */
  private hashOfValue(value: string): string | null {
    if (value.length > MAX_VALUE_LENGTH) return null;
    if (claimsToBeGenerated(value) && !(isGeneratedForm(value) && hasValidChecksum(value))) return null;
    return (this.hash ??= this.hashOf(value));
  }

  get userToken(): PresentedUserToken | 'UNREADABLE' | null {
    return (this.userTokenRead ??= this.readUserToken(this.userTokenText));
  }

  private readUserToken(text: string | null): PresentedUserToken | 'UNREADABLE' | null {
    if (text === null) return null;
    const token = this.tokens.read(text, 'user', this.directory.tokens);
    return token ? this.presentedUser.of(this.directory, token, this.accountNumber, this.nowMs) : 'UNREADABLE';
  }

  get deviceToken(): PresentedDeviceToken | 'UNREADABLE' | null {
    return (this.deviceTokenRead ??= this.readDeviceToken(this.deviceTokenText));
  }

  private readDeviceToken(text: string | KnownDevice | null): PresentedDeviceToken | 'UNREADABLE' | null {
    if (text === null) return null;
    const { directory, presentedDevice } = this;
    if (typeof text !== 'string') return presentedDevice.ofKnown(directory, text.endpointId, this.accountNumber);
    const token = this.tokens.read(text, 'device', directory.tokens);
    return token ? presentedDevice.of(directory, token, this.accountNumber) : 'UNREADABLE';
  }

  /** Of a request that may pass. */
  get user(): DirectoryUser | null {
    const { userToken } = this;
    if (!takesUserToken(this.operation) || userToken === null || userToken === 'UNREADABLE') return null;
    return this.directory.people.user(userToken.token.subjectId) ?? null;
  }

  /** Of a request that may pass: the key through which its user token was gained; null where none came. */
  get userKey(): number | null {
    const { userToken } = this;
    if (!takesUserToken(this.operation) || userToken === null || userToken === 'UNREADABLE') return null;
    return this.directory.keys.numberOf(userToken.token.keyId);
  }

  /** Of a request that may pass: the device that wants to log in, or from which the user did. */
  get endpoint(): DirectoryEndpoint | null {
    const { operation, directory } = this;
    if (operation === 'LOGIN') {
      const { deviceToken } = this;
      if (deviceToken === null || deviceToken === 'UNREADABLE') return null;
      return isGoodDeviceToken(deviceToken, this.nowMs) ? (deviceToken.endpoint ?? null) : null;
    }
    const { userToken } = this;
    if (!takesUserToken(operation) || userToken === null || userToken === 'UNREADABLE') return null;
    const { endpointId } = userToken.token;
    return endpointId === null ? null : (directory.endpoints.get(endpointId) ?? null);
  }

  get blocked(): boolean {
    return this.directory.isBlocked(this.keyNumber, this.accountNumber);
  }

  get active(): boolean {
    return (this.keyBits & KEY_BITS.active) !== 0;
  }

  get expiresAtMs(): number {
    return (this.keyBits & KEY_BITS.expires) === 0 ? Infinity : this.directory.keys.expiresAtOf(this.keyNumber);
  }

  get worksUntilMs(): number {
    return this.valueNumber === NO_VALUE ? Infinity : this.directory.values.worksUntilOf(this.valueNumber);
  }

  get allowedIps(): readonly IpRange[] {
    return (this.keyBits & KEY_BITS.hasRanges) === 0 ? EVERYWHERE : this.directory.keys.rangesOf(this.keyNumber);
  }

  get fullApiAccess(): boolean {
    return (this.keyBits & KEY_BITS.fullApiAccess) !== 0;
  }

  get allowUnauthenticatedRequests(): boolean {
    return (this.keyBits & KEY_BITS.allowUnauthenticatedRequests) !== 0;
  }

  get allowUntrustedEndpoints(): boolean {
    return (this.keyBits & KEY_BITS.allowUntrustedEndpoints) !== 0;
  }
}

function numberOf({ accounts }: Directory, { by, text }: AccountName): number {
  if (by === 'id') return accounts.numberOfPublicId(text);
  if (by === 'externalId') return accounts.numberOfExternalId(text);
  const domain = text.toLowerCase();
  return accounts.numberOfDomain(domain.endsWith('.') ? domain.slice(0, -1) : domain);
}
