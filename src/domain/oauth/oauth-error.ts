import type { CheckCode } from '../decision/codes';

/** The codes of RFC 6749 (5.2), RFC 8628 (3.5), RFC 7009 and RFC 6750 that are used here, and the HTTP status of each. */
export const OAUTH_ERROR_STATUS = {
  invalid_request: 400,
  invalid_client: 401,
  invalid_grant: 400,
  unauthorized_client: 400,
  unsupported_grant_type: 400,
  unsupported_response_type: 400,
  unsupported_token_type: 400,
  authorization_pending: 400,
  slow_down: 400,
  access_denied: 400,
  expired_token: 400,
  temporarily_unavailable: 503,
} as const;
export type OAuthErrorCode = keyof typeof OAUTH_ERROR_STATUS;

/** A refusal of the OAuth face, in the form that its clients know. */
export class OAuthError extends Error {
  override readonly name = 'OAuthError';

  constructor(
    readonly code: OAuthErrorCode,
    /** `error_description`: what to do. */
    message: string,
    readonly options: {
      /** Where it was the decision about the API key that refused. */
      readonly decision?: CheckCode;
      readonly retryAfterSeconds?: number;
    } = {},
  ) {
    super(message);
  }
}
