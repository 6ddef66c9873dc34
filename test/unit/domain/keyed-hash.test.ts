import { createHmac } from 'node:crypto';
import { fc, test } from '@fast-check/jest';
import { KeyedHash } from '../../../src/domain/secrets/keyed-hash';

/** As short and as long as it comes, beyond what any key may bear too. */
const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ minLength: 200, maxLength: 300 }));

describe('the keyed hash', () => {
  test.prop([fc.uint8Array({ minLength: 1, maxLength: 64 }), fc.array(text, { maxLength: 20 })])(
    'is HMAC-SHA-256 in both its forms, whatever was hashed before',
    (bytes, texts) => {
      const key = Buffer.from(bytes);
      const keyed = new KeyedHash(key);
      for (const one of texts) {
        const expected = createHmac('sha256', key).update(one, 'utf8').digest();
        expect(keyed.hash(one)).toEqual(expected);
        expect(Buffer.from(keyed.hashText(one), 'latin1')).toEqual(expected);
      }
    },
  );

  it('refuses a data key that HMAC would shorten', () => {
    expect(() => new KeyedHash(Buffer.alloc(65))).toThrow('at most 64 bytes');
  });
});
