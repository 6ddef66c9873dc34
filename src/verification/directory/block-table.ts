/** Which accounts block which keys. Few keys are blocked anywhere. */
export class BlockTable {
  private readonly accountsByKey = new Map<number, Set<number>>();

  add(account: number, key: number): void {
    const accounts = this.accountsByKey.get(key);
    if (accounts) accounts.add(account);
    else this.accountsByKey.set(key, new Set([account]));
  }

  remove(account: number, key: number): void {
    const accounts = this.accountsByKey.get(key);
    if (accounts?.delete(account) && accounts.size === 0) this.accountsByKey.delete(key);
  }

  removeKey(key: number): void {
    this.accountsByKey.delete(key);
  }

  /** Looks at all blocks, for the rare deletion of accounts. */
  removeAccounts(gone: ReadonlySet<number>): void {
    for (const [key, accounts] of this.accountsByKey) {
      for (const account of accounts) if (gone.has(account)) accounts.delete(account);
      if (accounts.size === 0) this.accountsByKey.delete(key);
    }
  }

  /** The accounts that block the key; undefined where none does. */
  blockersOf(key: number): ReadonlySet<number> | undefined {
    return this.accountsByKey.get(key);
  }
}
