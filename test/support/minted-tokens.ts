import { change } from '../../src/application/change';
import { newId } from '../../src/application/new-id';
import { createApiKey } from '../../src/application/keys/create-api-key';
import { deactivateApiKey } from '../../src/application/keys/deactivate-api-key';
import { endTokenFamilies } from '../../src/application/tokens/end-token-families';
import { openTokenFamily, withAccessToken } from '../../src/application/tokens/issue-tokens';
import { insertSession } from '../../src/application/sessions/new-session';
import { createUserWithHash } from '../../src/application/users/create-user';
import { Account } from '../../src/entities/account';
import { Endpoint } from '../../src/entities/endpoint';
import { type TokenFamily } from '../../src/entities/token-family';
import { User } from '../../src/entities/user';
import type { Context } from '../../src/application/context';
import type { EndpointStatus } from '../../src/domain/endpoints/endpoint';
import type { TestInstallation } from './test-installation';
import type { DeviceTokenKind, UserTokenKind } from './vectors';

const LONG = { userAccessTokenSeconds: 86_400, deviceAccessTokenSeconds: 86_400, refreshTokenSeconds: 86_400 };

const STATUSES: Partial<Record<DeviceTokenKind, EndpointStatus>> = {
  pending: 'PENDING',
  rejected: 'REJECTED',
  revoked: 'REVOKED',
};

/** Tokens by the service's own signer, of users and devices in the states that the vectors name. */
export class MintedTokens {
  private readonly minted = new Map<string, Promise<string>>();
  private serial = 0;

  private constructor(
    private readonly context: Context,
    /** Through which they are gained. */
    private readonly keyId: string,
    private readonly stoppedKeyId: string,
  ) {}

  static async of({ commandLine }: TestInstallation): Promise<MintedTokens> {
    const { id: rootId } = await commandLine.manager.findOneByOrFail(Account, { rootSlot: 1 });
    const newKey = async (name: string): Promise<string> =>
      (await createApiKey(commandLine, { accountId: rootId, name })).apiKey.id;
    return new MintedTokens(commandLine, await newKey('tokens, active'), await newKey('tokens, stopped'));
  }

  user(is: UserTokenKind, accountId: string): Promise<string> {
    return this.once(`user ${is} ${accountId}`, () => this.mintUser(is, accountId));
  }

  device(is: DeviceTokenKind, accountId: string): Promise<string> {
    return this.once(`device ${is} ${accountId}`, () => this.mintDevice(is, accountId));
  }

  private once(name: string, mint: () => Promise<string>): Promise<string> {
    const known = this.minted.get(name) ?? mint();
    this.minted.set(name, known);
    return known;
  }

  private async mintUser(is: UserTokenKind, accountId: string): Promise<string> {
    if (is === 'malformed') return 'malformed';
    const user = await this.newUser(accountId);
    if (is === 'management sign-in') {
      const { database } = this.context.services;
      // Past the use case: of a suspended account nobody signs in.
      return (await database.transaction((manager) => insertSession(this.context, manager, user.id))).accessToken;
    }
    const keyId = is === 'key stopped' ? this.stoppedKeyId : this.keyId;
    const { token, family } = await this.issue(is === 'expired', {
      accountId,
      userId: user.id,
      endpointId: null,
      keyId,
    });
    if (is === 'revoked') await change(this.context, (changing) => endTokenFamilies(changing, { id: family.id }));
    if (is === 'disabled user') {
      // Past the use case, which would end the token too.
      await change(this.context, async (changing) => {
        await changing.manager.update(User, { id: user.id }, { disabled: true });
        changing.record('user', user.id);
      });
    }
    if (is === 'key stopped') await this.stopKey();
    return token;
  }

  private async stopKey(): Promise<void> {
    await deactivateApiKey(this.context, { keyId: this.stoppedKeyId });
  }

  private async newUser(accountId: string): Promise<User> {
    return createUserWithHash(this.context, { accountId, name: `minted ${++this.serial}` }, 'none');
  }

  private async mintDevice(is: DeviceTokenKind, accountId: string): Promise<string> {
    if (is === 'malformed') return 'malformed';
    const endpoint = await this.newEndpoint(accountId, STATUSES[is] ?? 'TRUSTED', is !== 'automatic');
    const columns = { accountId, userId: null, endpointId: endpoint.id, keyId: this.keyId };
    return (await this.issue(is === 'expired', columns)).token;
  }

  private async newEndpoint(accountId: string, status: EndpointStatus, confirmed: boolean): Promise<Endpoint> {
    const now = this.context.now();
    const clientId = `device ${++this.serial}`;
    const endpoint = Object.assign(new Endpoint(), {
      ...{ id: newId(), accountId, clientId, name: clientId, clientType: 'printer', description: null },
      ...{ status, confirmed, decidedBy: null, decidedAt: null, keyId: this.keyId, publicKey: null },
      ...{ registeredAt: now, registeredIp: null, lastSeenAt: null, lastSeenIp: null, signIns: 0, version: 1 },
    } satisfies Endpoint);
    await change(this.context, async (changing) => {
      await changing.manager.insert(Endpoint, endpoint);
      changing.record('endpoint', endpoint.id);
    });
    return endpoint;
  }

  private async issue(
    isExpired: boolean,
    columns: Pick<TokenFamily, 'accountId' | 'userId' | 'endpointId' | 'keyId'>,
  ): Promise<{ token: string; family: TokenFamily }> {
    const { database } = this.context.services;
    const opened = await database.transaction((manager) =>
      openTokenFamily(this.context, manager, { ...columns, clientId: 'test' }, LONG),
    );
    const then = isExpired ? new Date(this.context.now().getTime() - 2 * 86_400_000) : null;
    const context = then ? { ...this.context, now: () => then } : this.context;
    return { token: (await withAccessToken(context, opened, LONG)).accessToken, family: opened.family };
  }
}
