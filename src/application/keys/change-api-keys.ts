import { changeSeveral, type SeveralInput, type SeveralOutcome } from '../change-several';
import type { Context } from '../context';

const KEYS = { one: 'key', many: 'keys', field: 'keyIds' };

/** Does the same to several keys: the bulk form of the use case `work`. */
export function changeApiKeys<T>(
  context: Context,
  input: SeveralInput,
  work: (context: Context, keyId: string) => Promise<T>,
): Promise<SeveralOutcome<T>[]> {
  return changeSeveral(context, KEYS, input, work);
}
