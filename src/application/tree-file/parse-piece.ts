const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Undefined where the bytes are no JSON in UTF-8. The parser's own words are dropped: they quote the text, secrets too. */
export function parsePiece(bytes: Buffer): unknown {
  try {
    return JSON.parse(utf8.decode(bytes)) as unknown;
  } catch {
    return undefined;
  }
}

/** Of all objects of a parsed value. */
export function countMembers(value: unknown): number {
  let count = 0;
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next !== 'object' || next === null) continue;
    const members: unknown[] = Object.values(next);
    if (!Array.isArray(next)) count += members.length;
    for (const member of members) waiting.push(member);
  }
  return count;
}
