import type { AccountPath } from '../../domain/accounts/account-path';
import type { IdKind } from '../../domain/ids';

/** Past tense is in the record; the action is what was done. One list, so that filters can offer it. */
export const AUDIT_ACTIONS = [
  'INSTALLATION_SET_UP',
  'SECRET_ROTATED',
  'SIGNING_KEY_MADE',
  'SIGNING_KEY_DELETED',
  'RESTORED',
  'EXPORTED',
  'IMPORTED',
  'ACCOUNT_CREATED',
  'ACCOUNT_UPDATED',
  'ACCOUNT_SUSPENDED',
  'ACCOUNT_RESUMED',
  'ACCOUNT_MOVED',
  'ACCOUNT_DELETED',
  'API_KEY_CREATED',
  'API_KEY_UPDATED',
  'API_KEY_ACTIVATED',
  'API_KEY_DEACTIVATED',
  'API_KEY_REGENERATED',
  'API_KEY_DELETED',
  'API_KEY_BLOCKED',
  'API_KEY_UNBLOCKED',
  'API_KEY_VALUE_CONFLICT',
  'TEMPLATE_CREATED',
  'TEMPLATE_UPDATED',
  'TEMPLATE_DELETED',
  'USER_CREATED',
  'USER_UPDATED',
  'USER_DISABLED',
  'USER_ENABLED',
  'USER_PASSWORD_SET',
  'USER_DELETED',
  'ROLE_CREATED',
  'ROLE_UPDATED',
  'ROLE_DELETED',
  'ROLE_GRANTED',
  'GRANT_REVOKED',
  'GATEWAY_CREATED',
  'GATEWAY_UPDATED',
  'GATEWAY_CREDENTIAL_REPLACED',
  'GATEWAY_DELETED',
  'ENDPOINT_REGISTERED',
  'ENDPOINT_WAITING',
  'ENDPOINT_RENAMED',
  'ENDPOINT_TRUSTED',
  'ENDPOINT_REJECTED',
  'ENDPOINT_REVOKED',
  'ENDPOINT_DELETED',
  'ENDPOINT_SIGNED_IN',
  'WEBHOOK_CREATED',
  'WEBHOOK_UPDATED',
  'WEBHOOK_SECRET_ROTATED',
  'WEBHOOK_TESTED',
  'WEBHOOK_DISABLED',
  'WEBHOOK_DELETED',
  'LOGGED_IN',
  'TOKENS_REVOKED',
  'SIGNED_IN',
  'SIGN_IN_FAILED',
  'SIGNED_OUT',
  'SESSIONS_ENDED',
  'PASSWORD_CHANGED',
  'REFRESH_TOKEN_REUSED',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

export interface AuditEntry {
  readonly action: AuditAction;
  /** Where it happened: who may read it follows from its line of that time. */
  readonly account: { readonly id: string; readonly path: AccountPath };
  readonly target: {
    readonly type: IdKind | 'Installation';
    readonly id: string | null;
    readonly name: string | null;
  };
  /** Only what changed, and never a secret or its hash. */
  readonly before?: Record<string, unknown> | null;
  readonly after?: Record<string, unknown> | null;
  /** Where it is not the caller: who tried to sign in. */
  readonly actor?: { readonly actorKind: string; readonly actorId: string | null; readonly actorName: string | null };
}
