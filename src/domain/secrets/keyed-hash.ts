import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';

/** HMAC-SHA-256 (RFC 2104) under one data key: what is kept of a value that must be found again, never read back. */
export class KeyedHash {
  private readonly key: KeyObject;

  constructor(key: Buffer) {
    this.key = createSecretKey(key);
  }

  /** 32 bytes. */
  hash(value: string): Buffer {
    return createHmac('sha256', this.key).update(value, 'utf8').digest();
  }

  /** The same as a 'latin1' string, a byte a character: twice as fast to make, where it is not kept. */
  hashText(value: string): string {
    return createHmac('sha256', this.key).update(value, 'utf8').digest('binary');
  }
}
