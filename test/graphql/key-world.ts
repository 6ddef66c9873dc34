import { suspendAccount } from '../../src/application/accounts/suspend-account';
import { blockInheritedKey } from '../../src/application/keys/block-inherited-key';
import { createApiKey, type CreateApiKeyInput } from '../../src/application/keys/create-api-key';
import { publicId } from '../../src/domain/ids';
import { PERMISSIONS } from '../../src/domain/permissions/permission';
import { NO_RECORDER } from '../../src/verification/recorder';
import { GraphqlClient } from '../support/graphql-client';
import { bare, PASSWORD, People } from '../support/people';
import { startTestInstallation, type TestInstallation, type TestOptions } from '../support/test-installation';

export const VENDOR_KEY = 'vendor-8f3c1a9e4b7d2065';

type AccountName = 'vendor' | 'open' | 'shop' | 'blocking' | 'behind' | 'suspended' | 'under' | 'other';

/**
 * A vendor whose key may do everything without a user, but on two of the accounts below:
 *
 *     root > vendor > open > shop
 *                   > blocking > behind      blocks the key
 *                   > suspended > under
 *          > other
 */
export class KeyWorld {
  readonly ids = {} as Record<AccountName, string>;
  /** Public id of the vendor's key. */
  keyId = '';
  private count = 0;

  private constructor(
    readonly installation: TestInstallation,
    readonly people: People,
  ) {}

  static async make(options: TestOptions = {}): Promise<KeyWorld> {
    const installation = await startTestInstallation({ recorder: NO_RECORDER, ...options });
    const world = new KeyWorld(installation, new People(installation));
    await world.populate();
    return world;
  }

  /** With the vendor's key alone, or another one. */
  client(key = VENDOR_KEY, token: string | null = null, headers: Record<string, string> = {}): GraphqlClient {
    return new GraphqlClient(this.installation.server).withKey(key, token, headers);
  }

  /** A key of all flags that are given; answers its public id and value. */
  async key(
    accountId: string,
    input: Partial<Omit<CreateApiKeyInput, 'accountId' | 'value'>> & { readonly value?: string } = {},
  ): Promise<{ id: string; value: string }> {
    const serial = ++this.count;
    const { name = `key ${serial}`, value = `value-${serial}-51c7e0d94ab83f26` } = input;
    const made = await createApiKey(this.installation.commandLine, {
      ...input,
      accountId: bare(accountId),
      name,
      value,
    });
    return { id: publicId('ApiKey', made.apiKey.id), value };
  }

  /** The tokens of a login through the key, which allows untrusted endpoints. */
  async logIn(
    key: string,
    user: { readonly name: string; readonly accountId: string },
    account?: string,
  ): Promise<{ access: string; refresh: string; clientId: string }> {
    const response = await this.installation.server.inject({
      method: 'POST',
      url: '/v1/login',
      headers: { 'x-api-key': key },
      payload: {
        ...(account === undefined ? {} : { account: { id: account } }),
        userAccount: { id: user.accountId },
        ...{ name: user.name, password: PASSWORD },
      },
    });
    const body = response.json<Record<string, string>>();
    if (response.statusCode !== 200) throw new Error(`the login answered ${response.body}`);
    return { access: body.access_token ?? '', refresh: body.refresh_token ?? '', clientId: body.client_id ?? '' };
  }

  private async populate(): Promise<void> {
    const { people, ids } = this;
    const { rootId, commandLine } = this.installation;
    ids.vendor = await people.vendor(rootId, 'Vendor');
    ids.other = await people.vendor(rootId, 'Other');
    for (const [name, below] of [
      ['open', 'shop'],
      ['blocking', 'behind'],
      ['suspended', 'under'],
    ] as const) {
      ids[name] = await people.vendor(ids.vendor, name);
      ids[below] = await people.vendor(ids[name], below);
    }
    const all = { fullApiAccess: true, allowUnauthenticatedRequests: true, permissions: PERMISSIONS };
    this.keyId = (await this.key(ids.vendor, { name: 'Vendor key', value: VENDOR_KEY, ...all })).id;
    await blockInheritedKey(commandLine, { accountId: bare(ids.blocking), keyId: bare(this.keyId) });
    await suspendAccount(commandLine, { accountId: bare(ids.suspended) });
  }
}
