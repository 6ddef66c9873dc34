import { createPublicKey, type JsonWebKey, type KeyObject, X509Certificate } from 'node:crypto';
import type { TextFault } from '../text/name';

/** What a device's assertions are signed with: fixed by its key, never by the assertion (RFC 8725, 3.1). */
export const DEVICE_KEY_ALGORITHMS = ['EdDSA', 'RS256', 'PS256', 'ES256'] as const;
type DeviceKeyAlgorithm = (typeof DEVICE_KEY_ALGORITHMS)[number];

/** Public members alone, with the algorithm. */
export type DevicePublicKey = JsonWebKey & { readonly alg: DeviceKeyAlgorithm };

const MOST_CHARACTERS = 8_192;
const RSA_BITS = { least: 2_048, most: 8_192 };
/** Smaller ones are unsafe, larger ones make a check take long (NIST SP 800-56B has these bounds and more). */
const RSA_EXPONENT = { least: 65_537n, most: 2n ** 32n };

type Parsed = { readonly ok: true; readonly key: DevicePublicKey } | ({ readonly ok: false } & TextFault);

/** A public key as a JWK (RFC 7517), in PEM (SPKI or PKCS #1), or an X.509 certificate, of which only the key counts. */
export function parseDeviceKey(text: string): Parsed {
  if (text.length > MOST_CHARACTERS)
    return fault('TOO_LONG', `A public key has at most ${MOST_CHARACTERS} characters.`);
  if (isPrivate(text)) {
    return fault(
      'PRIVATE_KEY',
      'This is a private key: take it for known by others, make a new pair and send the public one.',
    );
  }
  try {
    const wanted = text.trimStart().startsWith('{') ? (JSON.parse(text) as JsonWebKey) : null;
    const key = wanted ? createPublicKey({ format: 'jwk', key: wanted }) : keyOfPem(text);
    return withAlgorithm(key, wanted?.alg);
  } catch {
    return fault('NOT_A_KEY', 'This is no public key: send a JWK, a PEM of an RSA or Ed25519 key, or a certificate.');
  }
}

function isPrivate(text: string): boolean {
  return /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text) || /"(d|k)"\s*:/.test(text);
}

function keyOfPem(text: string): KeyObject {
  return text.includes('-----BEGIN CERTIFICATE-----') ? new X509Certificate(text).publicKey : createPublicKey(text);
}

function withAlgorithm(key: KeyObject, wanted: unknown): Parsed {
  const algorithms = algorithmsOf(key);
  // RFC 9864 has a name of its own for the same algorithm.
  const named = wanted === 'Ed25519' ? 'EdDSA' : wanted;
  const alg = named === undefined ? algorithms[0] : algorithms.find((one) => one === named);
  if (alg === undefined) {
    return fault(
      'UNSUPPORTED_KEY',
      `Use a key for one of ${DEVICE_KEY_ALGORITHMS.join(', ')}: Ed25519, P-256, or RSA of ${RSA_BITS.least} to ${RSA_BITS.most} bits.`,
    );
  }
  return { ok: true, key: { ...key.export({ format: 'jwk' }), alg } };
}

/** The first is taken where the key does not name one. */
function algorithmsOf({ asymmetricKeyType: type, asymmetricKeyDetails: details }: KeyObject): DeviceKeyAlgorithm[] {
  if (type === 'ed25519') return ['EdDSA'];
  if (type === 'ec') return details?.namedCurve === 'prime256v1' ? ['ES256'] : [];
  if (type !== 'rsa') return [];
  const { modulusLength: bits = 0, publicExponent: exponent = 0n } = details ?? {};
  const isSound = exponent % 2n === 1n && exponent >= RSA_EXPONENT.least && exponent <= RSA_EXPONENT.most;
  return isSound && bits >= RSA_BITS.least && bits <= RSA_BITS.most ? ['RS256', 'PS256'] : [];
}

function fault(code: string, message: string): Parsed {
  return { ok: false, code, message };
}
