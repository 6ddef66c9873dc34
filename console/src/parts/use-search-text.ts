import { useState } from 'react';
import { mayBeSecret } from './secrets';

/**
 * What is searched for stands in the address, so that it can be kept and sent to others. What may be a key's value, which
 * somebody pasted, stays in the component.
 */
export function useSearchText(addressed: string): {
  readonly text: string;
  /** Keeps the text; answers what of it the address may have. */
  readonly keep: (text: string) => string;
} {
  const [kept, setKept] = useState('');
  return {
    text: addressed || kept,
    keep(text) {
      const stays = mayBeSecret(text);
      setKept(stays ? text : '');
      return stays ? '' : text;
    },
  };
}
