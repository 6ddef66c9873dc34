import { generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import { parseDeviceKey } from '../../../src/domain/endpoints/device-key';

const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBRDCB96ADAgECAhRD/IWcB1nJ9Rl/e6HkpnWbRvUZXjAFBgMrZXAwFzEVMBMG
A1UEAwwMcHJpbnRlci00NzExMCAXDTI2MTEyNTE0MTEzMVoYDzIxMjYxMTAxMTQx
MTMxWjAXMRUwEwYDVQQDDAxwcmludGVyLTQ3MTEwKjAFBgMrZXADIQAx6hZFoI5e
OvvZkQJYKh0QUz5XClw8vIxJ1SH3dFgoLqNTMFEwHQYDVR0OBBYEFH8ZJg+4CL8J
v7JA0T/dkn9TSrlCMB8GA1UdIwQYMBaAFH8ZJg+4CL8Jv7JA0T/dkn9TSrlCMA8G
A1UdEwEB/wQFMAMBAf8wBQYDK2VwA0EAfMQ5wzstzwSu/XsAkBszvBGdSl0dRVND
YCUICC20LdChzHPE7mbDUZx9IPHbwgHEjp3QmRKtdJkKl7CqxoUFCA==
-----END CERTIFICATE-----
`;

const ed25519 = generateKeyPairSync('ed25519');
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });

const jwk = (key: KeyObject, more: object = {}): string =>
  JSON.stringify({ ...key.export({ format: 'jwk' }), ...more });
const pem = (key: KeyObject, type: 'spki' | 'pkcs1' = 'spki'): string => key.export({ format: 'pem', type }).toString();

function withExponent(exponent: Buffer): string {
  return jwk(rsa.publicKey, {
    e: Buffer.concat([exponent.subarray(0, -1), Buffer.from([(exponent.at(-1) ?? 0) | 1])]).toString('base64url'),
  });
}

describe('the public key of a device', () => {
  it.each([
    ['a JWK of Ed25519', jwk(ed25519.publicKey), 'EdDSA'],
    ['a JWK of Ed25519 that names it as RFC 9864 does', jwk(ed25519.publicKey, { alg: 'Ed25519' }), 'EdDSA'],
    ['a JWK of P-256', jwk(p256.publicKey), 'ES256'],
    ['a JWK of RSA', jwk(rsa.publicKey), 'RS256'],
    ['a JWK of RSA that names PS256', jwk(rsa.publicKey, { alg: 'PS256' }), 'PS256'],
    ['a PEM of Ed25519', pem(ed25519.publicKey), 'EdDSA'],
    ['a PEM of RSA', pem(rsa.publicKey), 'RS256'],
    ['a PEM of RSA in the older form', pem(rsa.publicKey, 'pkcs1'), 'RS256'],
    ['a certificate', CERTIFICATE, 'EdDSA'],
  ])('is taken as %s, which fixes the algorithm', (_what, text, alg) => {
    const parsed = parseDeviceKey(text);
    if (!parsed.ok) throw new Error(parsed.message);
    expect(parsed.key.alg).toBe(alg);
    for (const secret of ['d', 'p', 'q', 'k']) expect(parsed.key).not.toHaveProperty(secret);
  });

  it.each([
    ['a private JWK', jwk(ed25519.privateKey), 'PRIVATE_KEY'],
    ['a private PEM', ed25519.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(), 'PRIVATE_KEY'],
    ['a secret', JSON.stringify({ kty: 'oct', k: 'c2VjcmV0' }), 'PRIVATE_KEY'],
    ['RSA that is too short', pem(generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey), 'UNSUPPORTED_KEY'],
    ['RSA with an exponent that makes every check take long', withExponent(randomBytes(256)), 'UNSUPPORTED_KEY'],
    ['RSA with which anybody signs', withExponent(Buffer.from([1])), 'UNSUPPORTED_KEY'],
    ['another curve', jwk(generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey), 'UNSUPPORTED_KEY'],
    ['a key for agreement', jwk(generateKeyPairSync('x25519').publicKey), 'UNSUPPORTED_KEY'],
    ['an algorithm of another kind of key', jwk(rsa.publicKey, { alg: 'ES256' }), 'UNSUPPORTED_KEY'],
    ['no signature at all', jwk(rsa.publicKey, { alg: 'none' }), 'UNSUPPORTED_KEY'],
    ['a text', 'ssh-ed25519 AAAA', 'NOT_A_KEY'],
    ['broken JSON', '{', 'NOT_A_KEY'],
    ['nothing that long', `${jwk(rsa.publicKey)}${' '.repeat(8_192)}`, 'TOO_LONG'],
  ])('is not %s', (_what, text, code) => {
    expect(parseDeviceKey(text)).toEqual({ ok: false, code, message: expect.any(String) });
  });
});
