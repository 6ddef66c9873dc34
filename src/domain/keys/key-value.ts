import { randomBytes } from 'node:crypto';
import type { TextFault } from '../text/name';
import { crc32 } from './crc32';

const PREFIX = 'kt_';
const RANDOM_LENGTH = 32;
const CHECKSUM_LENGTH = 6;
const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const GENERATED_FORM = /^kt_[0-9A-Za-z]{38}$/;
/** Bytes from here on would make the first characters likelier than the last. */
const UNBIASED = 256 - (256 % BASE62.length);

export const MIN_VALUE_LENGTH = 16;
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

/** Of a text of the generated form. */
export function hasValidChecksum(text: string): boolean {
  const length = PREFIX.length + RANDOM_LENGTH;
  return checksumOf(text.slice(0, length)) === text.slice(length);
}

/** Why a chosen value is refused; null where it may be used. The message never has the value. */
export function checkCustomValue(text: string): TextFault | null {
  if (text.length < MIN_VALUE_LENGTH) {
    return fault('TOO_SHORT', `A value has at least ${MIN_VALUE_LENGTH} characters: choose a longer one, or have one generated.`);
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
    return fault('NOT_GENERATED_FORM', 'Only generated values begin with `kt_`: choose another beginning, or have one generated.');
  }
  if (hasValidChecksum(text)) return null;
  return fault('WRONG_CHECKSUM', 'The checksum of the value is wrong, so it was mistyped or cut: copy it again.');
}

const MIN_DISTINCT = 6;
/** Lower case; a value that is little more than one of these is guessed first. */
const COMMON = ['password', 'passwort', 'secret', 'apikey', 'api-key', 'api_key', 'changeme', 'letmein', 'qwerty', 'default', 'example', 'admin', 'test', 'welcome', 'iloveyou'];
/** Characters beside common words and runs that make a value unguessable. */
const MIN_REST = 8;

function checkWeakness(text: string): TextFault | null {
  if (new Set(text).size < MIN_DISTINCT) {
    return fault('REPEATED', 'The value repeats few characters: choose a random one, or have one generated.');
  }
  if (isRepetition(text)) return fault('REPEATED', 'The value repeats one piece: choose a random one, or have one generated.');
  const lower = text.toLowerCase();
  if (withoutRuns(lower).length < MIN_REST) {
    return fault('SEQUENTIAL', 'The value is little more than a sequence, such as 123456 or abcdef: choose a random one, or have one generated.');
  }
  if (withoutRuns(withoutCommonWords(lower)).length < MIN_REST) {
    return fault('COMMON', 'The value is little more than common words and sequences: choose a random one, or have one generated.');
  }
  return null;
}

/** `abcabcabc...`, the last piece perhaps cut. */
function isRepetition(text: string): boolean {
  for (let period = 1; period <= text.length / 2; period++) {
    if (text.slice(period) === text.slice(0, text.length - period)) return true;
  }
  return false;
}

function withoutCommonWords(lower: string): string {
  return COMMON.reduce((rest, word) => rest.replaceAll(word, ''), lower);
}

const KEYBOARD_ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', '1234567890'];
const MIN_RUN = 4;

/** Drops all but the first of each run of four or more that goes up, down or along the keyboard by one. */
function withoutRuns(text: string): string {
  let rest = '';
  for (let start = 0; start < text.length; ) {
    const length = runLength(text, start);
    rest += text.slice(start, start + (length >= MIN_RUN ? 1 : length));
    start += length;
  }
  return rest;
}

function runLength(text: string, start: number): number {
  return Math.max(...[follows(1), follows(-1), follows(0), alongKeyboard].map((next) => lengthWhile(text, start, next)));
}

type Next = (one: string, other: string) => boolean;

function lengthWhile(text: string, start: number, next: Next): number {
  let end = start + 1;
  while (end < text.length && next(text[end - 1] ?? '', text[end] ?? '')) end++;
  return end - start;
}

function follows(step: number): Next {
  return (one, other) => other.charCodeAt(0) - one.charCodeAt(0) === step;
}

function alongKeyboard(one: string, other: string): boolean {
  return KEYBOARD_ROWS.some((row) => row.includes(one + other) || row.includes(other + one));
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
