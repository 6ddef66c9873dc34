import type { DeviceTokenFacts, UserTokenFacts } from '../../domain/decision/facts';
import type { AccessToken } from '../../domain/tokens/access-token';
import type { EffectiveKeyState } from '../../domain/keys/api-key';
import { type Directory, NO_KEY } from '../directory/directory';
import type { DirectoryEndpoint } from '../directory/endpoint-table';
import { KEY_BITS } from '../directory/key-table';

/** What the records say of a user token, on the account of the request. Serves one request after the other. */
export class PresentedUserToken implements UserTokenFacts {
  readonly fromLogin = true;
  token!: AccessToken;
  private directory!: Directory;
  private account = -1;
  private nowMs = 0;

  of(directory: Directory, token: AccessToken, account: number, nowMs: number): this {
    this.directory = directory;
    this.token = token;
    this.account = account;
    this.nowMs = nowMs;
    return this;
  }

  get expiresAtMs(): number {
    return this.token.expiresAtMs;
  }

  get revoked(): boolean {
    return this.directory.tokens.isEnded(this.token.familyId);
  }

  get keyState(): EffectiveKeyState | null {
    const { directory, account } = this;
    const key = directory.keys.numberOf(this.token.keyId);
    if (key === NO_KEY || !directory.accounts.isWithin(account, directory.keys.accountOf(key))) return null;
    if (directory.isBlocked(key, account)) return 'BLOCKED';
    const bits = directory.keys.bitsOf(key);
    if ((bits & KEY_BITS.active) === 0) return 'INACTIVE';
    return this.nowMs >= directory.keys.expiresAtOf(key) ? 'EXPIRED' : 'ACTIVE';
  }

  get endpointTrusted(): boolean | null {
    const { endpointId } = this.token;
    return endpointId === null ? null : this.directory.endpoints.get(endpointId) !== undefined;
  }

  get userDisabled(): boolean {
    return this.directory.people.user(this.token.subjectId)?.disabled !== false;
  }

  get userOnLine(): boolean {
    const user = this.directory.people.user(this.token.subjectId);
    return user !== undefined && this.directory.accounts.isWithin(this.account, user.account);
  }
}

/** The same of a device token, or of a device that is known without one. */
export class PresentedDeviceToken implements DeviceTokenFacts {
  expiresAtMs = 0;
  revoked = false;
  endpoint: DirectoryEndpoint | undefined;
  private directory!: Directory;
  private account = -1;

  of(directory: Directory, token: AccessToken, account: number): this {
    this.expiresAtMs = token.expiresAtMs;
    this.revoked = directory.tokens.isEnded(token.familyId);
    return this.begin(directory, token.subjectId, account);
  }

  ofKnown(directory: Directory, endpointId: string, account: number): this {
    this.expiresAtMs = Infinity;
    this.revoked = false;
    return this.begin(directory, endpointId, account);
  }

  private begin(directory: Directory, endpointId: string, account: number): this {
    this.endpoint = directory.endpoints.get(endpointId);
    this.directory = directory;
    this.account = account;
    return this;
  }

  get endpointStatus(): DeviceTokenFacts['endpointStatus'] {
    // Only trusted ones are kept in memory: what the others are makes no difference.
    return this.endpoint ? 'TRUSTED' : 'REVOKED';
  }

  get endpointConfirmed(): boolean {
    return this.endpoint?.confirmed === true;
  }

  get endpointOn(): DeviceTokenFacts['endpointOn'] {
    const { endpoint, account } = this;
    if (!endpoint) return 'ELSEWHERE';
    if (endpoint.account === account) return 'ACCOUNT';
    return this.directory.accounts.isWithin(account, endpoint.account) ? 'ANCESTOR' : 'ELSEWHERE';
  }
}
