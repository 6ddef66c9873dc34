import { type AccountPath, lineOf } from '../../domain/accounts/account-path';
import type { BlockRow } from './effective-rows';

/** The blocks of the lines, by key. */
export class EffectiveBlocks {
  private readonly blockersByKey = new Map<string, Set<string>>();
  private readonly rowByKey = new Map<string, BlockRow>();

  constructor(rows: readonly BlockRow[]) {
    for (const row of rows) {
      const blockers = this.blockersByKey.get(row.keyId) ?? new Set();
      this.blockersByKey.set(row.keyId, blockers.add(row.accountId));
      this.rowByKey.set(row.keyId, row);
    }
  }

  /** The account of the line that blocks the key, the one nearest to the key's own; null where none does. */
  blockerOf(keyId: string, path: AccountPath): string | null {
    const blockers = this.blockersByKey.get(keyId);
    if (!blockers) return null;
    return lineOf(path).find((id) => blockers.has(id)) ?? null;
  }

  /** The keys blocked on the account, each once. */
  on(path: AccountPath): BlockRow[] {
    return [...this.rowByKey.values()].filter((row) => this.blockerOf(row.keyId, path) !== null);
  }
}
