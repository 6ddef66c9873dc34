import type { Client } from 'urql';
import { type TreeAccountFragment, TreeChildrenDocument, TreeTopDocument } from '../gql/graphql';

export interface TreeRow {
  readonly account: TreeAccountFragment;
  /** 1 for the highest. */
  readonly level: number;
  /** Among its siblings, from 1; how many there are, as far as it is known. */
  readonly position: number;
  readonly siblings: number;
  readonly isOpen: boolean;
  readonly isLoading: boolean;
  /** The branch's next accounts are not here yet: they are asked for when this row is seen. */
  readonly isLastOfMore: boolean;
  readonly parentId: string | null;
  /** Its children could not be read. */
  readonly failed: boolean;
}

interface Branch {
  readonly ids: string[];
  total: number;
  endCursor: string | null;
  hasMore: boolean;
  /** Resolves when the page that is asked for has come. */
  loading: Promise<void> | null;
  failed: boolean;
}

/**
 * The part of the tree that is open, children page by page as they are seen: of 100,000 accounts it knows those that
 * somebody looked at. An external store: it tells its listeners, and `rows` is the same array until it has changed.
 */
export class AccountTree {
  private readonly accounts = new Map<string, TreeAccountFragment>();
  private readonly branches = new Map<string, Branch>();
  private readonly open = new Set<string>();
  private readonly listeners = new Set<() => void>();
  private tops: string[] = [];
  private current: readonly TreeRow[] = [];

  private readonly client: Client;

  constructor(client: Client) {
    this.client = client;
  }

  readonly rows = (): readonly TreeRow[] => this.current;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** The highest accounts that the viewer may see: those of `ids` that are below none of the others. */
  async start(ids: readonly string[]): Promise<void> {
    const found = await Promise.all([...new Set(ids)].map((id) => this.line(id)));
    const isBelowAnother = ({ line }: { line: readonly { id?: string | null }[] }): boolean =>
      line.slice(0, -1).some(({ id }) => id !== null && id !== undefined && ids.includes(id));
    this.tops = found.flatMap((one) => (one && !isBelowAnother(one) ? [one.account.id] : []));
    this.publish();
    const [only, another] = this.tops;
    if (only !== undefined && another === undefined) await this.expand(only);
  }

  isExpandable(id: string): boolean {
    return this.accounts.get(id)?.kind === 'VENDOR';
  }

  async expand(id: string): Promise<void> {
    if (!this.isExpandable(id)) return;
    this.open.add(id);
    this.publish();
    const branch = this.branches.get(id);
    await (branch ? branch.loading : this.loadMore(id));
  }

  collapse(id: string): void {
    this.open.delete(id);
    this.publish();
  }

  /** The next page of a branch. */
  async loadMore(id: string): Promise<void> {
    const branch = this.branchOf(id);
    if (branch.loading || !branch.hasMore) return;
    branch.loading = this.page(id, branch.endCursor).then((page) => {
      branch.loading = null;
      branch.failed = page === null;
      if (page) this.append(branch, page);
    });
    branch.failed = false;
    this.publish();
    await branch.loading;
    this.publish();
  }

  /** Opens the line down to an account, and puts it in its place where the pages have not come to it. */
  async reveal(id: string): Promise<void> {
    const found = await this.line(id);
    if (!found) return;
    const line = found.line.flatMap((one) => (one.id ? [one.id] : []));
    const from = line.findIndex((one) => this.tops.includes(one));
    if (from < 0) return;
    let parent: string | null = null;
    for (const one of line.slice(from)) {
      if (parent !== null) await this.place(parent, one);
      parent = one;
    }
    this.publish();
  }

  /** After accounts were changed: all that is open, as it is now. */
  async refresh(): Promise<void> {
    for (const id of [...this.tops, ...this.open]) await this.line(id);
    for (const [id, branch] of [...this.branches]) {
      if (!this.open.has(id)) this.branches.delete(id);
      else await this.reload(id, branch.ids.length);
    }
    this.publish();
  }

  private async reload(id: string, count: number): Promise<void> {
    const fresh = newBranch();
    do {
      const page = await this.page(id, fresh.endCursor);
      if (!page) return;
      this.append(fresh, page);
    } while (fresh.hasMore && fresh.ids.length < count);
    this.branches.set(id, fresh);
  }

  private async place(parentId: string, id: string): Promise<void> {
    await this.expand(parentId);
    const branch = this.branchOf(parentId);
    if (branch.ids.includes(id)) return;
    if (!this.accounts.has(id)) await this.line(id);
    if (!branch.ids.includes(id)) branch.ids.push(id);
  }

  private async line(id: string): Promise<{
    readonly account: TreeAccountFragment;
    readonly line: readonly { id?: string | null; name: string }[];
  } | null> {
    const { data } = await this.client.query(TreeTopDocument, { id }, { requestPolicy: 'network-only' }).toPromise();
    if (!data?.account) return null;
    this.accounts.set(id, data.account);
    return { account: data.account, line: data.account.line };
  }

  private async page(
    id: string,
    after: string | null,
  ): Promise<{
    nodes: readonly TreeAccountFragment[];
    total: number;
    endCursor: string | null;
    hasMore: boolean;
  } | null> {
    const { data } = await this.client
      .query(TreeChildrenDocument, { id, after }, { requestPolicy: 'network-only' })
      .toPromise();
    if (!data?.account) return null;
    const { nodes, totalCount, pageInfo } = data.account.children;
    return { nodes, total: totalCount, endCursor: pageInfo.endCursor ?? null, hasMore: pageInfo.hasNextPage };
  }

  private append(branch: Branch, page: NonNullable<Awaited<ReturnType<AccountTree['page']>>>): void {
    for (const account of page.nodes) {
      this.accounts.set(account.id, account);
      // One that was revealed ahead of its page comes to its own place.
      const ahead = branch.ids.indexOf(account.id);
      if (ahead >= 0) branch.ids.splice(ahead, 1);
      branch.ids.push(account.id);
    }
    branch.total = page.total;
    branch.endCursor = page.endCursor;
    branch.hasMore = page.hasMore;
  }

  private branchOf(id: string): Branch {
    const branch = this.branches.get(id) ?? newBranch();
    this.branches.set(id, branch);
    return branch;
  }

  private publish(): void {
    const rows: TreeRow[] = [];
    this.addRows(rows, this.tops, null, 1, this.tops.length, false);
    this.current = rows;
    for (const listener of this.listeners) listener();
  }

  private addRows(
    rows: TreeRow[],
    ids: readonly string[],
    parentId: string | null,
    level: number,
    siblings: number,
    hasMore: boolean,
  ): void {
    ids.forEach((id, index) => {
      const account = this.accounts.get(id);
      if (!account) return;
      const branch = this.branches.get(id);
      const isOpen = this.open.has(id);
      rows.push({
        account,
        level,
        position: index + 1,
        siblings,
        isOpen,
        isLoading: isOpen && Boolean(branch?.loading),
        isLastOfMore: hasMore && index === ids.length - 1,
        parentId,
        failed: isOpen && (branch?.failed ?? false),
      });
      if (isOpen && branch) {
        // What could not be read is asked for again when somebody says so, not over and over.
        this.addRows(rows, branch.ids, id, level + 1, branch.total, branch.hasMore && !branch.failed);
      }
    });
  }
}

function newBranch(): Branch {
  return { ids: [], total: 0, endCursor: null, hasMore: true, loading: null, failed: false };
}
