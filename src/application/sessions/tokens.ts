import { randomBytes } from 'node:crypto';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** 43 characters of 62 are 256 bits. */
const RANDOM_LENGTH = 43;
/** Bytes from here on would make the first characters likelier than the last. */
const UNBIASED = 256 - (256 % BASE62.length);

export const ACCESS_TOKEN_PREFIX = 'kta_';
export const REFRESH_TOKEN_PREFIX = 'ktr_';

/** Opaque: only its keyed hash is kept, and its prefix lets scanners of leaked secrets find it. */
export function newToken(prefix: typeof ACCESS_TOKEN_PREFIX | typeof REFRESH_TOKEN_PREFIX): string {
  let random = '';
  while (random.length < RANDOM_LENGTH) {
    for (const byte of randomBytes(RANDOM_LENGTH)) {
      if (byte < UNBIASED && random.length < RANDOM_LENGTH) random += BASE62[byte % BASE62.length] ?? '';
    }
  }
  return prefix + random;
}

const TOKEN = /^kt[ar]_[0-9A-Za-z]{43}$/;

/** Whether it can be one of ours at all: what cannot costs no look-up. */
export function isToken(text: string, prefix: typeof ACCESS_TOKEN_PREFIX | typeof REFRESH_TOKEN_PREFIX): boolean {
  return text.startsWith(prefix) && TOKEN.test(text);
}
