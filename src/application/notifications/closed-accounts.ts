import type { EntityManager } from 'typeorm';
import { type AccountPath, idsOnLines, lineOf } from '../../domain/accounts/account-path';
import { placeholders } from '../../database/statement';

/** Accounts of one statement. */
const CHUNK = 1_000;

/**
 * Where keys are blocked. A webhook that a key made by itself, without a user, hears no more than the key could see: whom
 * it was closed to since would be overheard through it.
 */
export class ClosedAccounts {
  private constructor(private readonly blocks: ReadonlySet<string>) {}

  /** For questions about these keys and paths alone. One statement, and none for no key. */
  static async load(
    manager: EntityManager,
    keyIds: readonly string[],
    paths: readonly AccountPath[],
  ): Promise<ClosedAccounts> {
    if (keyIds.length === 0) return new ClosedAccounts(new Set());
    const accountIds = idsOnLines(paths);
    // An import has notices of any number of accounts: then it is less to read all that block the keys.
    const which = accountIds.length <= CHUNK ? accountIds : [];
    const rows = await manager.query<{ accountId: string; keyId: string }[]>(
      `SELECT account_id AS accountId, key_id AS keyId FROM key_block WHERE key_id IN (${placeholders(keyIds)})
       ${which.length > 0 ? `AND account_id IN (${placeholders(which)})` : ''}`,
      [...keyIds, ...which],
    );
    return new ClosedAccounts(new Set(rows.map(({ accountId, keyId }) => blockOf(accountId, keyId))));
  }

  /** Whether the account at `path`, or one above it, blocks the key. */
  has(path: AccountPath, keyId: string): boolean {
    return this.blocks.size > 0 && lineOf(path).some((accountId) => this.blocks.has(blockOf(accountId, keyId)));
  }
}

function blockOf(accountId: string, keyId: string): string {
  return `${accountId} ${keyId}`;
}
