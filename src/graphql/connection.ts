import type { KeysetValues, Page, PageRequest } from '../application/keyset-page';
import { cursorsOf, decodeCursor } from './cursor';
import { ifGiven } from './given-fields';
import type { PageArgs } from './inputs/page-args';
import type { ConnectionOf, EdgeOf } from './types/connection';

/** What cursors are bound to: the field, its account, filter and order. */
export type ListIdentity = readonly unknown[];

/** The use case's page request of a connection's arguments. */
export function pageRequest(list: ListIdentity, args: PageArgs): PageRequest {
  return {
    first: args.first ?? undefined,
    last: args.last ?? undefined,
    after: ifGiven(args.after, (cursor) => decodeCursor(list, cursor, 'after')),
    before: ifGiven(args.before, (cursor) => decodeCursor(list, cursor, 'before')),
  };
}

/** `valuesOf` gives the values of the list's order at a row, as its page request takes them. */
export function toConnection<T extends object>(
  list: ListIdentity,
  page: Page<T>,
  valuesOf: (item: T) => KeysetValues,
): ConnectionOf<T> {
  const cursorOf = cursorsOf(list);
  return connectionOfEdges(
    page.items.map((node) => ({ node, cursor: cursorOf(valuesOf(node)) })),
    page,
  );
}

export function connectionOfEdges<T, E extends EdgeOf<T>>(
  edges: E[],
  page: Pick<Page<object>, 'hasNextPage' | 'hasPreviousPage' | 'totalCount'>,
): ConnectionOf<T, E> {
  return {
    edges,
    pageInfo: {
      hasNextPage: page.hasNextPage,
      hasPreviousPage: page.hasPreviousPage,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: () => page.totalCount(),
  };
}
