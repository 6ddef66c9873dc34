import { publicId } from '../../domain/ids';
import { OAuthError } from '../../domain/oauth/oauth-error';
import type { Endpoint } from '../../entities/endpoint';
import type { Context } from '../context';
import type { ClientCredentials } from './client';
import { proveAssertion, type ProvenAssertion, wrongAssertion } from './client-assertion';
import { requireKey } from './require-key';

/** By which key, or by what proof, the client is the device that it says it is. */
export interface AuthenticatedDevice {
  readonly keyId: string | null;
  /** To be used up in the transaction that does what it is for. */
  readonly proof: ProvenAssertion | null;
}

/**
 * The client of a device authenticates by an assertion of its own key, or by an API key that lets devices register on its
 * account now. Both given, both must hold.
 *
 * @throws OAuthError
 */
export async function authenticateDevice(
  context: Context,
  { secret, assertion }: ClientCredentials,
  endpoint: Endpoint,
): Promise<AuthenticatedDevice> {
  if (secret === null && assertion === null) {
    throw new OAuthError('invalid_client', 'Authenticate: send the API key as client_secret, or a client assertion.');
  }
  const proof = assertion === null ? null : await proveAssertion(context, endpoint, assertion);
  if (assertion !== null && !proof) throw wrongAssertion();
  if (secret === null) return { keyId: null, proof };
  const named = { by: 'id', text: publicId('Account', endpoint.accountId) } as const;
  const { keyId } = await requireKey(context, secret, named, 'REGISTER_DEVICE');
  return { keyId, proof };
}
