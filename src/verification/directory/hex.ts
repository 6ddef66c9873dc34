/** Ids are 32 lower-case hex characters: 16 bytes. */
export const ID_BYTES = 16;

export function writeId(target: Uint8Array, number: number, id: string): void {
  const start = number * ID_BYTES;
  for (let index = 0; index < ID_BYTES; index++) {
    target[start + index] = (digit(id.charCodeAt(2 * index)) << 4) | digit(id.charCodeAt(2 * index + 1));
  }
}

export function isIdAt(source: Uint8Array, number: number, id: string): boolean {
  const start = number * ID_BYTES;
  for (let index = 0; index < ID_BYTES; index++) {
    const byte = (digit(id.charCodeAt(2 * index)) << 4) | digit(id.charCodeAt(2 * index + 1));
    if (source[start + index] !== byte) return false;
  }
  return true;
}

/** The last 32 bits: of a UUIDv7 they are random. */
export function homeOfId(id: string): number {
  return Number.parseInt(id.slice(24), 16) | 0;
}

export function homeOfIdAt(source: Uint8Array, number: number): number {
  const end = number * ID_BYTES + ID_BYTES;
  const byte = (back: number): number => source[end - back] ?? 0;
  return (byte(4) << 24) | (byte(3) << 16) | (byte(2) << 8) | byte(1);
}

function digit(code: number): number {
  return code < 58 ? code - 48 : code - 87;
}
