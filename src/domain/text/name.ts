import { countCharacters, shortened } from './count-characters';

/** A fault of form, without the path, which the input knows. */
export interface TextFault {
  readonly code: string;
  readonly message: string;
}

const MAX_NAME = 200;
const MAX_DESCRIPTION = 2000;
/** The column of name keys; compatibility forms can be eighteen times as long as what they stand for. */
const MAX_KEY_BYTES = 1000;

const CONTROL = /\p{Cc}/u;
const CONTROL_BUT_LINES = /(?![\n\r\t])\p{Cc}/u;
const LINE_SEPARATORS = /[\u2028\u2029]/u;
/** Overrides and isolates of writing direction make a text read as another one (Unicode TR 36). */
const DIRECTION = /[\u202A-\u202E\u2066-\u2069]/u;
const OUTER_BLANK = /^\p{White_Space}|\p{White_Space}$/u;
const INVISIBLE_ONLY = /^[\p{White_Space}\p{Default_Ignorable_Code_Point}]*$/u;

/**
 * Names are compared by it: NFKC and full case folding (Unicode 3.13, D145). Normalising a folded text can bring
 * letters that fold again.
 */
export function nameKey(name: string): string {
  let key = folded(name);
  for (let again = folded(key); again !== key; again = folded(key)) key = again;
  return key;
}

function folded(text: string): string {
  return caseFolded(text.normalize('NFKC')).normalize('NFKC');
}

/**
 * JavaScript has no case folding by itself: upper case expands `ß`, lower case folds the rest, and the final sigma is
 * the sigma. The dotless `ı` folds to itself, although its upper case is `I`.
 */
function caseFolded(text: string): string {
  const pieces = text.split('ı').map((piece) => piece.toLowerCase().toUpperCase().toLowerCase());
  return pieces.join('ı').replaceAll('ς', 'σ');
}

export function checkName(text: string, max = MAX_NAME): TextFault | null {
  if (INVISIBLE_ONLY.test(text)) return fault('EMPTY', 'A name has at least one visible character.');
  const shape = checkShape(text, max) ?? checkCharacters(text, CONTROL);
  if (shape) return shape;
  if (LINE_SEPARATORS.test(text)) return fault('CONTROL_CHARACTER', 'A name is one line.');
  if (OUTER_BLANK.test(text)) return fault('OUTER_BLANK', 'A name neither begins nor ends with a blank.');
  return Buffer.byteLength(nameKey(text)) > MAX_KEY_BYTES
    ? fault('TOO_LONG', `A name has at most ${max} characters.`)
    : null;
}

/** A name made of a text that is none: without what no name may have. Null where nothing is left that could be one. */
export function nameFrom(text: string): string | null {
  const words = text.toWellFormed().split(DIRECTION).join('').split(LINE_SEPARATORS).join(' ');
  const line = words.split(CONTROL).join(' ');
  const name = withoutOuterBlanks(shortened(withoutOuterBlanks(line), MAX_NAME));
  return checkName(name) === null ? name : null;
}

/** Not `trim`, which takes other characters for blanks. */
function withoutOuterBlanks(text: string): string {
  return text.replace(/^\p{White_Space}+/u, '').replace(/(?<!\p{White_Space})\p{White_Space}+$/u, '');
}

export function checkDescription(text: string, max = MAX_DESCRIPTION): TextFault | null {
  return checkShape(text, max) ?? checkCharacters(text, CONTROL_BUT_LINES);
}

function fault(code: string, message: string): TextFault {
  return { code, message };
}

function checkShape(text: string, max: number): TextFault | null {
  // Two code units at most make a character: what is longer need not be counted.
  if (text.length > 2 * max || countCharacters(text) > max)
    return fault('TOO_LONG', `It has at most ${max} characters.`);
  return text.isWellFormed() ? null : fault('NOT_UNICODE', 'It has half of a surrogate pair, which is no character.');
}

function checkCharacters(text: string, control: RegExp): TextFault | null {
  if (control.test(text)) return fault('CONTROL_CHARACTER', 'It has no control characters, such as NUL or a tab.');
  return DIRECTION.test(text)
    ? fault('DIRECTION_CONTROL', 'It has no characters that turn the writing direction.')
    : null;
}
