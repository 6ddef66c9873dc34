import { fc, test } from '@fast-check/jest';
import { countCharacters } from '../../../src/domain/text/count-characters';
import { checkDescription, checkName, nameFrom, nameKey } from '../../../src/domain/text/name';

const anyText = fc.string({ unit: 'binary', maxLength: 40 });

describe('names are compared', () => {
  it.each([
    ['Gateway', 'gATEWAY'],
    ['Straße', 'STRASSE'],
    ['STRAẞE', 'strasse'],
    ['ﬁle', 'FILE'],
    ['Ὀδυσσεύς', 'ὈΔΥΣΣΕΎΣ'],
    ['ὈΔΥΣΣΕΎΣ ΟΔΟΣ', 'ὀδυσσεύσ οδοσ'],
    ['\u212A', 'k'],
    ['\u212B', 'å'],
    ['é', 'e\u0301'],
    ['İstanbul', 'i\u0307STANBUL'],
    ['Ｋｅｙ\u3000１', 'key 1'],
    ['Ключ', 'КЛЮЧ'],
    ['ŉ', 'ʼN'],
    ['①', '1'],
  ])('without case and form: %s and %s are one', (one, other) => {
    expect(nameKey(one)).toBe(nameKey(other));
  });

  it.each([
    ['Kapı', 'Kapi'],
    ['Istanbul', 'İstanbul'],
    ['e', 'é'],
    ['Key', 'Кey'],
    ['a b', 'ab'],
    ['👍', '👍🏽'],
  ])('and no further: %s and %s are two', (one, other) => {
    expect(nameKey(one)).not.toBe(nameKey(other));
  });

  it('by a form in which a word that goes on still begins alike, for search', () => {
    expect(nameKey('ΟΔΟΣΑ').startsWith(nameKey('ΟΔΟΣ'))).toBe(true);
  });

  test.prop([anyText])('by a form that is its own', (text) => {
    const key = nameKey(text);
    expect(nameKey(key)).toBe(key);
    expect(key.normalize('NFKC')).toBe(key);
    expect(nameKey(text.normalize('NFD'))).toBe(key);
  });
});

describe('a name made of a text', () => {
  it.each([
    ['is that text where it may be one', 'Drucker 🖨, Halle 1', 'Drucker 🖨, Halle 1'],
    ['is on one line', 'Printer\nconfirmed\u2028by\tann', 'Printer confirmed by ann'],
    ['is not turned', 'hall \u202Erellortnoc\u2066 niamod', 'hall rellortnoc niamod'],
    ['begins and ends with no blank', '\u202E\u3000 a b \n', 'a b'],
    ['has no half of a character', 'a\uD800b', 'a\uFFFDb'],
    ['has 200 characters', '👍'.repeat(201), '👍'.repeat(200)],
    ['ends with no blank where it is cut', `${'x'.repeat(199)} y`, 'x'.repeat(199)],
    ['is none where nothing can be seen', '\u200B \u2060', null],
    ['is none of a text of controls', '\u0000\u202E', null],
    ['is none where it would be too long to compare', '\uFDFA'.repeat(200), null],
  ])('%s', (_, text, name) => {
    expect(nameFrom(text)).toBe(name);
  });

  test.prop([anyText])('may be used', (text) => {
    const name = nameFrom(text);
    expect(name === null ? null : checkName(name)).toBeNull();
    if (checkName(text) === null) expect(name).toBe(text);
  });
});

describe('a name', () => {
  it.each([
    ['of one character', 'x'],
    ['of 200 that take two code units each', '👍'.repeat(200)],
    ['of HTML, which is shown as it is', '<script>alert("1")</script> &amp;'],
    ['of emoji with joiners', '👩‍👩‍👧‍👦 Zoë’s'],
    ['of another script, with its marks of direction', 'مفتاح\u200F 1'],
    ['of SQL', "'; DROP TABLE account; --"],
  ])('may be used: %s', (_, name) => {
    expect(checkName(name)).toBeNull();
  });

  it.each([
    ['EMPTY', ''],
    ['EMPTY', ' \t'],
    ['EMPTY', '\u200B\u2060\uFEFF'],
    ['TOO_LONG', 'x'.repeat(201)],
    ['TOO_LONG', '👍'.repeat(201)],
    // One character that NFKC makes eighteen of.
    ['TOO_LONG', '\uFDFA'.repeat(200)],
    ['CONTROL_CHARACTER', 'a\u0000b'],
    ['CONTROL_CHARACTER', 'a\nb'],
    ['CONTROL_CHARACTER', 'a\tb'],
    ['CONTROL_CHARACTER', 'a\u0085b'],
    ['CONTROL_CHARACTER', 'a\u2028b'],
    ['DIRECTION_CONTROL', 'a\u202Eb'],
    ['DIRECTION_CONTROL', 'a\u2066b'],
    ['NOT_UNICODE', 'a\uD83D'],
    ['NOT_UNICODE', '\uDC4Da'],
    ['OUTER_BLANK', ' a'],
    ['OUTER_BLANK', 'a\u00A0'],
  ])('is refused as %s: %j', (code, name) => {
    expect(checkName(name)?.code).toBe(code);
  });

  test.prop([anyText])('that may be used has a key that fits its column', (name) => {
    fc.pre(checkName(name) === null);
    expect(Buffer.byteLength(nameKey(name))).toBeLessThanOrEqual(1000);
    expect(nameKey(name)).not.toBe('');
  });
});

describe('a description', () => {
  it('may be empty and have lines', () => {
    expect(['', 'One\r\n\ttwo\n', 'x'.repeat(2000)].map((text) => checkDescription(text))).toEqual([null, null, null]);
  });

  it.each([
    ['TOO_LONG', 'x'.repeat(2001)],
    ['CONTROL_CHARACTER', 'a\u0000'],
    ['CONTROL_CHARACTER', 'a\u001B[31m'],
    ['DIRECTION_CONTROL', '\u2067'],
    ['NOT_UNICODE', '\uD800'],
  ])('is refused as %s: %j', (code, text) => {
    expect(checkDescription(text)?.code).toBe(code);
  });
});

test.prop([fc.string({ unit: fc.constantFrom('a', 'é', '👍', '\uD83D', '\uDC4D', 'e\u0301') })])(
  'characters are counted as the language iterates them',
  (text) => {
    expect(countCharacters(text)).toBe(Array.from(text).length);
  },
);
