import { useEffect, useState } from 'react';

/**
 * For a dialog that is there only while it is open: when it goes, the focus is again where it was opened from. Of a
 * menu, which is gone by then, that is its button.
 */
export function useFocusBack(): void {
  const [origin] = useState(originOf);
  useEffect(() => () => origin?.focus({ preventScroll: true }), [origin]);
}

function originOf(): HTMLElement | null {
  const active = document.activeElement;
  const button = active?.closest('[role="menu"]')?.getAttribute('aria-labelledby');
  const origin = button ? document.getElementById(button) : active;
  return origin instanceof HTMLElement ? origin : null;
}
