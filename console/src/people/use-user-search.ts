import { useCallback } from 'react';
import { useSearchParams } from 'wouter';
import { searchOf, type UserSearch } from './user-filter';

/** In the address, so that it can be kept and sent to others. */
export function useUserSearch(): readonly [UserSearch, (change: Partial<UserSearch>) => void] {
  const [params, setParams] = useSearchParams();
  const change = useCallback(
    (part: Partial<UserSearch>) =>
      setParams(
        (before) => {
          const { name, below, state } = { ...searchOf(before), ...part };
          return new URLSearchParams({
            ...(name && { name }),
            ...(below && { below: 'yes' }),
            ...(state !== 'all' && { state }),
          });
        },
        { replace: true },
      ),
    [setParams],
  );
  return [searchOf(params), change];
}
