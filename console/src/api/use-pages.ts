import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { useChanges } from './changes';
import { type Refusal, refusalOf } from './outcome';

interface Connection<Row> {
  readonly rows: readonly Row[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor?: string | null };
  readonly totalCount?: number;
}

export interface Pages<Row> {
  readonly rows: readonly Row[];
  /** Of all pages; undefined where it was not asked for, or before the first answer. */
  readonly totalCount: number | undefined;
  readonly hasMore: boolean;
  /** The first page, or one more, is on its way; what is shown stays. */
  readonly loading: boolean;
  /** Why there is nothing (more). */
  readonly refusal: Refusal | null;
  readonly more: () => void;
  readonly reload: () => void;
}

interface State<Row> {
  readonly pages: readonly Connection<Row>[];
  readonly loading: boolean;
  readonly refusal: Refusal | null;
}

/**
 * A Relay list, page by page. `connectionOf` finds it in an answer: null is "not found" or "not permitted". After a
 * change that this page made, all that is shown is read anew.
 */
export function usePages<Data, Variables extends { after?: string | null | undefined }, Row>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Omit<Variables, 'after'>,
  connectionOf: (data: Data) => Connection<Row> | null | undefined,
): Pages<Row> {
  const client = useClient();
  const changes = useChanges();
  const [state, setState] = useState<State<Row>>({ pages: [], loading: true, refusal: null });
  const shown = useRef({ question: '', count: 0 });
  /** Answers to what is no longer asked are dropped. */
  const turn = useRef(0);
  const question = JSON.stringify(variables);

  const load = useCallback(
    async (kept: readonly Connection<Row>[], upTo: number): Promise<void> => {
      const mine = ++turn.current;
      setState((before) => ({ ...before, loading: true, refusal: null }));
      const pages = [...kept];
      while (pages.length < upTo) {
        const last = pages.at(-1)?.pageInfo;
        if (last && !last.hasNextPage) break;
        const asked = { ...(JSON.parse(question) as object), after: last?.endCursor ?? null } as unknown as Variables;
        const answer = await client.query(document, asked, { requestPolicy: 'network-only' }).toPromise();
        if (mine !== turn.current) return;
        const connection = answer.data ? connectionOf(answer.data) : null;
        if (!connection) {
          const refusal = answer.error ? refusalOf(answer.error) : { code: 'NOT_FOUND', message: '', faults: [] };
          setState({ pages, loading: false, refusal });
          return;
        }
        pages.push(connection);
      }
      shown.current.count = pages.length;
      setState({ pages, loading: false, refusal: null });
    },
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [client, document, question],
  );

  useEffect(() => {
    const isSame = shown.current.question === question;
    if (!isSame) {
      shown.current = { question, count: 0 };
      setState({ pages: [], loading: true, refusal: null });
    }
    void load([], Math.max(1, shown.current.count));
  }, [load, question, changes]);

  const { pages, loading, refusal } = state;
  return {
    rows: pages.flatMap((page) => page.rows),
    totalCount: pages[0]?.totalCount,
    hasMore: pages.at(-1)?.pageInfo.hasNextPage ?? false,
    loading,
    refusal,
    more: () => void load(pages, pages.length + 1),
    reload: () => void load([], Math.max(1, pages.length)),
  };
}
