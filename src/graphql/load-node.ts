import { getAuditEvent } from '../application/audit/get-audit-event';
import { getEndpoint } from '../application/endpoints/get-endpoint';
import { getGateway } from '../application/gateways/get-gateway';
import { getApiKey } from '../application/keys/get-api-key';
import { getGrant } from '../application/roles/list-grants';
import { requireTemplate } from '../application/templates/require-template';
import { getDelivery } from '../application/webhooks/get-delivery';
import { getWebhook } from '../application/webhooks/get-webhook';
import { ForbiddenError, NotFoundError } from '../domain/errors';
import { type IdKind, parseAnyPublicId, publicId } from '../domain/ids';
import type { GraphqlContext } from './graphql-context';
import { isAdministrativeType, refusalByClass } from './permissions/field-class';
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
  Endpoint: ({ app }, id) => getEndpoint(app, { endpointId: id }),
  Webhook: ({ app }, id) => getWebhook(app, { webhookId: id }),
  WebhookDelivery: ({ app }, id) => getDelivery(app, { deliveryId: id }),
  // Nobody sees a session or a token family but through its tokens.
  Session: () => Promise.resolve(null),
  TokenFamily: () => Promise.resolve(null),
  SigningKey: () => Promise.resolve(null),
};

/** Null for what is not there and for what the caller may not see. */
export async function loadNode(context: GraphqlContext, id: string): Promise<object | null> {
  const parsed = parseAnyPublicId(id);
  if (!parsed) return null;
  // As for one that is not there: the id alone should not tell.
  if (isAdministrativeType(parsed.kind) && refusalByClass(context, 'ADMINISTRATIVE')) return null;
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
