/** RFC 5321's limit of a path without its angle brackets. */
const MAX_EMAIL_LENGTH = 254;

/** Only the form that every address has; whether it is anybody's, sending to it would tell. */
export function checkEmail(text: string): { code: string; message: string } | null {
  if (text.length > MAX_EMAIL_LENGTH) {
    return { code: 'TOO_LONG', message: `An e-mail address has at most ${MAX_EMAIL_LENGTH} characters.` };
  }
  // eslint-disable-next-line no-control-regex -- control characters are what it refuses
  if (!/^[^\s@\u0000-\u001f\u007f<>,;:"\\]+@[^\s@\u0000-\u001f\u007f<>,;:"\\]+$/u.test(text)) {
    return { code: 'NOT_AN_EMAIL', message: 'An e-mail address has the form name@host.' };
  }
  return null;
}
