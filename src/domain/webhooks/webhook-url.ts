import { type AllowedTargets, isException, mayConnect } from '../network/allowed-targets';
import { parseIpAddress } from '../network/ip-address';

const MAX_LENGTH = 2000;

export type ParsedWebhookUrl =
  { readonly ok: true; readonly url: string } | { readonly ok: false; readonly code: string; readonly message: string };

/**
 * The URL in the form in which it is kept. That its host may be reached is found out at every attempt; here only what
 * can be seen of it already.
 */
export function parseWebhookUrl(text: string, allowed: AllowedTargets): ParsedWebhookUrl {
  // A URL that begins otherwise, or has blanks within, is mended by some readers and by others not.
  if (!/^https?:\/\/[^\s\p{Cc}]+$/iu.test(text) || !URL.canParse(text)) {
    return refuse('NOT_A_URL', 'Write a whole URL, such as https://hooks.example.com/keytree.');
  }
  const url = new URL(text);
  if (Math.max(text.length, url.href.length) > MAX_LENGTH) {
    return refuse('TOO_LONG', `A URL has at most ${MAX_LENGTH} characters.`);
  }
  if (url.username !== '' || url.password !== '') {
    return refuse('CREDENTIALS', 'Leave out user and password: the signature says who sends.');
  }
  if (text.includes('#')) return refuse('FRAGMENT', 'Leave out what begins with #: it is never sent.');
  const host = hostOf(url);
  if (!isSchemeAllowed(url, allowed)) {
    return refuse('HTTPS_REQUIRED', 'Write https://: anybody on the way could read and change what is sent.');
  }
  const address = parseIpAddress(host);
  if (address && !mayConnect(allowed, host, address)) {
    return refuse('ADDRESS_NOT_ALLOWED', 'This address is of a private network, or special: nothing is sent there.');
  }
  return { ok: true, url: url.href };
}

/** Plain `http` is for the operator's exceptions alone; what they are may change after the URL was set. */
export function isSchemeAllowed(url: URL, allowed: AllowedTargets): boolean {
  return url.protocol === 'https:' || isException(allowed, hostOf(url));
}

/** Without the brackets of an IPv6 address. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '');
}

/** For records that more people read than may read the webhook: paths of such URLs are often secrets. */
export function originOf(url: string): string {
  return new URL(url).origin;
}

function refuse(code: string, message: string): ParsedWebhookUrl {
  return { ok: false, code, message };
}
