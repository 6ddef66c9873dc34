import { useSearchParams } from 'wouter';
import { useSearchText } from '../parts/use-search-text';
import { type KeyView, parametersOf, viewOf } from './key-view';

export function useKeyView(): readonly [KeyView, (change: Partial<KeyView>) => void] {
  const [parameters, setParameters] = useSearchParams();
  const addressed = viewOf(parameters);
  const { text, keep } = useSearchText(addressed.search);

  function change(part: Partial<KeyView>): void {
    const search = part.search === undefined ? addressed.search : keep(part.search);
    // In place of the address before: "back" leads out of the page, not through its filters.
    setParameters(parametersOf({ ...addressed, ...part, search }), { replace: true });
  }

  return [{ ...addressed, search: text }, change];
}
