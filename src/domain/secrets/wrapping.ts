import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { decrypt, encrypt } from './aes-gcm';

/** Bytes. */
const KEY_LENGTH = 32;

/** Random data keys, one for each purpose, so that what leaks of one opens nothing of another. */
export const DATA_KEY_PURPOSES = ['api-key-values', 'tokens', 'encryption'] as const;
export type DataKeyPurpose = (typeof DATA_KEY_PURPOSES)[number];

export function newDataKey(): Buffer {
  return randomBytes(KEY_LENGTH);
}

/** Names a data key without telling it: 16 hex characters. */
export function fingerprintOf(dataKey: Buffer): string {
  return createHmac('sha256', dataKey).update('keytree data key fingerprint').digest('hex').slice(0, 16);
}

function wrappingKey(secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'keytree data key wrapping', KEY_LENGTH));
}

/** The purpose is bound to it: a key wrapped for one does not open as another. */
export function wrapDataKey(secret: string, purpose: DataKeyPurpose, dataKey: Buffer): Buffer {
  return encrypt(wrappingKey(secret), dataKey, purpose);
}

/** Null where the secret does not open it. */
export function unwrapDataKey(secret: string, purpose: DataKeyPurpose, wrapped: Buffer): Buffer | null {
  const dataKey = decrypt(wrappingKey(secret), wrapped, purpose);
  return dataKey?.length === KEY_LENGTH ? dataKey : null;
}
