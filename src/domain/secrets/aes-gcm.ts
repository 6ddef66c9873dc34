import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Lengths in bytes, of AES-256-GCM (NIST SP 800-38D). */
const NONCE_LENGTH = 12;
const TAG_LENGTH = 16;

/** Nonce, tag and ciphertext. It opens only with the same `boundTo`. */
export function encrypt(key: Buffer, plain: Buffer, boundTo: string): Buffer {
  const nonce = randomBytes(NONCE_LENGTH);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(boundTo));
  const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]);
}

/** Null where the key does not open it, or it was bound to something else. */
export function decrypt(key: Buffer, encrypted: Buffer, boundTo: string): Buffer | null {
  if (encrypted.length < NONCE_LENGTH + TAG_LENGTH) return null;
  const nonce = encrypted.subarray(0, NONCE_LENGTH);
  const tag = encrypted.subarray(NONCE_LENGTH, NONCE_LENGTH + TAG_LENGTH);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_LENGTH })
    .setAAD(Buffer.from(boundTo))
    .setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(encrypted.subarray(NONCE_LENGTH + TAG_LENGTH)), decipher.final()]);
  } catch {
    return null;
  }
}
