import { parsePublicId, publicId } from '../ids';

/**
 * Access tokens are JWTs (RFC 7519), signed with Ed25519 (RFC 8037). Each kind has a `typ` (RFC 8725, 3.11) and an
 * audience of its own: no kind is taken in the place of another.
 */
export const ACCESS_TOKEN_KINDS = {
  user: { typ: 'user+jwt', audience: 'keytree:user' },
  device: { typ: 'device+jwt', audience: 'keytree:device' },
} as const;
export type AccessTokenKind = keyof typeof ACCESS_TOKEN_KINDS;

export const ACCESS_TOKEN_ALGORITHM = 'EdDSA';

/** What an access token says. Ids are bare. */
export interface AccessToken {
  readonly kind: AccessTokenKind;
  /** The user, or the device's endpoint. */
  readonly subjectId: string;
  /** Where it was gained. */
  readonly accountId: string;
  /** The API key through which it was gained. */
  readonly keyId: string;
  /** Its token family. */
  readonly familyId: string;
  /** The device: of a device token its subject, of a user's the one that the login came from; null without one. */
  readonly endpointId: string | null;
  /** Whom it was issued to. */
  readonly clientId: string;
  readonly issuedAtMs: number;
  readonly expiresAtMs: number;
}

/** Names as RFC 7519, RFC 9068 and OpenID Connect have them; `account`, `api_key` and `endpoint` are our own. */
export function claimsOf(token: AccessToken, issuer: string, id: string): Record<string, unknown> {
  return {
    iss: issuer,
    aud: ACCESS_TOKEN_KINDS[token.kind].audience,
    sub: publicId(SUBJECTS[token.kind], token.subjectId),
    iat: Math.floor(token.issuedAtMs / 1000),
    exp: Math.floor(token.expiresAtMs / 1000),
    jti: id,
    client_id: token.clientId,
    sid: publicId('TokenFamily', token.familyId),
    account: publicId('Account', token.accountId),
    api_key: publicId('ApiKey', token.keyId),
    ...(token.endpointId === null ? {} : { endpoint: publicId('Endpoint', token.endpointId) }),
  };
}

/** Of the claims of a token whose signature holds; null where they are not those of this kind and issuer. */
export function accessTokenOf(
  claims: Record<string, unknown>,
  kind: AccessTokenKind,
  issuer: string,
): AccessToken | null {
  if (claims.iss !== issuer || claims.aud !== ACCESS_TOKEN_KINDS[kind].audience) return null;
  const id = (of: Parameters<typeof parsePublicId>[0], claim: unknown): string | null =>
    typeof claim === 'string' ? parsePublicId(of, claim) : null;
  const subjectId = id(SUBJECTS[kind], claims.sub);
  const [accountId, keyId] = [id('Account', claims.account), id('ApiKey', claims.api_key)];
  const familyId = id('TokenFamily', claims.sid);
  const endpointId = id('Endpoint', claims.endpoint);
  const { iat, exp, client_id: clientId } = claims;
  if (subjectId === null || accountId === null || keyId === null || familyId === null) return null;
  if (endpointId === null && (claims.endpoint !== undefined || kind === 'device')) return null;
  if (typeof iat !== 'number' || typeof exp !== 'number' || typeof clientId !== 'string') return null;
  return {
    ...{ kind, subjectId, accountId, keyId, familyId, endpointId, clientId },
    ...{ issuedAtMs: iat * 1000, expiresAtMs: exp * 1000 },
  };
}

const SUBJECTS = { user: 'User', device: 'Endpoint' } as const;
