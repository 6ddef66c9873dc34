import { type DevicePublicKey, parseDeviceKey } from '../../domain/endpoints/device-key';
import { CLIENT_TYPES, type ClientType } from '../../domain/endpoints/endpoint';
import { OAuthError } from '../../domain/oauth/oauth-error';
import { checkDescription } from '../../domain/text/name';

const DEFAULT_CLIENT_TYPE: ClientType = 'desktop_client';
const MOST_BYTES_OF_CLIENT_ID = 255;
const MOST_CHARACTERS_OF_DESCRIPTION = 500;

/** What a device says of itself. */
export interface RegistrationForm {
  readonly clientType: ClientType;
  readonly description: string | null;
  readonly publicKey: DevicePublicKey | null;
}

/** @throws OAuthError */
export function checkRegistrationForm({
  clientId,
  clientType,
  description,
  publicKey,
}: Readonly<Record<'clientType' | 'description' | 'publicKey', string | null>> & {
  readonly clientId: string;
}): RegistrationForm {
  // eslint-disable-next-line no-control-regex -- these are what is refused
  if (Buffer.byteLength(clientId) > MOST_BYTES_OF_CLIENT_ID || /[\u0000-\u001f\u007f]/.test(clientId)) {
    throw new OAuthError(
      'invalid_request',
      `client_id has 1 to ${MOST_BYTES_OF_CLIENT_ID} bytes, no control characters.`,
    );
  }
  const type = CLIENT_TYPES.find((known) => known === (clientType ?? DEFAULT_CLIENT_TYPE));
  if (type === undefined) throw new OAuthError('invalid_request', `client_type is one of ${CLIENT_TYPES.join(', ')}.`);
  // An administrator decides by it.
  const fault = checkDescription(description ?? '', MOST_CHARACTERS_OF_DESCRIPTION);
  if (fault) throw new OAuthError('invalid_request', `client_description: ${fault.message}`);
  const key = publicKey === null ? null : parseDeviceKey(publicKey);
  if (key && !key.ok) throw new OAuthError('invalid_request', `public_key: ${key.message}`);
  return { clientType: type, description, publicKey: key?.key ?? null };
}
