/** Without what people mistake for one another: 0 and O, 1, l and I. */
const ALPHABET = 'abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const GROUPS = 4;
const IN_GROUP = 5;

export const SHORTEST_PASSWORD = 12;

/** 20 characters (116 bits), in groups that can be read to somebody. */
export function generatePassword(): string {
  const characters: string[] = [];
  // Bytes beyond the last whole alphabet are dropped: they would make some characters likelier than others.
  const limit = 256 - (256 % ALPHABET.length);
  while (characters.length < GROUPS * IN_GROUP) {
    for (const byte of crypto.getRandomValues(new Uint8Array(32))) {
      if (byte < limit) characters.push(ALPHABET.charAt(byte % ALPHABET.length));
    }
  }
  return Array.from({ length: GROUPS }, (_, at) => characters.slice(at * IN_GROUP, (at + 1) * IN_GROUP).join('')).join(
    '-',
  );
}
