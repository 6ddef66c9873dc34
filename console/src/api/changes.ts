import { useSyncExternalStore } from 'react';
import { mapExchange } from 'urql';

let count = 0;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** How many changes this page has made: lists ask anew when it grows. */
export function useChanges(): number {
  return useSyncExternalStore(subscribe, () => count);
}

/** Counts each mutation that was carried out. */
export const countChanges = mapExchange({
  onResult({ operation, data, error }) {
    if (operation.kind !== 'mutation' || error || !data) return;
    count++;
    for (const listener of listeners) listener();
  },
});
