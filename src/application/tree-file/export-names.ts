import { type EntityManager, In } from 'typeorm';
import { lineOf } from '../../domain/accounts/account-path';
import { Account } from '../../entities/account';
import { ApiKey } from '../../entities/api-key';
import { Role } from '../../entities/role';
import { byText } from './export-account';
import { type FileGrant, type FileRef, refOf } from './format';
import type { Contents } from './load-contents';

const BATCH = 1000;

/** What a page of accounts refers to elsewhere, by the names that the file has for it. */
export class ExportNames {
  private constructor(
    private readonly accounts: ReadonlyMap<string, Account>,
    private readonly keys: ReadonlyMap<string, ApiKey>,
    private readonly roles: ReadonlyMap<string, Role>,
    /** `<account> <name key>` of every role on the lines of grants. */
    private readonly roleNames: ReadonlySet<string>,
  ) {}

  static async load(
    manager: EntityManager,
    page: readonly Account[],
    contents: readonly Contents[],
  ): Promise<ExportNames> {
    const keys = await byIds(
      manager,
      ApiKey,
      contents.flatMap(({ blocks }) => blocks.map((block) => block.keyId)),
    );
    const grants = contents.flatMap((each) => each.grants);
    const roles = await byIds(
      manager,
      Role,
      grants.map((grant) => grant.roleId),
    );
    const known = new Map(page.map((account) => [account.id, account]));
    const referred = [...keys.values(), ...roles.values(), ...grants].map((row) => row.accountId);
    const parents = page.flatMap((account) => account.parentId ?? []);
    const further = [...referred, ...parents].filter((id) => !known.has(id));
    for (const [id, account] of await byIds(manager, Account, further)) known.set(id, account);
    const lines = grants.flatMap((grant) => lineOf(known.get(grant.accountId)?.path ?? ''));
    const onLines = await rolesOn(manager, lines);
    return new ExportNames(known, keys, roles, new Set(onLines.map((role) => `${role.accountId} ${role.nameKey}`)));
  }

  refOf(accountId: string | null): FileRef {
    const account = this.accounts.get(accountId ?? '');
    return account ? refOf(account) : null;
  }

  blocksOf({ blocks }: Contents): { account: FileRef; name: string }[] {
    return blocks.flatMap(({ keyId }) => {
      const key = this.keys.get(keyId);
      return key ? [{ account: this.refOf(key.accountId), name: key.name }] : [];
    });
  }

  grantsOf({ users, grants }: Contents): ReadonlyMap<string, FileGrant[]> {
    const all = new Map<string, FileGrant[]>(users.map((user) => [user.id, []]));
    for (const { userId, roleId, accountId } of grants) {
      const role = this.roles.get(roleId);
      const account = this.accounts.get(accountId);
      if (!role || !account) continue;
      const nearest = this.nearest(account, role.nameKey) === role.accountId;
      all.get(userId)?.push({
        role: role.name,
        account: refOf(account),
        ...(nearest ? {} : { roleAccount: this.refOf(role.accountId) }),
      });
    }
    for (const each of all.values())
      each.sort(byText((grant) => JSON.stringify([grant.account, grant.role, grant.roleAccount])));
    return all;
  }

  /** The account whose role of that name is meant where none is named. */
  private nearest({ path }: Account, nameKey: string): string | undefined {
    return lineOf(path)
      .reverse()
      .find((id) => this.roleNames.has(`${id} ${nameKey}`));
  }
}

async function byIds<T extends { id: string }>(
  manager: EntityManager,
  entity: new () => T,
  ids: readonly string[],
): Promise<Map<string, T>> {
  const found = new Map<string, T>();
  await inBatches(ids, async (batch) => {
    const rows = await manager.createQueryBuilder(entity, 'e').where('e.id IN (:...batch)', { batch }).getMany();
    for (const row of rows) found.set(row.id, row);
  });
  return found;
}

async function rolesOn(manager: EntityManager, accountIds: readonly string[]): Promise<Role[]> {
  const found: Role[] = [];
  await inBatches(accountIds, async (batch) => {
    found.push(...(await manager.findBy(Role, { accountId: In(batch) })));
  });
  return found;
}

async function inBatches(ids: readonly string[], work: (batch: string[]) => Promise<void>): Promise<void> {
  const all = [...new Set(ids)];
  for (let from = 0; from < all.length; from += BATCH) await work(all.slice(from, from + BATCH));
}
