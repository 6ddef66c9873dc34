import type { FastifyRequest } from 'fastify';
import type { Context } from '../application/context';
import { accountOfHost } from '../application/decision/account-of-host';
import type { NamedAccount } from '../application/oauth/client';

const EXTERNAL = 'external:';

/**
 * The account that a request with a key names: by `account` (an id, `external:...` or a host name), else by the host
 * name that it was sent to, as a trusted proxy reports it. The host names an account and nothing else: what the service
 * says of itself comes from its configuration.
 */
export function namedAccount(
  context: Context,
  { clientHost }: FastifyRequest,
  parameter: string | null,
  key: string,
): NamedAccount {
  return parameter === null ? accountOfHost(context, clientHost, key) : accountOfText(parameter);
}

/** `acc_...`, `external:...` or a host name. */
export function accountOfText(text: string): NonNullable<NamedAccount> {
  if (text.startsWith('acc_')) return { by: 'id', text };
  if (text.startsWith(EXTERNAL)) return { by: 'externalId', text: text.slice(EXTERNAL.length) };
  return { by: 'domain', text };
}
