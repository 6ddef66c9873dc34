import type { FormErrors } from '@mantine/form';
import type { KeyValues } from './key-values';

/** What was said of an entry goes once it is another one. */
export function withoutFaultsOf(errors: FormErrors, before: KeyValues, now: KeyValues): FormErrors {
  const entryAt = (values: KeyValues, place: string): unknown => {
    const [field = '', index] = place.split('.');
    const value: unknown = values[field as keyof KeyValues];
    return Array.isArray(value) && index !== undefined ? (value as unknown[])[Number(index)] : value;
  };
  return Object.fromEntries(Object.entries(errors).filter(([place]) => entryAt(before, place) === entryAt(now, place)));
}
