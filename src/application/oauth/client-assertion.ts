import { decodeJwt, importJWK, type JWTPayload, jwtVerify } from 'jose';
import type { EntityManager } from 'typeorm';
import type { DevicePublicKey } from '../../domain/endpoints/device-key';
import { OAuthError } from '../../domain/oauth/oauth-error';
import { isDuplicate } from '../../database/dialect';
import type { Endpoint } from '../../entities/endpoint';
import { UsedAssertion } from '../../entities/used-assertion';
import type { Context } from '../context';

/** Its expiry may lie this far ahead. */
const LONGEST_LIFE_SECONDS = 300;
/** Clocks differ. */
const TOLERANCE_SECONDS = 10;
const MOST_CHARACTERS_OF_ID = 255;

/** A client assertion (RFC 7523, 3) that holds, and was not yet used. */
export interface ProvenAssertion {
  readonly hash: Buffer;
  readonly expiresAt: Date;
}

/** The `sub`, not proven by anything; null where there is none. */
export function claimedClientId(assertion: string): string | null {
  try {
    const { sub }: { sub?: unknown } = decodeJwt(assertion);
    return typeof sub === 'string' ? sub : null;
  } catch {
    return null;
  }
}

/**
 * Whether the endpoint's own key signed it for this service, for now; null where not. The key alone fixes the algorithm,
 * and the audience is the issuer and nobody else: what was meant for another service is not taken here.
 */
export async function proveAssertion(
  context: Context,
  endpoint: Pick<Endpoint, 'clientId' | 'publicKey'>,
  assertion: string,
): Promise<ProvenAssertion | null> {
  if (!endpoint.publicKey) return null;
  const { alg, ...jwk } = endpoint.publicKey as DevicePublicKey;
  const { issuer } = context.services.tokenSettings;
  const now = context.now();
  try {
    const { payload } = await jwtVerify(assertion, await importJWK(jwk, alg), {
      // RFC 9864 has a name of its own for the same algorithm.
      algorithms: alg === 'EdDSA' ? ['EdDSA', 'Ed25519'] : [alg],
      issuer: endpoint.clientId,
      subject: endpoint.clientId,
      requiredClaims: ['exp', 'jti', 'aud'],
      clockTolerance: TOLERANCE_SECONDS,
      currentDate: now,
    });
    return provenBy(context, endpoint.clientId, payload, issuer);
  } catch {
    return null;
  }
}

function provenBy(context: Context, clientId: string, payload: JWTPayload, issuer: string): ProvenAssertion | null {
  const { aud, exp = 0, jti = '' } = payload;
  const audience = Array.isArray(aud) && aud.length === 1 ? aud[0] : aud;
  const nowSeconds = context.now().getTime() / 1000;
  if (audience !== issuer || exp > nowSeconds + LONGEST_LIFE_SECONDS + TOLERANCE_SECONDS) return null;
  if (typeof jti !== 'string' || jti === '' || jti.length > MOST_CHARACTERS_OF_ID) return null;
  return {
    hash: context.services.secrets.tokens.hash(JSON.stringify(['assertion', clientId, jti])),
    // Until then it would be taken: kept for longer than that.
    expiresAt: new Date((exp + 2 * TOLERANCE_SECONDS) * 1000),
  };
}

/** In the transaction that does what it is for. @throws OAuthError where it was used before */
export async function useAssertion(manager: EntityManager, { hash, expiresAt }: ProvenAssertion): Promise<void> {
  try {
    await manager.insert(UsedAssertion, { assertionHash: hash, forgetAt: expiresAt });
  } catch (error) {
    if (isDuplicate(error)) throw usedBefore();
    throw error;
  }
}

function usedBefore(): OAuthError {
  return new OAuthError('invalid_client', 'This client assertion was used before: sign a new one, with a new `jti`.');
}

export function wrongAssertion(): OAuthError {
  return new OAuthError(
    'invalid_client',
    'The client assertion does not hold: sign it with the key that the device registered, `iss` and `sub` the client id, `aud` the issuer alone, `exp` at most 5 minutes ahead, and a `jti`.',
  );
}
