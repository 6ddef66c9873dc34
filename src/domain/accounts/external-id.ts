import type { TextFault } from '../text/name';

const MAX_CHARACTERS = 200;
const MAX_BYTES = 255;

/** The operator's own id of an account. What has a meaning of its own where accounts are named is refused. */
export function checkExternalId(text: string): TextFault | null {
  if (text.trim() === '')
    return { code: 'EMPTY', message: 'An external id has at least one visible character; null takes it away.' };
  if (text.length > MAX_CHARACTERS || Buffer.byteLength(text) > MAX_BYTES) {
    return {
      code: 'TOO_LONG',
      message: `An external id has at most ${MAX_CHARACTERS} characters and ${MAX_BYTES} bytes.`,
    };
  }
  if (!text.isWellFormed() || /\p{Cc}/u.test(text)) {
    return {
      code: 'CONTROL_CHARACTER',
      message: 'An external id has no control characters and no halves of characters.',
    };
  }
  if (/^(?:id|external):/.test(text) || text === 'host') {
    return {
      code: 'RESERVED',
      message:
        'An external id neither begins with `id:` or `external:` nor is `host`: these have a meaning of their own.',
    };
  }
  return null;
}
