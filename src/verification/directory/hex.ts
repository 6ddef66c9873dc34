/** Ids are 32 lower-case hex characters: 128 bits, held as four numbers. */
const ID_WORDS = 4;
const ID_CHARACTERS = 32;

/** Of a character's code, its value; -1 for what is no lower-case hex digit. */
const DIGITS = new Int8Array(128).fill(-1);
const CHARACTERS = Uint8Array.from('0123456789abcdef', (character) => character.charCodeAt(0));
CHARACTERS.forEach((code, digit) => (DIGITS[code] = digit));

export type Id = Int32Array;
const read: Id = new Int32Array(ID_WORDS);

/** The id that stands in the text from there on, good until the next one is read; null where none stands there. */
export function readId(text: string, from = 0): Id | null {
  if (text.length !== from + ID_CHARACTERS) return null;
  for (let word = 0; word < ID_WORDS; word++) {
    let bits = 0;
    for (let index = from + word * 8; index < from + word * 8 + 8; index++) {
      const digit = DIGITS[text.charCodeAt(index)] ?? -1;
      if (digit < 0) return null;
      bits = (bits << 4) | digit;
    }
    read[word] = bits;
  }
  return read;
}

export function sameId(fields: Int32Array, at: number, id: Id): boolean {
  return fields[at + 3] === id[3] && fields[at + 2] === id[2] && fields[at + 1] === id[1] && fields[at] === id[0];
}

/** The last 32 bits: of a UUIDv7 they are random. */
export function homeOfId(fields: Int32Array, at = 0): number {
  return fields[at + 3] as number;
}

/** Writes the id's characters to `target`; answers where they end there. */
export function copyId(fields: Int32Array, at: number, target: Uint8Array, from: number): number {
  for (let index = 0; index < ID_CHARACTERS; index++) {
    const digit = ((fields[at + (index >> 3)] as number) >>> (28 - 4 * (index & 7))) & 15;
    target[from + index] = CHARACTERS[digit] as number;
  }
  return from + ID_CHARACTERS;
}

const written = Buffer.alloc(ID_CHARACTERS);

export function idAt(fields: Int32Array, at: number): string {
  copyId(fields, at, written, 0);
  return written.toString('latin1');
}
