/** The checks of the decision, in the order in which they are made: the first that fails is the answer. */
export const CHECK_CODES = [
  'ACCOUNT_REQUIRED',
  'ACCOUNT_NOT_FOUND',
  'ACCOUNT_SUSPENDED',
  'KEY_NOT_FOUND',
  'KEY_BLOCKED',
  'KEY_INACTIVE',
  'KEY_EXPIRED',
  'IP_NOT_ALLOWED',
  'FULL_ACCESS_REQUIRED',
  'ENDPOINT_NOT_TRUSTED',
  'USER_TOKEN_REQUIRED',
  'USER_TOKEN_INVALID',
] as const;
/** A check is named by the code of its failure. */
export type CheckCode = (typeof CHECK_CODES)[number];

/** What a request is answered with. VALID: it may pass. */
export const DECISION_CODES = [...CHECK_CODES, 'VALID'] as const;
export type DecisionCode = (typeof DECISION_CODES)[number];

/**
 * NOT_APPLICABLE: the class of the operation, or what the request came without, leaves nothing to look at; it never
 * depends on how the key is set. NOT_MADE: an earlier failure left nothing to look at.
 */
export const CHECK_OUTCOMES = ['PASSED', 'FAILED', 'NOT_APPLICABLE', 'NOT_MADE'] as const;
export type CheckOutcome = (typeof CHECK_OUTCOMES)[number];

/** What a request wants to do. LOGIN acquires a user token, REGISTER_DEVICE asks for a device token. */
export const OPERATION_CLASSES = ['ADMINISTRATIVE', 'LIMITED', 'LOGIN', 'REGISTER_DEVICE'] as const;
export type OperationClass = (typeof OPERATION_CLASSES)[number];

/** The other two acquire a token. */
export function takesUserToken(operation: OperationClass): boolean {
  return operation === 'ADMINISTRATIVE' || operation === 'LIMITED';
}
