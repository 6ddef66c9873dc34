/** Blanks and dashes of any kind: people type what they read, and word processors make a longer dash of one. */
const SEPARATORS = /[\p{White_Space}\p{Pd}]/gu;

/** Whether a person who typed `typed` read `code` off a device, whatever the case, blanks and dashes. */
export function isUserCode(typed: string, code: string): boolean {
  return bareCode(typed) === bareCode(code);
}

function bareCode(text: string): string {
  return text.replaceAll(SEPARATORS, '').toUpperCase();
}
