import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** Lengths in bytes, of AES-256-GCM (NIST SP 800-38D). */
const KEY_LENGTH = 32;
const NONCE_LENGTH = 12;
const TAG_LENGTH = 16;

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

/** Nonce, tag and ciphertext. The purpose is bound to it: a key wrapped for one does not open as another. */
export function wrapDataKey(secret: string, purpose: DataKeyPurpose, dataKey: Buffer): Buffer {
  const nonce = randomBytes(NONCE_LENGTH);
  const cipher = createCipheriv('aes-256-gcm', wrappingKey(secret), nonce).setAAD(Buffer.from(purpose));
  const ciphertext = Buffer.concat([cipher.update(dataKey), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]);
}

/** Null where the secret does not open it. */
export function unwrapDataKey(secret: string, purpose: DataKeyPurpose, wrapped: Buffer): Buffer | null {
  if (wrapped.length !== NONCE_LENGTH + TAG_LENGTH + KEY_LENGTH) return null;
  const decipher = createDecipheriv('aes-256-gcm', wrappingKey(secret), wrapped.subarray(0, NONCE_LENGTH), {
    authTagLength: TAG_LENGTH,
  })
    .setAAD(Buffer.from(purpose))
    .setAuthTag(wrapped.subarray(NONCE_LENGTH, NONCE_LENGTH + TAG_LENGTH));
  try {
    return Buffer.concat([decipher.update(wrapped.subarray(NONCE_LENGTH + TAG_LENGTH)), decipher.final()]);
  } catch {
    return null;
  }
}
