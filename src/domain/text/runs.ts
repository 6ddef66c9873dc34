/** From so many characters on, a sequence or a repetition is no chance. */
export const MIN_PATTERN = 4;
const KEYBOARD_ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', '1234567890'];

/** Drops all but the first of each run that goes up, down or along the keyboard by one, or stays; then runs of runs. */
export function withoutRuns(text: string): string {
  let rest = '';
  for (let start = 0; start < text.length;) {
    const length = runLength(text, start);
    rest += text.slice(start, start + (length >= MIN_PATTERN ? 1 : length));
    start += length;
  }
  return rest.length < text.length ? withoutRuns(rest) : rest;
}

function runLength(text: string, start: number): number {
  return Math.max(
    ...[follows(1), follows(-1), follows(0), alongKeyboard].map((next) => lengthWhile(text, start, next)),
  );
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
