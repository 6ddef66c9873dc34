import type { Context } from '../context';
import type { AccessRequest } from './access-request';

/**
 * What the host name that a request was sent to says of the account: the one that has it among its domains, if the
 * presented value is effective there. Else it says nothing, as any other name: anybody sends what host name they like,
 * so it tells nobody of accounts that the value does not open, and nobody who gives an account a domain that others
 * use stands in their way.
 */
export function accountOfHost({ services }: Context, host: string, key: string): AccessRequest['account'] {
  if (host === '') return null;
  const account = { by: 'domain', text: host } as const;
  // Where the records are not up to date, the decision itself is refused.
  return services.records?.isEffective(account, key) ? account : null;
}
