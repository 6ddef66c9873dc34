import { useCallback, useEffect, useRef, useState } from 'react';
import type { Client } from 'urql';
import { useUncachedClient } from '../api/api-provider';
import { useChanges } from '../api/changes';
import { type Refusal, refusalOf } from '../api/outcome';
import {
  ExplainAccessDocument,
  type ExplainedAccessFragment,
  StatusOnLineDocument,
  type StatusOnLineQuery,
  WhoseValueDocument,
  type WhoseValueQuery,
} from '../gql/graphql';
import { isFailed } from './line';
import { inputOf, type Question } from './question';

type SuspendedAccount = NonNullable<StatusOnLineQuery['account']>;
type FoundKey = NonNullable<WhoseValueQuery['findApiKeys']>['nodes'][number];

export interface Answer {
  readonly question: Question;
  readonly explanation: ExplainedAccessFragment;
  /** Those of the line that are suspended themselves, and that the viewer may see. */
  readonly suspended: readonly SuspendedAccount[];
  /** Where a pasted value that does not open the account is known. */
  readonly foundElsewhere: readonly FoundKey[];
}

interface State {
  readonly answer: Answer | null;
  readonly refusal: Refusal | null;
  readonly busy: boolean;
}

/** Asks about requests to an account, one after another; after a change on this page, about the last one anew. */
export function useExplanation(
  accountId: string,
): State & { readonly ask: (question: Question) => Promise<Answer | null> } {
  const client = useUncachedClient();
  const changes = useChanges();
  const [state, setState] = useState<State>({ answer: null, refusal: null, busy: false });
  const last = useRef<{ question: Question; changes: number } | null>(null);
  const turn = useRef(0);

  const ask = useCallback(
    async (question: Question): Promise<Answer | null> => {
      const mine = ++turn.current;
      setState((before) => ({ ...before, busy: true, refusal: null }));
      const { answer, refusal } = await answerOf(client, question, accountId);
      if (mine === turn.current) setState({ answer, refusal, busy: false });
      return answer;
    },
    [client, accountId],
  );

  useEffect(() => {
    if (last.current && last.current.changes !== changes) void ask(last.current.question);
    if (last.current) last.current.changes = changes;
  }, [ask, changes]);

  return {
    ...state,
    ask: (question) => {
      last.current = { question, changes };
      return ask(question);
    },
  };
}

async function answerOf(
  client: Client,
  question: Question,
  accountId: string,
): Promise<{ readonly answer: Answer | null; readonly refusal: Refusal | null }> {
  const { data, error } = await client
    .query(ExplainAccessDocument, { input: inputOf(question, accountId) })
    .toPromise();
  const explanation = data?.explainAccess;
  if (!explanation) {
    return { answer: null, refusal: error ? refusalOf(error) : { code: 'NOT_FOUND', message: '', faults: [] } };
  }
  const [suspended, foundElsewhere] = await Promise.all([
    suspendedOnLine(client, explanation),
    isFailed(explanation, 'KEY_NOT_FOUND') && question.keyBy === 'value' ? whose(client, question.value.trim()) : [],
  ]);
  return { answer: { question, explanation, suspended, foundElsewhere }, refusal: null };
}

async function suspendedOnLine(client: Client, { account }: ExplainedAccessFragment): Promise<SuspendedAccount[]> {
  if (account?.effectiveStatus !== 'SUSPENDED') return [];
  const ids = account.line.map(({ id }) => id).filter((id) => typeof id === 'string');
  const answers = await Promise.all(ids.map((id) => client.query(StatusOnLineDocument, { id }).toPromise()));
  return answers.flatMap(({ data }) => (data?.account?.status === 'SUSPENDED' ? [data.account] : []));
}

async function whose(client: Client, value: string): Promise<readonly FoundKey[]> {
  const { data } = await client.query(WhoseValueDocument, { value }).toPromise();
  return data?.findApiKeys?.nodes ?? [];
}
