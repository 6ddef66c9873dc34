import type { TextFault } from '../text/name';
import { MIN_PATTERN, withoutRuns } from '../text/runs';

const MIN_DISTINCT = 6;
/** What a value must have beside what is foreseeable in it, in characters. */
const MIN_REST = 8;
const SEPARATORS = /[-_.:/]/g;
/** Without separators, the longer before what they contain; a value of little more than these is guessed first. */
const COMMON = [
  ...['administrator', 'password', 'passwort', 'passw0rd', 'p@ssw0rd', 'changeme', 'iloveyou', 'deadbeef', 'cafebabe'],
  ...['default', 'example', 'letmein', 'welcome', 'apikey', 'dragon', 'master', 'monkey', 'qwerty', 'secret', 'access'],
  ...['admin', 'login', 'super', 'token', 'here', 'root', 'test', 'user', 'your', 'api', 'key', 'qaz', 'wsx', 'edc'],
];

/** Why a chosen value is easily guessed; null where it is not. The message never has the value. */
export function checkWeakness(text: string): TextFault | null {
  const plain = text.toLowerCase().replace(SEPARATORS, '');
  const novel = withoutRepetitions(plain);
  if (new Set(text).size < MIN_DISTINCT || novel.length < MIN_REST || novel.length <= plain.length / 2) {
    return weak('REPEATED', 'The value repeats few characters or one piece');
  }
  if (isShort(withoutRuns(plain)) || isShort(withoutRuns(everyOther(plain)))) {
    return weak('SEQUENTIAL', 'The value is little more than a sequence, such as 123456 or abcdef');
  }
  if (isShort(withoutRepetitions(withoutRuns(withoutCommonWords(plain))))) {
    return weak('COMMON', 'The value is little more than common words and sequences');
  }
  return null;
}

function weak(code: string, what: string): TextFault {
  return { code, message: `${what}: choose a random one, or have one generated.` };
}

function isShort(rest: string): boolean {
  return rest.length < MIN_REST;
}

function withoutCommonWords(lower: string): string {
  return COMMON.reduce((rest, word) => rest.replaceAll(word, ''), lower);
}

/** Drops each piece that stood further ahead already. */
function withoutRepetitions(text: string): string {
  let rest = '';
  for (let start = 0; start < text.length;) {
    const length = repeatedLength(text, start);
    if (length < MIN_PATTERN) rest += text[start++] ?? '';
    else start += length;
  }
  return rest;
}

/** Of the longest piece at `start` that stands wholly before it too. */
function repeatedLength(text: string, start: number): number {
  const before = text.slice(0, start);
  let length = 0;
  while (start + length < text.length && before.includes(text.slice(start, start + length + 1))) length++;
  return length;
}

/** Two sequences threaded into one, as in `a1b2c3d4`, stand side by side. */
function everyOther(text: string): string {
  const picked = (odd: number): string[] => Array.from(text).filter((_, index) => index % 2 === odd);
  return [...picked(0), ...picked(1)].join('');
}
