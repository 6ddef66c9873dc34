import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { type Refusal, refusalOf } from '../api/outcome';
import { UseOfKeyDocument, type UseOfKeyQuery } from '../gql/graphql';

export type KeyUse = NonNullable<UseOfKeyQuery['apiKey']>;

interface Uses {
  readonly uses: ReadonlyMap<string, KeyUse>;
  readonly loading: boolean;
  readonly refusal: Refusal | null;
  readonly reload: () => void;
}

/** Where each of some keys was lately used; asked for anew by `reload`, and what is shown stays meanwhile. */
export function useUses(keyIds: readonly string[]): Uses {
  const client = useClient();
  const [state, setState] = useState<Omit<Uses, 'reload'>>({ uses: new Map(), loading: true, refusal: null });
  const turn = useRef(0);
  const asked = keyIds.join(' ');

  const load = useCallback(async (): Promise<void> => {
    const mine = ++turn.current;
    setState((before) => ({ ...before, loading: true, refusal: null }));
    const answers = await Promise.all(
      asked
        .split(' ')
        .filter(Boolean)
        .map((id) => client.query(UseOfKeyDocument, { id }, { requestPolicy: 'network-only' }).toPromise()),
    );
    if (mine !== turn.current) return;
    const failed = answers.find(({ error }) => error);
    const uses = answers.flatMap(({ data }) => (data?.apiKey ? [[data.apiKey.id, data.apiKey] as const] : []));
    setState((before) => ({
      uses: failed ? before.uses : new Map(uses),
      loading: false,
      refusal: failed ? refusalOf(failed.error) : null,
    }));
  }, [client, asked]);

  useEffect(() => void load(), [load]);
  return { ...state, reload: () => void load() };
}
