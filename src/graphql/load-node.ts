import { getAuditEvent } from '../application/audit/get-audit-event';
import { getGateway } from '../application/gateways/get-gateway';
import { getApiKey } from '../application/keys/get-api-key';
import { getGrant } from '../application/roles/list-grants';
import { requireTemplate } from '../application/templates/require-template';
import { ForbiddenError, NotFoundError } from '../domain/errors';
import { type IdKind, parseAnyPublicId, publicId } from '../domain/ids';
import type { GraphqlContext } from './graphql-context';
import { asNode } from './types/node';

type Load = (context: GraphqlContext, id: string) => Promise<object | null>;

/** By the kind of the id. Each decides by the same rules as the field that reads one of its kind. */
const LOADS: Record<IdKind, Load> = {
  Account: ({ loaders }, id) => loaders.account.load(id),
  ApiKey: ({ app }, id) => getApiKey(app, { keyId: id }),
  ApiKeyTemplate: async ({ app }, id) => (await requireTemplate(app, id, 'ViewApiKey')).template,
  User: ({ loaders }, id) => loaders.user.load(id),
  Role: ({ loaders }, id) => loaders.role.load(id),
  RoleGrant: ({ app }, id) => getGrant(app, { grantId: id }),
  Gateway: ({ app }, id) => getGateway(app, { gatewayId: id }),
  AuditEvent: ({ app }, id) => getAuditEvent(app, { eventId: id }),
  Endpoint: () => Promise.resolve(null),
  // Nobody sees a session or a token family but through its tokens.
  Session: () => Promise.resolve(null),
  TokenFamily: () => Promise.resolve(null),
};

/** Null for what is not there and for what the caller may not see. */
export async function loadNode(context: GraphqlContext, id: string): Promise<object | null> {
  const parsed = parseAnyPublicId(id);
  if (!parsed) return null;
  try {
    const found = await LOADS[parsed.kind](context, parsed.id);
    return found && asNode(parsed.kind, found);
  } catch (error) {
    if (error instanceof NotFoundError || error instanceof ForbiddenError) return null;
    throw error;
  }
}

/** What a mutation made or changed, as `node` shows it: null for who may change it and not see it. */
export function loadChanged(
  context: GraphqlContext,
  kind: IdKind,
  changed: { readonly id: string },
): Promise<object | null> {
  return loadNode(context, publicId(kind, changed.id));
}
