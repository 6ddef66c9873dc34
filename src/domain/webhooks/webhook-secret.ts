import { createHmac, randomBytes } from 'node:crypto';

const PREFIX = 'whsec_';
/** Bytes; Standard Webhooks asks for 24 to 64. */
const LENGTH = 32;

/** In the form of Standard Webhooks, `whsec_` and base64, which its libraries take as it is. */
export function newWebhookSecret(): string {
  return PREFIX + randomBytes(LENGTH).toString('base64');
}

/**
 * The header `webhook-signature` of Standard Webhooks: one signature for each secret that is in use, with blanks between.
 * @param timestamp seconds since the epoch, as in `webhook-timestamp`
 */
export function signaturesOf(secrets: readonly string[], id: string, timestamp: number, body: string): string {
  return secrets.map((secret) => `v1,${signature(secret, `${id}.${timestamp}.${body}`)}`).join(' ');
}

function signature(secret: string, signed: string): string {
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
  return createHmac('sha256', key).update(signed, 'utf8').digest('base64');
}
