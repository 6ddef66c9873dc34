import { AccountApiKeysResolver } from './account-api-keys';
import { AccountMutations } from './account-mutations';
import { AccountResolver } from './account';
import { AccountAuditResolver, AuditEventResolver } from './audit-event';
import { ApiKeyResolver } from './api-key';
import { ApiKeyBlocksResolver } from './api-key-blocks';
import { ApiKeyBulkResolver } from './api-key-bulk';
import { ApiKeyMutations } from './api-key-mutations';
import { AccountTemplatesResolver, ApiKeyTemplateResolver } from './api-key-template';
import { ConflictResolver } from './conflict';
import { AccountEndpointsResolver, EndpointResolver, WaitingRegistrationResolver } from './endpoint';
import { EndpointBulkResolver } from './endpoint-bulk';
import { EndpointMutations } from './endpoint-mutations';
import { AccountGatewaysResolver, GatewayResolver } from './gateway';
import { GatewayMutations } from './gateway-mutations';
import { ExplainAccessResolver } from './explain-access';
import { LogInResolver } from './log-in';
import { NodeResolver } from './node';
import { AccountRolesResolver, RoleGrantResolver, RoleResolver } from './role';
import { SessionResolver } from './session';
import {
  AccountUsageResolver,
  ApiKeyImpactResolver,
  ApiKeyUsageResolver,
  DeniedRequestResolver,
  UsageResolver,
} from './usage';
import { AccountUsersResolver, UserResolver } from './user';
import { ViewerResolver } from './viewer';
import { AccountWebhooksResolver, WebhookResolver } from './webhook';
import { WebhookMutations } from './webhook-mutations';

/** Every resolver class: type-graphql takes them from here and from nowhere else. */
export const RESOLVERS = [
  AccountApiKeysResolver,
  AccountAuditResolver,
  AccountEndpointsResolver,
  AccountGatewaysResolver,
  AccountMutations,
  AccountResolver,
  AccountRolesResolver,
  AccountTemplatesResolver,
  AccountUsageResolver,
  AccountUsersResolver,
  AccountWebhooksResolver,
  ApiKeyBlocksResolver,
  ApiKeyBulkResolver,
  ApiKeyImpactResolver,
  ApiKeyMutations,
  ApiKeyResolver,
  ApiKeyTemplateResolver,
  ApiKeyUsageResolver,
  AuditEventResolver,
  ConflictResolver,
  DeniedRequestResolver,
  EndpointBulkResolver,
  EndpointMutations,
  EndpointResolver,
  GatewayMutations,
  GatewayResolver,
  ExplainAccessResolver,
  LogInResolver,
  NodeResolver,
  RoleGrantResolver,
  RoleResolver,
  SessionResolver,
  UsageResolver,
  UserResolver,
  ViewerResolver,
  WaitingRegistrationResolver,
  WebhookMutations,
  WebhookResolver,
] as const;
