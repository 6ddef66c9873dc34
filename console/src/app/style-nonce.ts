import { setNonce } from 'get-nonce';

/** What the page's Content-Security-Policy lets style elements have. */
export const styleNonce = document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? '';

// For those of dialogs, which a package of their own makes.
setNonce(styleNonce);
