import { type RefObject, useEffect, useRef } from 'react';

/** Of a table: where the row that had the focus is gone, and the focus with it, the row in its place has it. */
export function useFocusNextRow(): RefObject<HTMLTableElement> {
  const table = useRef<HTMLTableElement>(null);
  const last = useRef<{ readonly element: Element; readonly row: number } | null>(null);

  useEffect(() => {
    const found = table.current;
    function note({ target }: FocusEvent): void {
      const row = target instanceof Element ? target.closest<HTMLTableRowElement>('tbody tr') : null;
      last.current = row && { element: target as Element, row: row.sectionRowIndex };
    }
    found?.addEventListener('focusin', note);
    return () => found?.removeEventListener('focusin', note);
  }, []);

  // After each change: a row goes before the dialog that had it deleted, or after it.
  useEffect(() => {
    if (!last.current || last.current.element.isConnected || document.activeElement !== document.body) return;
    const menus = table.current?.querySelectorAll<HTMLElement>('tbody [aria-haspopup="menu"]') ?? [];
    const next = menus[Math.min(last.current.row, menus.length - 1)];
    (next ?? table.current?.querySelector<HTMLElement>('th [tabindex], th[tabindex]'))?.focus();
  });
  // As mantine-datatable's types have it, though before it is there it is null.
  return table as RefObject<HTMLTableElement>;
}
