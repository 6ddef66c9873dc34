export const ACCOUNT_KINDS = ['VENDOR', 'CUSTOMER'] as const;
/** A VENDOR may have child accounts; a CUSTOMER is a leaf. */
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

export const ACCOUNT_STATUSES = ['ACTIVE', 'SUSPENDED'] as const;
export type AccountStatus = (typeof ACCOUNT_STATUSES)[number];

/** The root is at depth 0. */
export const MAX_ACCOUNT_DEPTH = 16;
