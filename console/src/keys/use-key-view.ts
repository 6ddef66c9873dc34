import { useSearchParams } from 'wouter';
import { type KeyView, parametersOf, viewOf } from './key-view';

export function useKeyView(): readonly [KeyView, (change: Partial<KeyView>) => void] {
  const [parameters, setParameters] = useSearchParams();
  const view = viewOf(parameters);
  // In place of the address before: "back" leads out of the page, not through its filters.
  return [view, (change) => setParameters(parametersOf({ ...view, ...change }), { replace: true })];
}
