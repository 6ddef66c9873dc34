export interface GatewayRow {
  readonly id: string;
  /** Id of the account that it is made on: it may ask for that and all below. */
  readonly accountId: string;
  readonly name: string;
  /** Keyed hash of its credential. */
  readonly credentialHash: Uint8Array;
  readonly enabled: boolean;
}

/** A gateway as requests see it; made anew when its row changes. */
export interface Gateway {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
}

/** The gateways, by the keyed hash of their credential as a 'latin1' string. */
export class GatewayTable {
  private readonly byHash = new Map<string, Gateway>();
  private readonly hashById = new Map<string, string>();

  put({ id, accountId, name, credentialHash, enabled }: GatewayRow): void {
    this.remove(id);
    if (!enabled) return;
    const hash = Buffer.from(credentialHash).toString('latin1');
    this.byHash.set(hash, { id, accountId, name });
    this.hashById.set(id, hash);
  }

  remove(id: string): void {
    const hash = this.hashById.get(id);
    if (hash === undefined) return;
    this.byHash.delete(hash);
    this.hashById.delete(id);
  }

  removeOfAccounts(accountIds: ReadonlySet<string>): void {
    for (const gateway of [...this.byHash.values()]) if (accountIds.has(gateway.accountId)) this.remove(gateway.id);
  }

  find(credentialHash: string): Gateway | undefined {
    return this.byHash.get(credentialHash);
  }
}
