import { randomBytes } from 'node:crypto';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** 43 characters of 62 are 256 bits. */
const RANDOM_LENGTH = 43;
const RANDOM_PART = /^[0-9A-Za-z]{43}$/;
/** Bytes from here on would make the first characters likelier than the last. */
const UNBIASED = 256 - (256 % BASE62.length);

/** Scanners of leaked secrets find a token by its prefix. `refresh` is of a management sign-in, `login` of all others. */
const PREFIXES = {
  access: 'kta_',
  refresh: 'ktr_',
  login: 'ktl_',
  gateway: 'ktg_',
  /** RFC 8628: what a device polls with until it is confirmed. */
  deviceCode: 'ktd_',
} as const;
/** What a token is for: no kind is taken in the place of another. */
export type TokenKind = keyof typeof PREFIXES;

/** Opaque: only its keyed hash is kept. */
export function newToken(kind: TokenKind): string {
  let random = '';
  while (random.length < RANDOM_LENGTH) {
    for (const byte of randomBytes(RANDOM_LENGTH)) {
      if (byte < UNBIASED && random.length < RANDOM_LENGTH) random += BASE62[byte % BASE62.length] ?? '';
    }
  }
  return PREFIXES[kind] + random;
}

/** Whether it can be one of ours at all: what cannot costs no look-up. */
export function isToken(text: string, kind: TokenKind): boolean {
  const prefix = PREFIXES[kind];
  return text.startsWith(prefix) && RANDOM_PART.test(text.slice(prefix.length));
}
