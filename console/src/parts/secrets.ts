/** Of keys, tokens, credentials and webhooks, as Keytree makes them: the beginning with enough of what is random. */
const MADE_BY_KEYTREE = /(?<![0-9A-Za-z])(kt[a-z]?|whsec)_[0-9A-Za-z+/]{12}/;
const PUBLIC_ID = /^[a-z]{3}_[0-9a-f]{32}$/;
/** Values of people's own choice have so many characters of printable ASCII, and no blanks. */
const MAY_BE_VALUE = /^[\x21-\x7e]{16,}$/;

/** A hint, as `kt_ab1…x9Yz`, is none. */
export function isSecret(text: string): boolean {
  return MADE_BY_KEYTREE.test(text);
}

/** Whether a key may have it, or a part of it, as its value: most long words may be one. */
export function mayBeSecret(text: string): boolean {
  return isSecret(text) || text.split(/\s+/).some((word) => MAY_BE_VALUE.test(word) && !PUBLIC_ID.test(word));
}
