import type { AuditAction } from '../gql/graphql';

/** All actions, as one would look for them. */
export const ACTION_GROUPS = {
  account: [
    'ACCOUNT_CREATED',
    'ACCOUNT_UPDATED',
    'ACCOUNT_MOVED',
    'ACCOUNT_SUSPENDED',
    'ACCOUNT_RESUMED',
    'ACCOUNT_DELETED',
  ],
  key: [
    'API_KEY_CREATED',
    'API_KEY_UPDATED',
    'API_KEY_ACTIVATED',
    'API_KEY_DEACTIVATED',
    'API_KEY_REGENERATED',
    'API_KEY_BLOCKED',
    'API_KEY_UNBLOCKED',
    'API_KEY_DELETED',
    'API_KEY_VALUE_CONFLICT',
  ],
  template: ['TEMPLATE_CREATED', 'TEMPLATE_UPDATED', 'TEMPLATE_DELETED'],
  device: [
    'ENDPOINT_REGISTERED',
    'ENDPOINT_WAITING',
    'ENDPOINT_TRUSTED',
    'ENDPOINT_REJECTED',
    'ENDPOINT_REVOKED',
    'ENDPOINT_RENAMED',
    'ENDPOINT_DELETED',
    'ENDPOINT_SIGNED_IN',
  ],
  user: [
    'USER_CREATED',
    'USER_UPDATED',
    'USER_DISABLED',
    'USER_ENABLED',
    'USER_PASSWORD_SET',
    'PASSWORD_CHANGED',
    'USER_DELETED',
  ],
  session: [
    'SIGNED_IN',
    'SIGN_IN_FAILED',
    'SIGNED_OUT',
    'LOGGED_IN',
    'SESSIONS_ENDED',
    'REFRESH_TOKEN_REUSED',
    'TOKENS_REVOKED',
  ],
  role: ['ROLE_CREATED', 'ROLE_UPDATED', 'ROLE_DELETED', 'ROLE_GRANTED', 'GRANT_REVOKED'],
  gateway: ['GATEWAY_CREATED', 'GATEWAY_UPDATED', 'GATEWAY_CREDENTIAL_REPLACED', 'GATEWAY_DELETED'],
  webhook: [
    'WEBHOOK_CREATED',
    'WEBHOOK_UPDATED',
    'WEBHOOK_DISABLED',
    'WEBHOOK_SECRET_ROTATED',
    'WEBHOOK_TESTED',
    'WEBHOOK_DELETED',
  ],
  installation: [
    'INSTALLATION_SET_UP',
    'EXPORTED',
    'IMPORTED',
    'RESTORED',
    'SECRET_ROTATED',
    'SIGNING_KEY_MADE',
    'SIGNING_KEY_DELETED',
  ],
} as const satisfies Record<string, readonly AuditAction[]>;

export type ActionGroup = keyof typeof ACTION_GROUPS;

export const ACTION_GROUP_NAMES = Object.keys(ACTION_GROUPS) as ActionGroup[];

const ACTIONS: readonly string[] = Object.values(ACTION_GROUPS).flat();

export function isAction(text: string): text is AuditAction {
  return ACTIONS.includes(text);
}
