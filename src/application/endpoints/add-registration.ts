import { randomInt } from 'node:crypto';
import { newToken } from '../../domain/secrets/tokens';
import { insertAll } from '../../database/insert';
import type { ApiKey } from '../../entities/api-key';
import { DeviceRegistration } from '../../entities/device-registration';
import type { Endpoint } from '../../entities/endpoint';
import { addressGroup } from '../attempts/address-group';
import type { Change } from '../change';
import { newId } from '../new-id';
import type { RegistrationForm } from './registration-form';

/** RFC 8628, 3.2. */
export interface DeviceAuthorization {
  /** Shown once; a keyed hash is kept. */
  readonly deviceCode: string;
  readonly userCode: string;
  readonly expiresInSeconds: number;
  readonly intervalSeconds: number;
}

const INTERVAL_SECONDS = 5;
/** Consonants without those that look alike: a code is no word (RFC 8628, 6.1). */
const USER_CODE_LETTERS = 'BCDFGHJKLMNPQRSTVWXZ';

/** @param isAllowed the next poll gets the tokens */
export async function addRegistration(
  change: Change,
  key: ApiKey,
  said: RegistrationForm,
  endpoint: Endpoint,
  isAllowed: boolean,
): Promise<DeviceAuthorization> {
  const expiresInSeconds = change.services.tokenSettings.deviceCodeSeconds;
  const createdAt = change.now();
  const deviceCode = newToken('deviceCode');
  const userCode = newUserCode();
  const row = Object.assign(new DeviceRegistration(), {
    id: newId(),
    endpointId: endpoint.id,
    codeHash: change.services.secrets.tokens.hash(deviceCode),
    userCode,
    status: isAllowed ? 'ALLOWED' : 'WAITING',
    keyId: key.id,
    clientType: said.clientType,
    description: said.description,
    publicKey: said.publicKey && { ...said.publicKey },
    ip: change.clientIp,
    addressGroup: addressGroup(change.clientIp),
    createdAt,
    expiresAt: new Date(createdAt.getTime() + expiresInSeconds * 1000),
    polledAt: null,
    intervalSeconds: INTERVAL_SECONDS,
  } satisfies DeviceRegistration);
  await insertAll(change.manager, DeviceRegistration, [row]);
  return { deviceCode, userCode, expiresInSeconds, intervalSeconds: INTERVAL_SECONDS };
}

function newUserCode(): string {
  const letters = Array.from({ length: 8 }, () => USER_CODE_LETTERS[randomInt(USER_CODE_LETTERS.length)] ?? '');
  return `${letters.slice(0, 4).join('')}-${letters.slice(4).join('')}`;
}
