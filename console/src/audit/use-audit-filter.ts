import { useMemo } from 'react';
import { useSearchParams } from 'wouter';
import type { AuditEventFilter } from '../gql/graphql';
import { type ChosenFilter, filterInput, readFilter, writeFilter } from './audit-filter';

export interface AuditFilter {
  readonly chosen: ChosenFilter;
  readonly input: AuditEventFilter | null;
  readonly choose: (part: Partial<ChosenFilter>) => void;
  readonly clear: () => void;
}

/** Which events are shown stands in the address alone: it can be kept, and sent to somebody. */
export function useAuditFilter(): AuditFilter {
  const [parameters, setParameters] = useSearchParams();
  const chosen = useMemo(() => readFilter(parameters), [parameters]);
  return {
    chosen,
    input: filterInput(chosen, new Date()),
    choose: (part) => setParameters(writeFilter({ ...chosen, ...part }), { replace: true }),
    clear: () => setParameters(new URLSearchParams(), { replace: true }),
  };
}
