import type { FastifyRequest } from 'fastify';
import type { Context } from '../application/context';
import type { NamedAccount } from '../application/oauth/client';
import { locateAccount } from '../application/sessions/locate-account';

const EXTERNAL = 'external:';

/**
 * The account that a request names: by `account` (an id, `external:...` or a host name), else by the host name that it
 * was sent to, as a trusted proxy reports it, where that is the domain of an account. The host names an account and nothing else: what the service says
 * of itself comes from its configuration.
 */
export async function namedAccount(
  context: Context,
  request: FastifyRequest,
  parameter: string | null,
): Promise<NamedAccount> {
  if (parameter !== null) return accountOfText(parameter);
  const { clientHost } = request;
  const account = clientHost === '' ? null : await locateAccount(context.manager, { domain: clientHost });
  return account && { by: 'domain', text: clientHost };
}

/** `acc_...`, `external:...` or a host name. */
export function accountOfText(text: string): NonNullable<NamedAccount> {
  if (text.startsWith('acc_')) return { by: 'id', text };
  if (text.startsWith(EXTERNAL)) return { by: 'externalId', text: text.slice(EXTERNAL.length) };
  return { by: 'domain', text };
}
