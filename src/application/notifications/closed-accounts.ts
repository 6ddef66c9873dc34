import type { EntityManager } from 'typeorm';
import { type AccountPath, lineOf } from '../../domain/accounts/account-path';

/** Blocks of one statement. */
const CHUNK = 1_000;

/**
 * Where keys are blocked. A webhook that a key made by itself, without a user, hears no more than the key could see: whom
 * it was closed to since would be overheard through it.
 */
export class ClosedAccounts {
  private constructor(private readonly accountsOf: ReadonlyMap<string, ReadonlySet<string>>) {}

  static async load(manager: EntityManager, keyIds: ReadonlySet<string>): Promise<ClosedAccounts> {
    const accountsOf = new Map<string, ReadonlySet<string>>();
    for (const keyId of keyIds) accountsOf.set(keyId, await blocksOf(manager, keyId));
    return new ClosedAccounts(accountsOf);
  }

  isClosed(keyId: string | null, path: AccountPath): boolean {
    const accounts = keyId === null ? undefined : this.accountsOf.get(keyId);
    return accounts !== undefined && accounts.size > 0 && lineOf(path).some((id) => accounts.has(id));
  }
}

async function blocksOf(manager: EntityManager, keyId: string): Promise<Set<string>> {
  const found = new Set<string>();
  for (let last = ''; ;) {
    const rows = await manager.query<{ accountId: string }[]>(
      `SELECT account_id AS accountId FROM key_block WHERE key_id = ? AND account_id > ?
       ORDER BY account_id LIMIT ${CHUNK}`,
      [keyId, last],
    );
    for (const { accountId } of rows) found.add(accountId);
    if (rows.length < CHUNK) return found;
    last = rows.at(-1)?.accountId ?? '';
  }
}
