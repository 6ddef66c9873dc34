import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { useCallback, useState } from 'react';
import { useClient } from 'urql';
import { type CurrentOf, type Outcome, outcomeOf, type SuccessOf } from './outcome';

/** A mutation whose one field is called `result`. `run` never throws: what went wrong is the outcome's refusal. */
export function useMutate<Result extends { readonly __typename?: string }, Variables extends object>(
  document: TypedDocumentNode<{ result?: Result | null }, Variables>,
): {
  readonly run: (variables: Variables) => Promise<Outcome<SuccessOf<Result>, CurrentOf<Result>>>;
  readonly busy: boolean;
} {
  const client = useClient();
  const [busy, setBusy] = useState(false);
  const run = useCallback(
    async (variables: Variables) => {
      setBusy(true);
      try {
        return outcomeOf<Result>(await client.mutation(document, variables).toPromise());
      } finally {
        setBusy(false);
      }
    },
    [client, document],
  );
  return { run, busy };
}
