import { isSecret, mayBeSecret } from '../../../console/src/parts/secrets';
import { publicId } from '../../../src/domain/ids';
import { checkCustomValue, generateKeyValue, hintOf } from '../../../src/domain/keys/key-value';
import { newToken } from '../../../src/domain/secrets/tokens';
import { newWebhookSecret } from '../../../src/domain/webhooks/webhook-secret';

const OWN_VALUES = ['Vq7-mtW2_rLx9zKe4hTp', '9f86d081884c7d659a2feaa0', '{"q}:Zw8#pLk2!vBn', 'hjdkwqozmcnvbtye'];

describe('what a search tells from a name', () => {
  it.each([
    generateKeyValue(),
    ...(['access', 'refresh', 'login', 'gateway', 'deviceCode'] as const).map(newToken),
    newWebhookSecret(),
  ])('is a secret that Keytree made: %#', (secret) => {
    for (const text of [secret, ` ${secret}\n`, `X-Api-Key: ${secret}`, `"${secret}"`, secret.slice(0, -4)]) {
      expect([text, isSecret(text), mayBeSecret(text)]).toEqual([text, true, true]);
    }
  });

  it.each(OWN_VALUES)('may be a value of one’s own: %s', (value) => {
    expect(checkCustomValue(value)).toBeNull();
    for (const text of [value, `the key ${value}`]) {
      expect([isSecret(text), mayBeSecret(text)]).toEqual([false, true]);
    }
  });

  it.each([
    '',
    'Tills',
    'kt_',
    'robin@acme.test',
    'Bäckerei am Kirchplatz, Müllerstraße',
    hintOf(generateKeyValue()),
    publicId('ApiKey', 'a'.repeat(32)),
    `Tills of ${publicId('Account', '0'.repeat(32))}`,
  ])('is neither: %j', (text) => {
    expect([isSecret(text), mayBeSecret(text)]).toEqual([false, false]);
  });
});
