import { useEffect } from 'react';

/** Has the browser ask before it leaves the page or loads it anew: what is on it, or comes to it, is told only once. */
export function useStayHere(isNeeded: boolean): void {
  useEffect(() => {
    if (!isNeeded) return undefined;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isNeeded]);
}
