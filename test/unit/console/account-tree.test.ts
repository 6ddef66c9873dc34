import type { TreeAccountFragment } from '../../../console/src/gql/graphql';
import { AccountTree } from '../../../console/src/tree/account-tree';

type Client = ConstructorParameters<typeof AccountTree>[0];

const PAGE = 2;
/** Below the root stand v0 to v4, each with two vendors, each of those with a customer: v0v0c. */
const CHILDREN: Record<string, readonly string[]> = { root: ['v0', 'v1', 'v2', 'v3', 'v4'] };
const LINES: Record<string, readonly string[]> = { root: ['root'] };
for (const vendor of CHILDREN.root!) {
  CHILDREN[vendor] = [`${vendor}v0`, `${vendor}v1`];
  LINES[vendor] = ['root', vendor];
  for (const lower of CHILDREN[vendor]) {
    CHILDREN[lower] = [`${lower}c`];
    LINES[lower] = ['root', vendor, lower];
    LINES[`${lower}c`] = ['root', vendor, lower, `${lower}c`];
  }
}

interface Variables {
  readonly id: string;
  readonly after?: string | null;
}

const accountOf = (id: string): TreeAccountFragment =>
  ({ id, name: id, kind: id.endsWith('c') ? 'CUSTOMER' : 'VENDOR' }) as TreeAccountFragment;

/** Answers as the service does; pages come when `nextPage` lets them, and not at all where it fails. */
function serviceOf(nextPage: () => Promise<void>): Client {
  const line = ({ id }: Variables): unknown => ({
    account: { ...accountOf(id), line: LINES[id]!.map((one) => ({ id: one, name: one })) },
  });
  const page = async ({ id, after }: Variables): Promise<unknown> => {
    await nextPage();
    const from = after ? Number(after) : 0;
    const all = CHILDREN[id]!;
    const pageInfo = { endCursor: String(from + PAGE), hasNextPage: from + PAGE < all.length };
    const nodes = all.slice(from, from + PAGE).map(accountOf);
    return { account: { children: { nodes, totalCount: all.length, pageInfo } } };
  };
  const query = (_document: unknown, variables: Variables): unknown => ({
    toPromise: () =>
      Promise.resolve('after' in variables ? page(variables) : line(variables)).then(
        (data) => ({ data }),
        (error: unknown) => ({ error }),
      ),
  });
  return { query } as unknown as Client;
}

const shown = (tree: AccountTree): string[] => tree.rows().map(({ account }) => account.id);

describe('the tree of accounts, where an account is revealed', () => {
  it('opens the line down to it while the first page is on its way', async () => {
    let letThrough = (): void => undefined;
    const held = new Promise<void>((resolve) => (letThrough = resolve));
    const tree = new AccountTree(serviceOf(() => held));
    const revealed = new Promise<void>((resolve) => {
      const forget = tree.subscribe(() => {
        forget();
        resolve(tree.reveal('v1v1c'));
      });
    });
    const started = tree.start(['root']);
    await new Promise(setImmediate);
    letThrough();
    await started;
    await revealed;
    expect(shown(tree)).toEqual(['root', 'v0', 'v1', 'v1v0', 'v1v1', 'v1v1c']);
  });

  it('shows one that lies beyond the first page of each, and later in its own place', async () => {
    const tree = new AccountTree(serviceOf(() => Promise.resolve()));
    await tree.start(['root']);
    await tree.reveal('v4v1c');
    expect(shown(tree)).toEqual(['root', 'v0', 'v1', 'v4', 'v4v0', 'v4v1', 'v4v1c']);
    await tree.loadMore('root');
    await tree.loadMore('root');
    expect(shown(tree)).toEqual(['root', 'v0', 'v1', 'v2', 'v3', 'v4', 'v4v0', 'v4v1', 'v4v1c']);
  });

  it('asks no more for a page that could not be read, until it is told to', async () => {
    let asked = 0;
    let isAway = false;
    const service = serviceOf(() => {
      asked++;
      return isAway ? Promise.reject(new Error('away')) : Promise.resolve();
    });
    const tree = new AccountTree(service);
    await tree.start(['root']);
    isAway = true;
    await tree.loadMore('root');
    expect(tree.rows().map(({ failed }) => failed)).toEqual([true, false, false]);
    expect(tree.rows().filter(({ isLastOfMore }) => isLastOfMore)).toEqual([]);
    expect(asked).toBe(2);
    isAway = false;
    await tree.loadMore('root');
    expect(shown(tree)).toEqual(['root', 'v0', 'v1', 'v2', 'v3']);
    expect(tree.rows().filter(({ isLastOfMore }) => isLastOfMore)).toHaveLength(1);
  });
});
