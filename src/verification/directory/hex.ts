/** Ids are 32 lower-case hex characters: 16 bytes. */
export const ID_BYTES = 16;

/** `start`: where the id's bytes begin. */
export function writeId(target: Uint8Array, start: number, id: string): void {
  for (let index = 0; index < ID_BYTES; index++) target[start + index] = byteOf(id, index);
}

export function isIdAt(source: Uint8Array, start: number, id: string): boolean {
  for (let index = 0; index < ID_BYTES; index++) if (source[start + index] !== byteOf(id, index)) return false;
  return true;
}

/** The last 32 bits: of a UUIDv7 they are random. */
export function homeOfId(id: string): number {
  return (byteOf(id, 12) << 24) | (byteOf(id, 13) << 16) | (byteOf(id, 14) << 8) | byteOf(id, 15);
}

export function homeOfIdAt(source: Uint8Array, start: number): number {
  const byte = (index: number): number => source[start + index] as number;
  return (byte(12) << 24) | (byte(13) << 16) | (byte(14) << 8) | byte(15);
}

function byteOf(id: string, index: number): number {
  return (digit(id.charCodeAt(2 * index)) << 4) | digit(id.charCodeAt(2 * index + 1));
}

function digit(code: number): number {
  return code < 58 ? code - 48 : code - 87;
}

/** Of each value of a byte, its two characters. */
const HEX_CODES = Uint8Array.from({ length: 512 }, (_, index) =>
  (index >> 1)
    .toString(16)
    .padStart(2, '0')
    .charCodeAt(index % 2),
);

/** Writes the id's characters to `target`; answers where they end there. */
export function copyId(source: Uint8Array, start: number, target: Uint8Array, from: number): number {
  for (let index = 0; index < ID_BYTES; index++) {
    const code = 2 * (source[start + index] as number);
    target[from + 2 * index] = HEX_CODES[code] as number;
    target[from + 2 * index + 1] = HEX_CODES[code + 1] as number;
  }
  return from + 2 * ID_BYTES;
}
