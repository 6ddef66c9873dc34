/** Faults of a request for a decision, beside the codes of decisions, and the status of each. */
export const FAULT_STATUS = {
  BAD_REQUEST: 400,
  UNAUTHENTICATED: 401,
  METHOD_NOT_ALLOWED: 405,
  BODY_TOO_LARGE: 413,
  INTERNAL_SERVER_ERROR: 500,
  STALE: 503,
  STOPPING: 503,
} as const;
export type FaultCode = keyof typeof FAULT_STATUS;

/** Too many unknown values came from this client: an answer of status 200, without a decision. */
export const RATE_LIMITED_CODE = 'RATE_LIMITED';

/** What the form for proxies tells beside the codes of decisions. KEY_REQUIRED is the 401, the others are 403. */
export const FORWARD_AUTH_FAULTS = [
  'KEY_REQUIRED',
  RATE_LIMITED_CODE,
  'BAD_REQUEST',
  'UNAUTHENTICATED',
  'INTERNAL_SERVER_ERROR',
  'STALE',
  'STOPPING',
] as const;
export type ForwardAuthFault = (typeof FORWARD_AUTH_FAULTS)[number];
