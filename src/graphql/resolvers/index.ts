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
import { AccountGatewaysResolver, GatewayResolver } from './gateway';
import { GatewayMutations } from './gateway-mutations';
import { ExplainAccessResolver } from './explain-access';
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

/** Every resolver class: type-graphql takes them from here and from nowhere else. */
export const RESOLVERS = [
  AccountApiKeysResolver,
  AccountAuditResolver,
  AccountGatewaysResolver,
  AccountMutations,
  AccountResolver,
  AccountRolesResolver,
  AccountTemplatesResolver,
  AccountUsageResolver,
  AccountUsersResolver,
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
  GatewayMutations,
  GatewayResolver,
  ExplainAccessResolver,
  NodeResolver,
  RoleGrantResolver,
  RoleResolver,
  SessionResolver,
  UsageResolver,
  UserResolver,
  ViewerResolver,
] as const;
