import { In } from 'typeorm';
import { subtreeRange } from '../../domain/accounts/account-path';
import type { Account } from '../../entities/account';
import { KeyBlock } from '../../entities/key-block';
import { RoleGrant } from '../../entities/role-grant';
import { holds } from '../caller';
import type { Change } from '../change';

/** Users and roles of the old line may be outside the mover's reach: null then. */
export interface RemovedGrant {
  readonly grantId: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly userId: string | null;
  readonly userName: string | null;
  readonly roleId: string | null;
  readonly roleName: string | null;
}

/** The key's id and name are null where the mover may not see the keys of the account. */
export interface RemovedBlock {
  readonly accountId: string;
  readonly accountName: string;
  readonly keyId: string | null;
  readonly keyName: string | null;
}

export interface Removed {
  readonly grants: RemovedGrant[];
  readonly blocks: RemovedBlock[];
  /** With everything named; empty where nothing was removed. */
  readonly forAudit: Record<string, unknown>;
}

interface GrantRow {
  grantId: string;
  accountId: string;
  accountName: string;
  userId: string;
  userName: string;
  userPath: string;
  roleId: string;
  roleName: string;
  rolePath: string;
}

interface BlockRow {
  accountId: string;
  accountName: string;
  keyId: string;
  keyName: string;
}

/** Rows of one DELETE. */
const BATCH = 500;

/**
 * After a move: deletes grants in the subtree whose role or user, and blocks whose key, no longer stands on the line
 * of their account. What is on a line has a path that begins the account's.
 */
export async function removeWhatNoLongerStands(change: Change, before: Account, moved: Account): Promise<Removed> {
  const grants = await strayGrants(change, moved);
  const blocks = await strayBlocks(change, moved);
  for (let from = 0; from < grants.length; from += BATCH) {
    const ids = grants.slice(from, from + BATCH).map((grant) => grant.grantId);
    await change.manager.delete(RoleGrant, { id: In(ids) });
  }
  for (const { accountId, keyId } of blocks) await change.manager.delete(KeyBlock, { accountId, keyId });
  for (const grant of grants) change.record('role_grant', grant.grantId);
  for (const block of blocks) change.record('key_block', `${block.accountId}:${block.keyId}`);
  // The keys were inherited until now: on the account one saw their names.
  const seesKeys = holds(change.caller, before.path, 'ViewApiKey');
  return {
    grants: grants.map((grant) => visibleGrant(change, grant)),
    blocks: blocks.map((block) => (seesKeys ? { ...block } : maskedBlock(block))),
    forAudit: {
      ...(grants.length > 0 ? { removedGrants: grants.map(auditedGrant) } : {}),
      ...(blocks.length > 0 ? { removedBlocks: blocks } : {}),
    },
  };
}

async function strayGrants(change: Change, moved: Account): Promise<GrantRow[]> {
  const { from, to } = subtreeRange(moved.path);
  return await change.manager.query<GrantRow[]>(
    `SELECT g.id AS grantId, a.id AS accountId, a.name AS accountName,
            u.id AS userId, u.name AS userName, ua.path AS userPath,
            r.id AS roleId, r.name AS roleName, ra.path AS rolePath
     FROM account a JOIN role_grant g ON g.account_id = a.id
     JOIN user u ON u.id = g.user_id JOIN account ua ON ua.id = u.account_id
     JOIN role r ON r.id = g.role_id JOIN account ra ON ra.id = r.account_id
     WHERE a.path >= ? AND a.path < ?
       AND (SUBSTR(a.path, 1, LENGTH(ua.path)) <> ua.path OR SUBSTR(a.path, 1, LENGTH(ra.path)) <> ra.path)
     ORDER BY g.id`,
    [from, to],
  );
}

async function strayBlocks(change: Change, moved: Account): Promise<BlockRow[]> {
  const { from, to } = subtreeRange(moved.path);
  return await change.manager.query<BlockRow[]>(
    `SELECT a.id AS accountId, a.name AS accountName, k.id AS keyId, k.name AS keyName
     FROM account a JOIN key_block b ON b.account_id = a.id
     JOIN api_key k ON k.id = b.key_id JOIN account ka ON ka.id = k.account_id
     WHERE a.path >= ? AND a.path < ? AND SUBSTR(a.path, 1, LENGTH(ka.path)) <> ka.path
     ORDER BY a.path, k.id`,
    [from, to],
  );
}

function visibleGrant(change: Change, row: GrantRow): RemovedGrant {
  const { grantId, accountId, accountName } = row;
  const seesUser = holds(change.caller, row.userPath, 'ViewUser');
  const seesRole = holds(change.caller, row.rolePath, 'ViewRole');
  return {
    grantId,
    accountId,
    accountName,
    userId: seesUser ? row.userId : null,
    userName: seesUser ? row.userName : null,
    roleId: seesRole ? row.roleId : null,
    roleName: seesRole ? row.roleName : null,
  };
}

function auditedGrant(row: GrantRow): Omit<RemovedGrant, 'accountName'> {
  const { grantId, accountId, userId, userName, roleId, roleName } = row;
  return { grantId, accountId, userId, userName, roleId, roleName };
}

function maskedBlock(row: BlockRow): RemovedBlock {
  return { accountId: row.accountId, accountName: row.accountName, keyId: null, keyName: null };
}
