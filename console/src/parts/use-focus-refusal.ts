import { type RefObject, useEffect, useRef } from 'react';

/**
 * After a refusal the focus goes to the first field at fault, else to the notice: the button that had it was disabled
 * while the change was under way, so it has none any more.
 */
export function useFocusRefusal<Form extends HTMLElement>(refusal: object | null): RefObject<Form | null> {
  const form = useRef<Form>(null);
  useEffect(() => {
    if (!refusal) return;
    const field = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    const notice = form.current?.querySelector<HTMLElement>('[role="alert"]');
    if (notice) notice.tabIndex = -1;
    (field ?? notice)?.focus();
  }, [refusal]);
  return form;
}

/** As a `ref` of what takes the place of what had the focus. */
export function focusWhenShown(element: HTMLElement | null): void {
  element?.focus();
}
