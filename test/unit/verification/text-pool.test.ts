import { fc, test } from '@fast-check/jest';
import { TextPool } from '../../../src/verification/directory/text-pool';

const text = fc.oneof(fc.string({ maxLength: 200 }), fc.string({ unit: 'binary', maxLength: 200 }));

describe('a pool of texts', () => {
  test.prop([fc.array(text, { minLength: 1, maxLength: 50 })])('keeps each text, and its JSON in UTF-8', (texts) => {
    const pool = new TextPool();
    const places = texts.map((one) => pool.add(one));
    const target = Buffer.alloc(4_096);
    places.forEach((place, index) => {
      const one = texts[index]!;
      expect(pool.at(place)).toBe(one);
      expect(texts.map((other) => pool.isAt(place, other))).toEqual(texts.map((other) => other === one));
      const end = pool.copy(place, target, 7);
      expect(target.toString('utf8', 7, end)).toBe(JSON.stringify(one));
    });
  });

  it('goes on in another piece of memory when one is full, and says when most of it is waste', () => {
    const pool = new TextPool();
    const names = Array.from({ length: 30_000 }, (_, index) => `${index} ${'x'.repeat(index % 200)}`);
    const places = names.map((name) => pool.add(name));
    expect(places.map((place) => pool.at(place))).toEqual(names);
    expect(pool.isWasteful).toBe(false);
    places.slice(0, 25_000).forEach((place) => pool.remove(place));
    expect(pool.isWasteful).toBe(true);
    expect(pool.at(places[29_999]!)).toBe(names[29_999]);
  });
});
