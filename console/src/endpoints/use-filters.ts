import { useSearchParams } from 'wouter';
import type { DeviceType, EndpointFilter, EndpointStatus } from '../gql/graphql';
import { useSearchText } from '../parts/use-search-text';

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

export interface FiltersInUse {
  readonly filters: Filters;
  readonly setFilters: (changed: Partial<Filters>) => void;
}

/** For one component of the page: what may be a key's value is not in the address, where others would read it. */
export function useFilters(): FiltersInUse {
  const [parameters, setParameters] = useSearchParams();
  const addressed = filtersOf(parameters);
  const { text, keep } = useSearchText(addressed.search);

  function setFilters(changed: Partial<Filters>): void {
    const kept = changed.search === undefined ? changed : { ...changed, search: keep(changed.search) };
    setParameters(
      (before) => {
        const { statuses, types, search } = { ...filtersOf(before), ...kept };
        for (const [name, value] of Object.entries({ status: statuses.join(), type: types.join(), q: search })) {
          if (value === '') before.delete(name);
          else before.set(name, value);
        }
        return before;
      },
      { replace: true },
    );
  }

  return { filters: { ...addressed, search: text }, setFilters };
}
