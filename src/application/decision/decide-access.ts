import type { CheckCode } from '../../domain/decision/codes';
import { LimitReachedError, StaleRecordsError } from '../../domain/errors';
import type { Context } from '../context';
import type { AccessRequest } from './access-request';
import { rootAsker } from './root-asker';

/** A request that may pass, or the code that it is told, which is not always the decision's own. */
export type DecidedRequest =
  | { readonly code: 'VALID'; readonly accountId: string; readonly keyId: string; readonly endpointId: string | null }
  | { readonly code: CheckCode };

/** Who asks without a gateway: everything is within their reach. */
export type DirectRequest = Omit<AccessRequest, 'asker' | 'clientIp'> & { readonly asker?: AccessRequest['asker'] };

/**
 * The decision about a request that came to this service itself.
 *
 * @throws StaleRecordsError; LimitReachedError after too many unknown values from one address
 */
export async function decideAccess(context: Context, request: DirectRequest): Promise<DecidedRequest> {
  const { services, clientIp } = context;
  const asker = request.asker ?? (await rootAsker(context));
  const decided = services.records?.decide({ ...request, asker, clientIp });
  if (!decided) throw new StaleRecordsError();
  if (decided.code === null) throw new LimitReachedError('Too many unknown keys came from you: wait a minute.', [], 60);
  if (decided.code !== 'VALID') return { code: decided.code };
  const { accountId, keyId, endpointId } = decided;
  if (accountId === null || keyId === null) throw new Error('a valid request without its account or key');
  return { code: 'VALID', accountId, keyId, endpointId };
}
