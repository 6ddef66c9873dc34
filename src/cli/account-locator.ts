import type { AccountLocator } from '../application/sessions/locate-account';
import { parsePublicId } from '../domain/ids';

/** The account of an option `--account <id|externalId>`; null, the root, where it is not given. */
export function accountLocator(text: string | undefined): AccountLocator | null {
  if (text === undefined) return null;
  const id = parsePublicId('Account', text);
  return id === null ? { externalId: text } : { id };
}
