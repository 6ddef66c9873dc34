import { useCallback } from 'react';
import { useSearchParams } from 'wouter';
import type { DeviceType, EndpointFilter, EndpointStatus } from '../gql/graphql';

export const STATUSES = ['PENDING', 'TRUSTED', 'REJECTED', 'REVOKED'] as const satisfies readonly EndpointStatus[];
export const TYPES = [
  'CHROME_EXTENSION',
  'DESKTOP_CLIENT',
  'MOBILE_DEVICE',
  'PRINTER',
  'SERVER',
] as const satisfies readonly DeviceType[];

/** What the address says of the devices to be shown. */
export interface Filters {
  readonly statuses: readonly EndpointStatus[];
  readonly types: readonly DeviceType[];
  readonly search: string;
}

function among<Word extends string>(words: readonly Word[], listed: string | null): Word[] {
  const asked = (listed ?? '').split(',');
  return words.filter((word) => asked.includes(word));
}

function filtersOf(parameters: URLSearchParams): Filters {
  return {
    statuses: among(STATUSES, parameters.get('status')),
    types: among(TYPES, parameters.get('type')),
    search: parameters.get('q') ?? '',
  };
}

export function isFiltered({ statuses, types, search }: Filters): boolean {
  return statuses.length > 0 || types.length > 0 || search.trim() !== '';
}

/** As the service takes it. */
export function filterOf({ statuses, types, search }: Filters): EndpointFilter {
  return {
    ...(statuses.length > 0 && { statuses: [...statuses] }),
    ...(types.length > 0 && { clientTypes: [...types] }),
    ...(search.trim() !== '' && { search: search.trim() }),
  };
}

export function useFilters(): {
  readonly filters: Filters;
  readonly setFilters: (changed: Partial<Filters>) => void;
} {
  const [parameters, setParameters] = useSearchParams();
  const setFilters = useCallback(
    (changed: Partial<Filters>) =>
      setParameters(
        (before) => {
          const { statuses, types, search } = { ...filtersOf(before), ...changed };
          for (const [name, value] of Object.entries({ status: statuses.join(), type: types.join(), q: search })) {
            if (value === '') before.delete(name);
            else before.set(name, value);
          }
          return before;
        },
        { replace: true },
      ),
    [setParameters],
  );
  return { filters: filtersOf(parameters), setFilters };
}
