import { useMemo } from 'react';
import { useSearchParams } from 'wouter';
import type { AuditEventFilter } from '../gql/graphql';
import { useSearchText } from '../parts/use-search-text';
import { type ChosenFilter, filterInput, readFilter, writeFilter } from './audit-filter';

export interface AuditFilter {
  readonly chosen: ChosenFilter;
  readonly input: AuditEventFilter | null;
  readonly choose: (part: Partial<ChosenFilter>) => void;
  readonly clear: () => void;
}

/** Which events are shown stands in the address: it can be kept, and sent to somebody. What may be a key's value does not. */
export function useAuditFilter(): AuditFilter {
  const [parameters, setParameters] = useSearchParams();
  const addressed = useMemo(() => readFilter(parameters), [parameters]);
  const { text, keep } = useSearchText(addressed.targetId);
  const chosen = useMemo(() => ({ ...addressed, targetId: text }), [addressed, text]);
  return {
    chosen,
    input: filterInput(chosen, new Date()),
    choose(part) {
      const targetId = part.targetId === undefined ? addressed.targetId : keep(part.targetId);
      setParameters(writeFilter({ ...addressed, ...part, targetId }), { replace: true });
    },
    clear() {
      keep('');
      setParameters(new URLSearchParams(), { replace: true });
    },
  };
}
