import { type EntityManager, In } from 'typeorm';
import { AccountDomain } from '../../entities/account-domain';
import { ApiKey } from '../../entities/api-key';
import { ApiKeyTemplate } from '../../entities/api-key-template';
import { ApiKeyValue } from '../../entities/api-key-value';
import { KeyBlock } from '../../entities/key-block';
import { Role } from '../../entities/role';
import { RoleGrant } from '../../entities/role-grant';
import { User } from '../../entities/user';

/** What stands on one account. */
export interface Contents {
  readonly domains: string[];
  readonly keys: ApiKey[];
  readonly values: ApiKeyValue[];
  readonly blocks: KeyBlock[];
  readonly templates: ApiKeyTemplate[];
  readonly roles: Role[];
  readonly users: User[];
  /** Of these users, wherever they hold. */
  readonly grants: RoleGrant[];
}

/** Ids of one statement: below the databases' limits of parameters. */
const BATCH = 1000;

/** Of all the accounts together: eight statements for every thousand. */
export async function loadContents(
  manager: EntityManager,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, Contents>> {
  const all = new Map<string, Contents>(accountIds.map((id) => [id, empty()]));
  for (let from = 0; from < accountIds.length; from += BATCH) {
    await loadBatch(manager, accountIds.slice(from, from + BATCH), all);
  }
  return all;
}

function empty(): Contents {
  return { domains: [], keys: [], values: [], blocks: [], templates: [], roles: [], users: [], grants: [] };
}

async function loadBatch(manager: EntityManager, ids: string[], all: ReadonlyMap<string, Contents>): Promise<void> {
  const accountId = In(ids);
  for (const row of await manager.findBy(AccountDomain, { accountId }))
    all.get(row.accountId)?.domains.push(row.domain);
  for (const row of await manager.findBy(ApiKey, { accountId })) all.get(row.accountId)?.keys.push(row);
  for (const row of await manager.findBy(ApiKeyValue, { accountId })) all.get(row.accountId)?.values.push(row);
  for (const row of await manager.findBy(KeyBlock, { accountId })) all.get(row.accountId)?.blocks.push(row);
  for (const row of await manager.findBy(ApiKeyTemplate, { accountId })) all.get(row.accountId)?.templates.push(row);
  for (const row of await manager.findBy(Role, { accountId })) all.get(row.accountId)?.roles.push(row);
  const users = await manager.findBy(User, { accountId });
  const homes = new Map(users.map((user) => [user.id, all.get(user.accountId)]));
  for (const user of users) homes.get(user.id)?.users.push(user);
  const userIds = [...homes.keys()];
  for (let from = 0; from < userIds.length; from += BATCH) {
    const grants = await manager.findBy(RoleGrant, { userId: In(userIds.slice(from, from + BATCH)) });
    for (const grant of grants) homes.get(grant.userId)?.grants.push(grant);
  }
}
