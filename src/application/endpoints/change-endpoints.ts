import { changeSeveral, type SeveralInput, type SeveralOutcome } from '../change-several';
import type { Context } from '../context';

const ENDPOINTS = { one: 'endpoint', many: 'endpoints', field: 'endpointIds' };

/** Does the same to several endpoints: the bulk form of the use case `work`. */
export function changeEndpoints<T>(
  context: Context,
  input: SeveralInput,
  work: (context: Context, endpointId: string) => Promise<T>,
): Promise<SeveralOutcome<T>[]> {
  return changeSeveral(context, ENDPOINTS, input, work);
}
