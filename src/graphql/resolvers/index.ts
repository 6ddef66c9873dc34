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
import { NodeResolver } from './node';
import { AccountRolesResolver, RoleGrantResolver, RoleResolver } from './role';
import { SessionResolver } from './session';
import { AccountUsersResolver, UserResolver } from './user';
import { ViewerResolver } from './viewer';

/** Every resolver class: type-graphql takes them from here and from nowhere else. */
export const RESOLVERS = [
  AccountApiKeysResolver,
  AccountAuditResolver,
  AccountMutations,
  AccountResolver,
  AccountRolesResolver,
  AccountTemplatesResolver,
  AccountUsersResolver,
  ApiKeyBlocksResolver,
  ApiKeyBulkResolver,
  ApiKeyMutations,
  ApiKeyResolver,
  ApiKeyTemplateResolver,
  AuditEventResolver,
  ConflictResolver,
  NodeResolver,
  RoleGrantResolver,
  RoleResolver,
  SessionResolver,
  UserResolver,
  ViewerResolver,
] as const;
