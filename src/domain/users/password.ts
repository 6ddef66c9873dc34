import { countCharacters } from '../text/count-characters';
import type { TextFault } from '../text/name';
import { withoutRuns } from '../text/runs';

const MIN_CHARACTERS = 12;
const MAX_BYTES = 256;
const MIN_DISTINCT = 5;
/** Lower case; NIST SP 800-63B asks that what is commonly used be refused. */
const COMMON = [
  'password',
  'passwort',
  'qwertyuiop',
  '123456789',
  'letmein',
  'iloveyou',
  'changeme',
  'administrator',
  'welcome',
];
const MIN_REST = 5;

/** Why a new password is refused; null where it may be used. The message never has it. */
export function checkPassword(text: string): TextFault | null {
  if (Buffer.byteLength(text) > MAX_BYTES)
    return fault('TOO_LONG', `A password has at most ${MAX_BYTES} bytes in UTF-8.`);
  if (countCharacters(text) < MIN_CHARACTERS)
    return fault('TOO_SHORT', `A password has at least ${MIN_CHARACTERS} characters.`);
  if (!text.isWellFormed()) return fault('NOT_UNICODE', 'A password has no halves of characters.');
  if (new Set(text).size < MIN_DISTINCT)
    return fault('REPEATED', 'The password repeats few characters: choose another.');
  const rest = withoutRuns(COMMON.reduce((left, word) => left.replaceAll(word, ''), text.toLowerCase()));
  return rest.length < MIN_REST
    ? fault('COMMON', 'The password is little more than a common one or a sequence: choose another.')
    : null;
}

function fault(code: string, message: string): TextFault {
  return { code, message };
}
