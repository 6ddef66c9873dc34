/** A row as the database has it. */
export interface EndpointRow {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly clientId: string;
  /** By an administrator. */
  readonly confirmed: boolean;
}

/** A trusted device as requests see one; made anew when its row changes. */
export interface DirectoryEndpoint {
  readonly id: string;
  readonly name: string;
  readonly clientId: string;
  readonly confirmed: boolean;
  /** Number of its account. */
  readonly account: number;
}

/** The devices that are trusted: no other opens anything. */
export class EndpointTable {
  private readonly byId = new Map<string, DirectoryEndpoint>();

  put({ id, name, clientId, confirmed }: EndpointRow, account: number): void {
    this.byId.set(id, { id, name, clientId, confirmed, account });
  }

  remove(id: string): void {
    this.byId.delete(id);
  }

  /** Looks at all of them, for the rare deletion of accounts. */
  removeOfAccounts(gone: ReadonlySet<number>): void {
    for (const { id, account } of this.byId.values()) if (gone.has(account)) this.byId.delete(id);
  }

  /** Undefined where there is none, or it is not trusted. */
  get(id: string): DirectoryEndpoint | undefined {
    return this.byId.get(id);
  }
}
