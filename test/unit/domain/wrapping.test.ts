import { fc, test } from '@fast-check/jest';
import {
  DATA_KEY_PURPOSES,
  fingerprintOf,
  newDataKey,
  unwrapDataKey,
  wrapDataKey,
} from '../../../src/domain/secrets/wrapping';

const secret = fc.string({ minLength: 32, maxLength: 64 });
const purpose = fc.constantFrom(...DATA_KEY_PURPOSES);

describe('wrapping data keys', () => {
  test.prop([secret, purpose])('opens with the secret and purpose that wrapped', (text, forPurpose) => {
    const dataKey = newDataKey();
    expect(unwrapDataKey(text, forPurpose, wrapDataKey(text, forPurpose, dataKey))).toEqual(dataKey);
  });

  test.prop([secret, secret, purpose, purpose])(
    'opens with no other secret or purpose',
    (one, other, first, second) => {
      fc.pre(one !== other || first !== second);
      expect(unwrapDataKey(other, second, wrapDataKey(one, first, newDataKey()))).toBeNull();
    },
  );

  test.prop([secret, purpose, fc.nat(59), fc.integer({ min: 1, max: 255 })])(
    'does not open what was changed in any byte',
    (text, forPurpose, index, difference) => {
      const wrapped = wrapDataKey(text, forPurpose, newDataKey());
      wrapped[index] = (wrapped[index] ?? 0) ^ difference;
      expect(unwrapDataKey(text, forPurpose, wrapped)).toBeNull();
    },
  );

  it('gives every data key a fingerprint of its own, and the same one each time', () => {
    const [one, other] = [newDataKey(), newDataKey()];
    expect(fingerprintOf(one)).toBe(fingerprintOf(Buffer.from(one)));
    expect(fingerprintOf(one)).not.toBe(fingerprintOf(other));
    expect(fingerprintOf(one)).toMatch(/^[0-9a-f]{16}$/);
  });
});
