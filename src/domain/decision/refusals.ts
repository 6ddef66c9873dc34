import type { CheckCode } from './codes';

/** What each code says to whom it is told, and what to do. */
export const REFUSALS: Readonly<Record<CheckCode, string>> = {
  ACCOUNT_REQUIRED: 'More than one account has a key of this value: name the account.',
  ACCOUNT_NOT_FOUND: 'There is no such account.',
  ACCOUNT_SUSPENDED: 'The account is suspended: ask whoever governs it.',
  KEY_NOT_FOUND: 'No API key of this value opens the account.',
  KEY_BLOCKED: 'The API key is blocked on this account: ask its administrator.',
  KEY_INACTIVE: 'The API key is not active: ask its administrator.',
  KEY_EXPIRED: 'The API key has expired, or its value was replaced: ask its administrator for the new one.',
  IP_NOT_ALLOWED: 'The API key may not be used from this address.',
  FULL_ACCESS_REQUIRED: 'This takes an API key with full API access.',
  ENDPOINT_NOT_TRUSTED: 'This takes the token of a trusted device.',
  USER_TOKEN_REQUIRED: 'This takes the token of a user: log in first.',
  USER_TOKEN_INVALID: 'The user token is not good, or no longer: refresh it, or log in again.',
};
