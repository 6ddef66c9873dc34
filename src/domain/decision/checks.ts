import { rangesContain } from '../network/ip-range';
import { type CheckCode, type CheckOutcome, takesUserToken } from './codes';
import type { DecisionFacts, PresentedKey } from './facts';
import { isGoodDeviceToken, isGoodUserToken } from './tokens';

export interface Check {
  readonly code: CheckCode;
  readonly outcome: (facts: DecisionFacts) => CheckOutcome;
  /** Where it fails there is nothing to make the later checks on. */
  readonly isLast?: true;
}

/** In this order; what a later one looks at was found by an earlier one. */
export const CHECKS: readonly Check[] = [
  { code: 'ACCOUNT_REQUIRED', outcome: accountRequired, isLast: true },
  { code: 'ACCOUNT_NOT_FOUND', outcome: accountNotFound, isLast: true },
  { code: 'ACCOUNT_SUSPENDED', outcome: accountSuspended },
  { code: 'KEY_NOT_FOUND', outcome: keyNotFound, isLast: true },
  { code: 'KEY_BLOCKED', outcome: ofKey((key) => failsIf(key.blocked)) },
  { code: 'KEY_INACTIVE', outcome: ofKey((key) => failsIf(!key.active)) },
  { code: 'KEY_EXPIRED', outcome: ofKey(keyExpired) },
  { code: 'IP_NOT_ALLOWED', outcome: ofKey(ipNotAllowed) },
  { code: 'FULL_ACCESS_REQUIRED', outcome: ofKey(fullAccessRequired) },
  { code: 'ENDPOINT_NOT_TRUSTED', outcome: ofKey(endpointNotTrusted) },
  { code: 'USER_TOKEN_REQUIRED', outcome: ofKey(userTokenRequired) },
  { code: 'USER_TOKEN_INVALID', outcome: userTokenInvalid },
];

function failsIf(failed: boolean): CheckOutcome {
  return failed ? 'FAILED' : 'PASSED';
}

/** A check of the key that KEY_NOT_FOUND has found. */
function ofKey(outcome: (key: PresentedKey, facts: DecisionFacts) => CheckOutcome): Check['outcome'] {
  return (facts) => {
    const { key } = facts;
    return key === null ? 'NOT_MADE' : outcome(key, facts);
  };
}

function accountRequired(facts: DecisionFacts): CheckOutcome {
  return failsIf(!facts.accountNamed && facts.bearersInReach > 1);
}

/** Neither named nor meant: then there is no account to look for, and KEY_NOT_FOUND is the answer. */
function hasNoAccount(facts: DecisionFacts): boolean {
  return !facts.accountNamed && facts.bearersInReach === 0;
}

function accountNotFound(facts: DecisionFacts): CheckOutcome {
  if (hasNoAccount(facts)) return 'NOT_APPLICABLE';
  return failsIf(facts.account?.withinReach !== true);
}

function accountSuspended(facts: DecisionFacts): CheckOutcome {
  if (hasNoAccount(facts)) return 'NOT_APPLICABLE';
  return failsIf(facts.account?.suspended !== false);
}

function keyNotFound(facts: DecisionFacts): CheckOutcome {
  return failsIf(hasNoAccount(facts) || facts.key === null);
}

function keyExpired(key: PresentedKey, { nowMs }: DecisionFacts): CheckOutcome {
  return failsIf(isOver(key.expiresAtMs, nowMs) || isOver(key.worksUntilMs, nowMs));
}

function isOver(endMs: number | null, nowMs: number): boolean {
  return endMs !== null && nowMs >= endMs;
}

function ipNotAllowed({ allowedIps }: PresentedKey, { clientIp }: DecisionFacts): CheckOutcome {
  if (allowedIps.length === 0) return 'PASSED';
  return failsIf(clientIp === null || !rangesContain(allowedIps, clientIp));
}

function fullAccessRequired(key: PresentedKey, { operation }: DecisionFacts): CheckOutcome {
  return operation === 'ADMINISTRATIVE' ? failsIf(!key.fullApiAccess) : 'NOT_APPLICABLE';
}

function endpointNotTrusted(key: PresentedKey, facts: DecisionFacts): CheckOutcome {
  if (facts.operation !== 'LOGIN') return 'NOT_APPLICABLE';
  return failsIf(!key.allowUntrustedEndpoints && !isGoodDeviceToken(facts.deviceToken, facts.nowMs));
}

function userTokenRequired(key: PresentedKey, facts: DecisionFacts): CheckOutcome {
  if (!takesUserToken(facts.operation)) return 'NOT_APPLICABLE';
  return failsIf(!key.allowUnauthenticatedRequests && facts.userToken === null);
}

/** A bad token is never taken for none. */
function userTokenInvalid(facts: DecisionFacts): CheckOutcome {
  if (!takesUserToken(facts.operation)) return 'NOT_APPLICABLE';
  const { userToken } = facts;
  return userToken === null ? 'NOT_APPLICABLE' : failsIf(!isGoodUserToken(userToken, facts.nowMs));
}
