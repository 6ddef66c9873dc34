import { REFUSALS } from '../../domain/decision/refusals';
import type { CheckCode, OperationClass } from '../../domain/decision/codes';
import { LimitReachedError } from '../../domain/errors';
import { OAuthError } from '../../domain/oauth/oauth-error';
import type { AccessRequest } from '../decision/access-request';
import { decideAccess, type DecidedRequest } from '../decision/decide-access';
import type { Context } from '../context';
import type { NamedAccount } from './client';

export type Allowed = Extract<DecidedRequest, { code: 'VALID' }>;

/** The API key, presented as the client's secret, must open this. @throws OAuthError with the decision's code */
export async function requireKey(
  context: Context,
  secret: string,
  account: NamedAccount,
  operation: Extract<OperationClass, 'LOGIN' | 'REGISTER_DEVICE'>,
  deviceToken: AccessRequest['deviceToken'] = null,
): Promise<Allowed> {
  const request = { account, key: secret, operation, userToken: null, deviceToken };
  const decided = await decideAccess(context, request).catch((error: unknown) => {
    if (!(error instanceof LimitReachedError)) throw error;
    const { retryAfterSeconds = 1 } = error;
    throw new OAuthError('temporarily_unavailable', error.message, { retryAfterSeconds });
  });
  if (decided.code === 'VALID') return decided;
  throw new OAuthError(errorOf(decided.code), REFUSALS[decided.code], { decision: decided.code });
}

function errorOf(code: CheckCode): 'invalid_request' | 'access_denied' | 'invalid_client' {
  if (code === 'ACCOUNT_REQUIRED') return 'invalid_request';
  return code === 'ENDPOINT_NOT_TRUSTED' ? 'access_denied' : 'invalid_client';
}
