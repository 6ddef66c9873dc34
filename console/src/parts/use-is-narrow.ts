import { useMediaQuery } from '@mantine/hooks';

/** For a column that has no room on a phone: what it says stands in the first one there, where `useIsNarrow`. */
export const NOT_NARROW = '(min-width: 48em)';

export function useIsNarrow(): boolean {
  return !useMediaQuery(NOT_NARROW, true, { getInitialValueInEffect: false });
}
