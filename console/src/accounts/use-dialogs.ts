import { useRef, useState } from 'react';

export interface Dialogs<Name> {
  /** Which one is open. */
  readonly shown: Name | null;
  /** `from`: what gets the focus when it closes, where that is not what has it now, as an entry of a menu. */
  readonly show: (name: Name, from?: HTMLElement | null) => void;
  readonly close: () => void;
}

/** Dialogs that are made when they open: they begin empty, and cannot know themselves where the focus was. */
export function useDialogs<Name>(): Dialogs<Name> {
  const [shown, setShown] = useState<Name | null>(null);
  const before = useRef<HTMLElement | null>(null);
  return {
    shown,
    show(name, from) {
      before.current = from ?? (document.activeElement instanceof HTMLElement ? document.activeElement : null);
      setShown(name);
    },
    close() {
      setShown(null);
      const element = before.current;
      // Once the dialog is gone: before, it keeps the focus. One that came in its place has it now.
      setTimeout(() => {
        if (!document.querySelector('[aria-modal="true"]')) element?.focus();
      });
    },
  };
}
