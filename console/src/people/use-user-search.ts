import { useSearchParams } from 'wouter';
import { useSearchText } from '../parts/use-search-text';
import { searchOf, type UserSearch } from './user-filter';

/** In the address, so that it can be kept and sent to others, but for what may be a key's value. */
export function useUserSearch(): readonly [UserSearch, (change: Partial<UserSearch>) => void] {
  const [params, setParams] = useSearchParams();
  const { text, keep } = useSearchText(searchOf(params).name);

  function change(part: Partial<UserSearch>): void {
    const addressed = part.name === undefined ? part : { ...part, name: keep(part.name) };
    setParams(
      (before) => {
        const { name, below, state } = { ...searchOf(before), ...addressed };
        return new URLSearchParams({
          ...(name && { name }),
          ...(below && { below: 'yes' }),
          ...(state !== 'all' && { state }),
        });
      },
      { replace: true },
    );
  }

  return [{ ...searchOf(params), name: text }, change];
}
