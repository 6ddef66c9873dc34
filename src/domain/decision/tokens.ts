import type { DecisionFacts } from './facts';

/** Of a user who may act on the account now, from a LOGIN through what still holds. */
export function isGoodUserToken(token: NonNullable<DecisionFacts['userToken']>, nowMs: number): boolean {
  return (
    token !== 'UNREADABLE' &&
    nowMs < token.expiresAtMs &&
    !token.revoked &&
    token.fromLogin &&
    token.keyState === 'ACTIVE' &&
    token.endpointTrusted !== false &&
    !token.userDisabled &&
    token.userOnLine
  );
}

/** Of a trusted endpoint. What only a key trusted, nobody looked at: its trust stays on its own account. */
export function isGoodDeviceToken(token: DecisionFacts['deviceToken'], nowMs: number): boolean {
  return (
    token !== null &&
    token !== 'UNREADABLE' &&
    nowMs < token.expiresAtMs &&
    !token.revoked &&
    token.endpointStatus === 'TRUSTED' &&
    (token.endpointOn === 'ACCOUNT' || (token.endpointOn === 'ANCESTOR' && token.endpointConfirmed))
  );
}
