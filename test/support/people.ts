import { newContext } from '../../src/application/context';
import { createRole } from '../../src/application/roles/create-role';
import { grantRole } from '../../src/application/roles/grant-role';
import { createUserWithHash } from '../../src/application/users/create-user';
import { createAccount } from '../../src/application/accounts/create-account';
import { publicId } from '../../src/domain/ids';
import type { Permission } from '../../src/domain/permissions/permission';
import { GraphqlClient } from './graphql-client';
import type { TestInstallation } from './test-installation';

export const PASSWORD = 'a quiet river at night';

export interface Person {
  /** Public ids. */
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  /** Signed in. */
  readonly client: GraphqlClient;
}

/** Makes accounts and users as the command line may, and signs the users in. Ids are public ones throughout. */
export class People {
  private count = 0;
  private passwordHash: Promise<string> | undefined;

  constructor(private readonly installation: TestInstallation) {}

  async vendor(parentId: string, name: string): Promise<string> {
    return this.account(parentId, name, 'VENDOR');
  }

  async customer(parentId: string, name: string): Promise<string> {
    return this.account(parentId, name, 'CUSTOMER');
  }

  /** A user of the account; may do nothing. */
  async user(
    accountId: string,
    name = `user ${++this.count}`,
  ): Promise<{ id: string; accountId: string; name: string }> {
    this.passwordHash ??= this.installation.services.passwords.hash(PASSWORD);
    const { id } = await createUserWithHash(
      this.commandLine,
      { accountId: bare(accountId), name, email: `${accountId}.${++this.count}@example.org` },
      await this.passwordHash,
    );
    return { id: publicId('User', id), accountId, name };
  }

  /** A role of exactly these permissions, kept on the account. */
  async role(accountId: string, permissions: readonly Permission[], name = `role ${++this.count}`): Promise<string> {
    const { id } = await createRole(this.commandLine, { accountId: bare(accountId), name, permissions });
    return publicId('Role', id);
  }

  /** A role on an account for a user. Public id of the grant. */
  async grant(userId: string, roleId: string, accountId: string): Promise<string> {
    const input = { userId: bare(userId), roleId: bare(roleId), accountId: bare(accountId) };
    return publicId('RoleGrant', (await grantRole(this.commandLine, input)).grant.id);
  }

  /** Signs the user in anew. */
  signIn(user: { readonly accountId: string; readonly name: string }, password = PASSWORD): Promise<GraphqlClient> {
    return new GraphqlClient(this.installation.server).signIn(user.name, password, { id: user.accountId });
  }

  /** A signed-in user of the account who holds exactly these permissions on `on` (by default the account) and below. */
  async person(accountId: string, permissions: readonly Permission[], on = accountId, name?: string): Promise<Person> {
    const user = await this.user(accountId, name);
    if (permissions.length > 0) await this.grant(user.id, await this.role(accountId, permissions), on);
    return { ...user, client: await this.signIn(user) };
  }

  private async account(parentId: string, name: string, kind: 'VENDOR' | 'CUSTOMER'): Promise<string> {
    const input = { parentId: bare(parentId), kind, name, stampPredefinedKeys: false };
    return publicId('Account', (await createAccount(this.commandLine, input)).account.id);
  }

  private get commandLine(): TestInstallation['commandLine'] {
    return newContext(this.installation.services, { kind: 'COMMAND_LINE' });
  }
}

/** The id as the use cases and the database have it. */
export function bare(publicId: string): string {
  return publicId.slice(4);
}
