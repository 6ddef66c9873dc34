import { fc, test } from '@fast-check/jest';
import { type JsonPiece, jsonPieces } from '../../../src/application/tree-file/json-pieces';
import { countMembers, parsePiece } from '../../../src/application/tree-file/parse-piece';

async function* chunksOf(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  for (let [from, at] = [0, 0]; from < bytes.length; at++) {
    const size = sizes[at % sizes.length] ?? 1;
    yield await Promise.resolve(bytes.subarray(from, from + size));
    from += size;
  }
}

async function piecesOf(text: string, sizes: readonly number[]): Promise<JsonPiece[]> {
  const pieces: JsonPiece[] = [];
  for await (const piece of jsonPieces(chunksOf(Buffer.from(text), sizes), 'list')) pieces.push(piece);
  return pieces;
}

const anyName = fc.string({ unit: 'grapheme' }).filter((name) => name !== 'list' && name !== '__proto__');

/** The cutter against JSON.parse of the whole. */
describe('the pieces of a JSON document', () => {
  test.prop([
    fc.dictionary(anyName, fc.jsonValue(), { noNullPrototype: true }),
    fc.array(fc.jsonValue()),
    fc.dictionary(anyName, fc.jsonValue(), { noNullPrototype: true }),
    fc.constantFrom('', ' ', '\n\t'),
    fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 }),
  ])(
    'are its members and the elements of its list, wherever the chunks end',
    async (before, list, after, indent, sizes) => {
      const document = { ...before, list, ...after };
      const text = JSON.stringify(document, null, indent);
      const pieces = await piecesOf(text, sizes);
      const members = pieces.filter((piece) => piece.index === null);
      expect(Object.fromEntries(members.map(({ member, bytes }) => [member, parsePiece(bytes)]))).toEqual(
        JSON.parse(JSON.stringify({ ...before, ...after })),
      );
      const elements = pieces.filter((piece) => piece.index !== null);
      expect(elements.map(({ bytes }) => parsePiece(bytes))).toEqual(JSON.parse(JSON.stringify(list)));
      expect(elements.map(({ member, index }) => [member, index])).toEqual(list.map((_, at) => ['list', at]));
      for (const { bytes, members: count } of pieces) expect(countMembers(parsePiece(bytes))).toBe(count);
      for (const { line, bytes } of pieces) {
        expect(text.split('\n')[line - 1]).toContain(bytes.toString().split('\n')[0]);
      }
    },
  );

  test.prop([fc.jsonValue(), fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 3 }), fc.nat()])(
    'are refused where the document is cut',
    async (value, sizes, at) => {
      const text = JSON.stringify({ list: [value], more: value });
      await expect(piecesOf(text.slice(0, at % text.length), sizes)).rejects.toThrow('it was cut');
    },
  );
});
