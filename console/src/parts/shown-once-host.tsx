import { Fragment, type ReactNode, createContext, useCallback, useContext, useRef, useState } from 'react';

/** `onEnd` takes it away again. */
export type ShownOnceView = (onEnd: () => void) => ReactNode;

const HostContext = createContext<((view: ShownOnceView) => void) | null>(null);

/**
 * Keeps what is shown once above all pages: its answer may come when what asked for it is gone, since one went back
 * meanwhile, and who goes back then does not take it away. Of several, one after the other.
 */
export function ShownOnceHost({ children }: { readonly children: ReactNode }): ReactNode {
  const [waiting, setWaiting] = useState<readonly { readonly key: number; readonly view: ShownOnceView }[]>([]);
  const count = useRef(0);
  const show = useCallback((view: ShownOnceView) => {
    count.current += 1;
    const key = count.current;
    setWaiting((before) => [...before, { key, view }]);
  }, []);
  const [first] = waiting;
  return (
    <HostContext value={show}>
      {children}
      {first && <Fragment key={first.key}>{first.view(() => setWaiting((before) => before.slice(1)))}</Fragment>}
    </HostContext>
  );
}

export function useShownOnceHost(): (view: ShownOnceView) => void {
  const host = useContext(HostContext);
  if (!host) throw new Error('There is no ShownOnceHost above.');
  return host;
}
