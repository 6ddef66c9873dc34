import { type Outcome, type Refusal } from '../api/outcome';
import { useMutate } from '../api/use-mutate';
import {
  type BulkOutcomesFragment,
  DeleteEndpointsDocument,
  RejectEndpointsDocument,
  RevokeEndpointsDocument,
  TrustEndpointsDocument,
} from '../gql/graphql';
import { useRefusalText } from '../parts/refusal-text';
import { inOwnLanguage } from '../texts/refusals';
import type { Action, Endpoint } from './endpoint';

/** As many as the service takes at a time. */
const PORTION = 100;

export interface Decided {
  readonly id: string;
  readonly name: string;
  /** Why it was not done; null: it was. */
  readonly refused: string | null;
}

type Portion = Promise<Outcome<BulkOutcomesFragment>>;

/** Does it to each of them; never throws. What came of each is in the order of what was given. */
export function useDecideSeveral(): (
  action: Action,
  endpoints: readonly Endpoint[],
) => Promise<{ readonly decided: readonly Decided[]; readonly refusal: Refusal | null }> {
  const refusalText = useRefusalText();
  const confirm = useMutate(TrustEndpointsDocument);
  const reject = useMutate(RejectEndpointsDocument);
  const revoke = useMutate(RevokeEndpointsDocument);
  const remove = useMutate(DeleteEndpointsDocument);
  const run = { confirm: confirm.run, reject: reject.run, revoke: revoke.run, delete: remove.run };
  return async (action, endpoints) => {
    const decided: Decided[] = [];
    for (let at = 0; at < endpoints.length; at += PORTION) {
      const portion = endpoints.slice(at, at + PORTION);
      const asked = run[action]({ input: { endpointIds: portion.map(({ id }) => id), atomic: false } }) as Portion;
      const { success, refusal } = await asked;
      // Nothing of the first portion was done: as good as not asked. Of later ones the earlier are told too.
      if (refusal && at === 0) return { decided: [], refusal };
      const errors = new Map(success?.results.map(({ id, error }) => [id, error && inOwnLanguage(error.message)]));
      decided.push(
        ...portion.map(({ id, name }) => ({
          id,
          name,
          refused: refusal ? refusalText(refusal) : (errors.get(id) ?? null),
        })),
      );
      if (refusal) break;
    }
    const told = new Set(decided.map(({ id }) => id));
    const untold = endpoints.filter(({ id }) => !told.has(id)).map(({ id, name }) => ({ id, name, refused: '' }));
    return { decided: [...decided, ...untold], refusal: null };
  };
}
