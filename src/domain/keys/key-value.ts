import { randomBytes } from 'node:crypto';
import type { TextFault } from '../text/name';
import { crc32 } from './crc32';
import { checkWeakness } from './weak-value';

const PREFIX = 'kt_';
const RANDOM_LENGTH = 32;
const CHECKSUM_LENGTH = 6;
const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const GENERATED_FORM = /^kt_[0-9A-Za-z]{38}$/;
/** Bytes from here on would make the first characters likelier than the last. */
const UNBIASED = 256 - (256 % BASE62.length);

const MIN_VALUE_LENGTH = 16;
export const MAX_VALUE_LENGTH = 255;

/** `kt_`, 32 random base62 characters (190 bits), and a checksum that tells a mistyped value without a look-up. */
export function generateKeyValue(random: (length: number) => Uint8Array = randomBytes): string {
  let text = '';
  while (text.length < RANDOM_LENGTH) {
    for (const byte of random(RANDOM_LENGTH)) {
      if (byte < UNBIASED && text.length < RANDOM_LENGTH) text += BASE62[byte % BASE62.length] ?? '';
    }
  }
  return withChecksum(PREFIX + text);
}

function withChecksum(text: string): string {
  return text + checksumOf(text);
}

/** CRC-32 (ISO-HDLC) as six base62 digits, left-padded with 0. */
function checksumOf(text: string): string {
  let rest = crc32(text);
  let digits = '';
  for (let place = 0; place < CHECKSUM_LENGTH; place++) {
    digits = (BASE62[rest % 62] ?? '') + digits;
    rest = Math.floor(rest / 62);
  }
  return digits;
}

/** Begins as only generated values may. */
export function claimsToBeGenerated(text: string): boolean {
  return text.startsWith(PREFIX);
}

export function isGeneratedForm(text: string): boolean {
  return GENERATED_FORM.test(text);
}

/** Of a text of the generated form. On the path of every request: nothing is allocated. */
export function hasValidChecksum(text: string): boolean {
  const length = PREFIX.length + RANDOM_LENGTH;
  let claimed = 0;
  for (let index = length; index < text.length; index++) claimed = claimed * 62 + base62Digit(text.charCodeAt(index));
  return claimed === crc32(text, length);
}

/** Of 0-9, A-Z, a-z in this order, which is that of their codes. */
function base62Digit(code: number): number {
  if (code < 0x3a) return code - 0x30;
  return code < 0x5b ? code - 0x41 + 10 : code - 0x61 + 36;
}

/** Why a chosen value is refused; null where it may be used. The message never has the value. */
export function checkCustomValue(text: string): TextFault | null {
  if (text.length < MIN_VALUE_LENGTH) {
    return fault(
      'TOO_SHORT',
      `A value has at least ${MIN_VALUE_LENGTH} characters: choose a longer one, or have one generated.`,
    );
  }
  if (text.length > MAX_VALUE_LENGTH) return fault('TOO_LONG', `A value has at most ${MAX_VALUE_LENGTH} characters.`);
  if (!/^[\x21-\x7e]+$/.test(text)) {
    return fault('NOT_PRINTABLE_ASCII', 'A value has printable ASCII characters only, and no blanks.');
  }
  if (claimsToBeGenerated(text)) return checkGenerated(text);
  return checkWeakness(text);
}

function fault(code: string, message: string): TextFault {
  return { code, message };
}

function checkGenerated(text: string): TextFault | null {
  if (!isGeneratedForm(text)) {
    return fault(
      'NOT_GENERATED_FORM',
      'Only generated values begin with `kt_`: choose another beginning, or have one generated.',
    );
  }
  if (hasValidChecksum(text)) return null;
  return fault('WRONG_CHECKSUM', 'The checksum of the value is wrong, so it was mistyped or cut: copy it again.');
}

const HINT_FIRST_SHARE = 0.6;
const LONGEST_HINT = 10;

/** First and last characters with `…` between: 6 and 4 of a generated value, never more than a quarter of any. */
export function hintOf(value: string): string {
  const shown = Math.min(LONGEST_HINT, Math.floor(value.length / 4));
  const first = Math.round(shown * HINT_FIRST_SHARE);
  const last = shown - first;
  return `${value.slice(0, first)}…${last === 0 ? '' : value.slice(-last)}`;
}
