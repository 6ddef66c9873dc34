import { type RefObject, useEffect } from 'react';

/**
 * Of a form in a dialog: where it comes only once its object was read, the dialog has given the focus to its button that
 * closes it.
 */
export function useFocusFirst(form: RefObject<HTMLElement | null>): void {
  useEffect(() => form.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus(), [form]);
}
