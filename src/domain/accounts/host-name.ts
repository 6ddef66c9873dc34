import { domainToASCII } from 'node:url';

export type ParsedHostName =
  | { readonly ok: true; readonly hostName: string }
  | { readonly ok: false; readonly code: string; readonly message: string };

const MAX_LENGTH = 253;
/** RFC 1123, 2.1: letters, digits and hyphens, none at the ends. */
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** A host name in lower case, as domains are kept and compared. */
export function parseHostName(text: string): ParsedHostName {
  const hostName = text.toLowerCase();
  if (hostName.length === 0 || hostName.length > MAX_LENGTH)
    return refuse('LENGTH', `A host name has 1 to ${MAX_LENGTH} characters.`);
  if (!/^[\x21-\x7e]+$/.test(text)) return refuseOtherScripts(text);
  if (hostName.endsWith('.')) return refuse('TRAILING_DOT', 'Write the host name without the dot at its end.');
  if (/^\[|:\d+$|:/.test(hostName)) return refuse('PORT', 'Write the host name alone, without port or scheme.');
  const labels = hostName.split('.');
  if (!labels.every((label) => LABEL.test(label))) {
    return refuse(
      'NOT_A_HOST_NAME',
      'A host name has labels of letters, digits and hyphens with dots between, such as api.example.com.',
    );
  }
  // A last label of digits alone would make it an IPv4 address to browsers (WHATWG URL, ends-in-a-number).
  if (/^(?:\d+|0x[0-9a-f]*)$/.test(labels.at(-1) ?? ''))
    return refuse('IP_ADDRESS', 'This is an IP address, not a host name.');
  return { ok: true, hostName };
}

function refuse(code: string, message: string): ParsedHostName {
  return { ok: false, code, message };
}

function refuseOtherScripts(text: string): ParsedHostName {
  const ascii = domainToASCII(text);
  return refuse(
    'NOT_ASCII',
    ascii === '' ? 'This is no host name.' : `Write the host name in its ASCII form, as clients send it: ${ascii}`,
  );
}
