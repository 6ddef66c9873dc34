import { type Dialect, instantParameter } from '../../database/dialect';
import { OWN_STATE_SQL } from './api-key-filter';

const SOON_MS = 30 * 86_400_000;
const UNUSED_MS = 90 * 86_400_000;

export const FINDING_SEVERITIES = ['HIGH', 'MEDIUM', 'LOW'] as const;
export type FindingSeverity = (typeof FINDING_SEVERITIES)[number];

interface FindingRule {
  readonly severity: FindingSeverity;
  /** Over the columns of `api_key`, which is `k`, of keys that work. Parameters: `now`, `soon`, `unused`. */
  readonly sql: string;
  /** What is risky and what to do. */
  readonly message: string;
}

/** What is risky about a key that works, the most important first. */
export const FINDING_RULES = {
  FIXED_TEMPLATE_VALUE: {
    severity: 'HIGH',
    sql: 'k.fixed_template_value = 1',
    message: 'The key bears the value that a template gives to every customer: regenerate it.',
  },
  FULL_ACCESS_WITHOUT_USER: {
    severity: 'HIGH',
    sql: "k.full_api_access = 1 AND k.allow_unauthenticated_requests = 1 AND k.allowed_ips = '[]'",
    message:
      'Whoever has the value may do everything, without a user and from every address: set allowed IPs, or take one of the flags away.',
  },
  PREDEFINED_KEY_ACTIVE: {
    severity: 'HIGH',
    sql: 'k.predefined = 1',
    message:
      'A predefined key is still active: make a key of your own, change your clients over to it, then deactivate this one.',
  },
  UNTRUSTED_ENDPOINTS: {
    severity: 'MEDIUM',
    sql: "k.allow_untrusted_endpoints = 1 AND k.client_type <> 'CLIENT'",
    message: 'Users may log in from devices that nobody confirmed, and the key is not for clients: take the flag away.',
  },
  CLIENT_CANNOT_INSTALL: {
    severity: 'MEDIUM',
    sql: "k.client_type = 'CLIENT' AND (k.allow_unauthenticated_requests = 0 OR k.allow_untrusted_endpoints = 0)",
    message:
      'Client and gateway installations cannot be installed with this key: they need allowUnauthenticatedRequests and allowUntrustedEndpoints.',
  },
  EXPIRES_SOON: {
    severity: 'MEDIUM',
    sql: 'k.expires_at <= :soon',
    message: 'The key stops working within 30 days: extend it, or change its clients over to another one.',
  },
  UNUSED: {
    severity: 'LOW',
    sql: '(k.last_used_at <= :unused OR (k.last_used_at IS NULL AND k.created_at <= :unused))',
    message: 'The key was not used for 90 days: deactivate it, and delete it when nobody misses it.',
  },
  NEVER_EXPIRES: {
    severity: 'LOW',
    sql: 'k.expires_at IS NULL',
    message: 'The key never expires: set an expiry, and replace the key before it.',
  },
} as const satisfies Record<string, FindingRule>;

export type FindingKind = keyof typeof FINDING_RULES;
export const FINDING_KINDS = Object.keys(FINDING_RULES) as readonly FindingKind[];

/** A key that works, and of which the rule holds. */
export function findingSql(kind: FindingKind): string {
  return `${OWN_STATE_SQL.ACTIVE('k')} AND ${FINDING_RULES[kind].sql}`;
}

/** How many findings of the kinds a group of keys has. */
export function sumOfFindings(kinds: readonly FindingKind[]): string {
  return ['0', ...kinds.map((kind) => `SUM(CASE WHEN ${findingSql(kind)} THEN 1 ELSE 0 END)`)].join(' + ');
}

/** What the rules compare with. */
export function findingParameters(dialect: Dialect, now: Date): Record<'now' | 'soon' | 'unused', Date | string> {
  const instant = (ms: number): Date | string => instantParameter(dialect, new Date(ms));
  return {
    now: instant(now.getTime()),
    soon: instant(now.getTime() + SOON_MS),
    unused: instant(now.getTime() - UNUSED_MS),
  };
}
