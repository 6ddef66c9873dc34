import { useSyncExternalStore } from 'react';

/** A user whose view is previewed. */
export interface ViewedUser {
  readonly id: string;
  readonly name: string;
  /** Who looks: whose session it is, and who signs in again where it ends. */
  readonly viewer: { readonly accountId: string; readonly name: string };
}

let viewed: ViewedUser | null = null;
const listeners = new Set<() => void>();

function view(user: ViewedUser | null): void {
  viewed = user;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Of this window, until it ends: every query is answered as for that user, and every change refused. */
export function useViewAs(): { readonly viewed: ViewedUser | null; readonly view: (user: ViewedUser | null) => void } {
  return { viewed: useSyncExternalStore(subscribe, () => viewed), view };
}
